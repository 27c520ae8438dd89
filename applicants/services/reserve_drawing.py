"""Drawing on a reserve list for a later vacancy: asking, the answer, and what a yes makes.

A yes makes an application for the later vacancy with the answers of the first, and decides its
eligibility anew, all in one transaction. Locks are taken in the order candidate, vacancy,
application, list, request.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Actor, Event, Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import (
    STANDS,
    Application,
    ApplicationSection,
    EligibilityFact,
    ReserveRequest,
)
from applicants.policies import may_work_for, may_work_on, owns
from applicants.sections import ELIGIBILITY_CODE, sections_for
from applicants.sections.catalogue import Store
from applicants.selectors.reserve import list_of
from applicants.selectors.reserve_drawing import (
    askable_of,
    may_draw,
    of_same_kind,
    requests_that_are_over,
)
from applicants.services.applying import new_reference
from applicants.services.eligibility import NotEligible, admit_drawn, decide_at_submission
from applicants.services.people import lock_candidate
from applicants.services.reserve_guards import reserve_list_goes_on
from applicants.services.reserve_list import lock_list
from applicants.services.transition import lock_application, transition
from applicants.workdays import add_working_days
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from recruitment.batches import each
from recruitment.outbox.services import queue_email
from recruitment.ui.dates import london_date
from vacancies.models import Vacancy

ANSWER_WORKING_DAYS = 5  # as for an offer (domain document 4.4)
Answer = ReserveRequest.Answer
# Pages about this one vacancy: its own questions, and where in it somebody wants to work.
OF_ONE_VACANCY = ("role-questions", "interview-questions", "offer-questions", "postings")
NOT_ON_LIST = "This person is not on a reserve list any more. Look at the list again."
DRAFT_FIRST = (
    "You have begun an application for this vacancy yourself. Discard it first, or send it."
)


@transaction.atomic
def ask_about_vacancy(
    *, application_id: UUID, vacancy_id: int, by: User, reason: str = "", at: datetime | None = None
) -> ReserveRequest:
    """Ask somebody on a list whether they want to be considered for a later vacancy.

    `by` works on both vacancies. `reason` is why somebody with a better place, whom one could
    still ask, is passed over. Raises Refused.
    """
    moment = at or timezone.now()
    vacancy = Vacancy.objects.get(pk=vacancy_id)
    application = lock_application(application_id)
    _check_right(application, vacancy, by)
    lock_list(application.vacancy_id)
    _check_fits(application, vacancy, moment)
    person = askable_of(vacancy, application)
    if person is None:
        raise StateChanged(NOT_ON_LIST)
    if not person.may_ask:
        raise StateChanged(f"Nobody was asked now. {person.state}.")
    if person.passes_over and not reason.strip():
        raise GuardFailed("Write why you pass over who stands before, or ask them first.")
    last = add_working_days(timezone.localdate(moment), ANSWER_WORKING_DAYS)
    found = list_of(application.vacancy_id)
    request = ReserveRequest.objects.create(
        application=application,
        vacancy=vacancy,
        asked_by=by,
        asked_at=moment,
        answer_by=min(last, found.ends_on) if found else last,
        reason=reason.strip() if person.passes_over else "",
    )
    record(
        action="reserve.ask",
        by=by,
        target=application,
        after={"vacancy": vacancy.pk, "passed_over": person.passes_over},
        reason=request.reason,
    )
    queue_email(
        kind="reserve_request",
        dedupe_key=f"reserve_request:{request.pk}",
        to=application.candidate.email,
        ids={"request": request.pk},
        about=application.about,
    )
    return request


def _check_right(application: Application, vacancy: Vacancy, by: User) -> None:
    for allowed in (
        may_work_for(by, vacancy.pk, Right.MAKE_OFFERS),
        may_work_on(by, application, Right.MAKE_OFFERS),
    ):
        if not allowed:
            raise NotAllowed(allowed.why)


def _check_fits(application: Application, vacancy: Vacancy, at: datetime) -> None:
    if application.status != Status.RESERVE:
        raise StateChanged(NOT_ON_LIST)
    if not may_draw(vacancy) or not of_same_kind(vacancy, application.vacancy):
        raise GuardFailed("This reserve list is not of the kind of this vacancy, or it is over.")
    ended = reserve_list_goes_on(application, at)
    if ended:
        raise GuardFailed(ended)


@transaction.atomic
def answer_request(
    *, request_id: int, by: User, yes: bool, at: datetime | None = None
) -> ReserveRequest:
    """The candidate says yes or no. With a yes, the returned request has the new application in
    `made`, or the answer "not_eligible" where the rules bar this vacancy. Raises Refused."""
    keys = ReserveRequest.objects.values_list("vacancy_id", "application_id").get(pk=request_id)
    lock_candidate(by)
    # Nobody closes or cancels it between the check and the commit.
    Vacancy.objects.select_for_update(no_key=True).only("pk").get(pk=keys[0])
    application = lock_application(keys[1])
    if not owns(by, application):
        raise NotAllowed("This is not your application.")
    request = (
        ReserveRequest.objects.select_for_update(of=("self",))
        .select_related("vacancy")
        .get(pk=request_id)
    )
    moment = at or timezone.now()
    _check_open(request, application, moment)
    request.application = application
    answer = Answer.NO
    if yes:
        answer = _say_yes(request, by, moment)
    request.answer, request.answered_at = answer, moment
    request.save(update_fields=["answer", "answered_at", "made"])
    record(
        action="reserve.answer",
        by=by,
        target=application,
        after={"vacancy": request.vacancy_id, "answer": answer.value},
    )
    return request


def _check_open(request: ReserveRequest, application: Application, at: datetime) -> None:
    if request.answer != Answer.OPEN:
        raise StateChanged(f"This was answered before: {request.get_answer_display().lower()}.")
    if application.status != Status.RESERVE or not may_draw(request.vacancy):
        raise StateChanged("You are not on the list any more, or this vacancy is over.")
    if request.answer_by < timezone.localdate(at):
        raise GuardFailed(
            f"You could answer until {london_date(request.answer_by)}. Write to the recruitment "
            "team if you still want to be considered."
        )


def _say_yes(request: ReserveRequest, by: User, at: datetime) -> ReserveRequest.Answer:
    """Everything that a yes makes, or nothing of it where the rules bar this vacancy."""
    try:
        with transaction.atomic():
            request.made = _draw(request, by, at)
    except NotEligible:
        request.made = None
        return Answer.NOT_ELIGIBLE
    return Answer.YES


def _draw(request: ReserveRequest, by: User, at: datetime) -> Application:
    first = request.application
    others = Application.objects.filter(
        STANDS, candidate_id=first.candidate_id, vacancy=request.vacancy
    )
    if others.exists():
        raise GuardFailed(DRAFT_FIRST)
    made = Application.objects.create(
        candidate=first.candidate,
        vacancy=request.vacancy,
        reference=new_reference(at),
        status_since=at,
    )
    _copy_answers(first, made)
    # Written before the steps, whose guards ask for the yes.
    ReserveRequest.objects.filter(pk=request.pk).update(
        made=made, answer=Answer.YES, answered_at=at
    )
    made = transition(
        application_id=made.pk,
        event=Event.DRAW_FROM_RESERVE,
        by=by,
        data={"from": first.reference},
        at=at,
    )
    decide_at_submission(application=made, at=at)
    admit_drawn(application=made, at=at)
    made.refresh_from_db()
    return made


def _copy_answers(first: Application, made: Application) -> None:
    """What the later vacancy's form asks too, and what others have said about eligibility.

    Sealed answers, files and questions of one vacancy alone stay where they are.
    """
    wanted = _codes_to_copy(made)
    rows = ApplicationSection.objects.filter(application=first, code__in=wanted).order_by("code")
    ApplicationSection.objects.bulk_create(
        ApplicationSection(
            application=made, code=row.code, answers=row.answers, completed=row.completed
        )
        for row in rows
    )
    facts = EligibilityFact.objects.filter(application=first).order_by("recorded_at", "pk")
    for fact in facts:
        recorded_at = fact.recorded_at
        fact.pk, fact.application = None, made
        fact.save(force_insert=True)
        EligibilityFact.objects.filter(pk=fact.pk).update(recorded_at=recorded_at)


def _codes_to_copy(made: Application) -> Collection[str]:
    asked = {
        section.code
        for section in sections_for(made.vacancy)
        if not section.code.startswith(OF_ONE_VACANCY) and section.store is Store.ANSWERS
    }
    return asked | {ELIGIBILITY_CODE}


@transaction.atomic
def leave_list_of(made: Application, *, at: datetime) -> None:
    """Somebody who accepted an offer they were drawn for leaves the earlier list."""
    request = ReserveRequest.objects.filter(made=made).first()
    if request is None:
        return
    first = lock_application(request.application_id)
    if first.status == Status.RESERVE:
        transition(
            application_id=first.pk, event=Event.LEAVE_RESERVE, by=None, actor=Actor.SYSTEM, at=at
        )


def end_requests(*, at: datetime | None = None) -> int:
    """Close what nobody answered in time, and what nobody need answer any more."""
    moment = at or timezone.now()
    rows = requests_that_are_over(timezone.localdate(moment)).order_by("pk")
    return each("end_requests", list(rows.values_list("pk", flat=True)), partial(_end, at=moment))


@transaction.atomic
def _end(request_id: int, *, at: datetime) -> bool:
    request = ReserveRequest.objects.select_for_update(of=("self",)).get(pk=request_id)
    over = requests_that_are_over(timezone.localdate(at)).filter(pk=request_id).first()
    if over is None:
        return False  # answered since it was listed
    gone = getattr(over, "gone", False)
    request.answer, request.answered_at = (Answer.GONE if gone else Answer.NO_REPLY), at
    request.save(update_fields=["answer", "answered_at"])
    record(
        action="reserve.end_request",
        by=None,
        actor_label="system",
        target=request,
        after={"answer": request.answer},
    )
    return True
