"""Starting, saving, sending and withdrawing an application (domain document 3.1 and 4.1)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Actor, Event, Status, WithdrawalReason
from applicants.eligibility_check import next_question
from applicants.errors import GuardFailed, NotAllowed, Refused, StateChanged
from applicants.models import (
    STANDS,
    Application,
    ApplicationSection,
    Candidate,
    InterviewWish,
)
from applicants.policies import owns
from applicants.sections import ELIGIBILITY_CODE, accepts_online
from applicants.services.adjusting import tell_advisers
from applicants.services.duplicates import notice_duplicates
from applicants.services.eligibility import decide_at_submission
from applicants.services.monitoring import count_equality_answers
from applicants.services.people import lock_candidate
from applicants.services.prefilling import prefill_sections
from applicants.services.saving import save_section
from applicants.services.slots import cancel_interview, interview_facts
from applicants.services.transition import describe_latest_change, lock_application, transition
from applicants.services.verifying import cancel_open_verifications
from recruitment.accounts.models import User
from recruitment.audit.services import record
from recruitment.outbox.services import queue_email
from recruitment.ui.dates import london_datetime
from vacancies.models import Vacancy

WITHDRAWN_BEFORE = "You withdrew this application at {at}, so it was not sent."
NOT_ONLINE = (
    "Applications for this kind of role are not taken here. Write to {mailbox} and we will tell "
    "you how to apply."
)


@transaction.atomic
def start_application(
    *, vacancy: Vacancy, by: User, eligibility_answers: Mapping[str, Any] | None = None
) -> Application:
    """The person's application for this vacancy: a new draft, or the one that is there.

    However often it is called, there is one. `eligibility_answers` of a check before applying are
    taken into a draft, also into an older one. The caller has shown that the vacancy exists for
    this person. Raises Refused when it takes no applications now, or none online.
    """
    candidate = lock_candidate(by)
    application = _live_application(candidate, vacancy)
    if application is None:
        application = _create_draft(candidate, vacancy, by, eligibility_answers or {})
        if next_question(vacancy, {}, on=timezone.localdate()) is None:
            # The rules ask nothing for this advert, so there is nothing to do first.
            _keep_eligibility_answers(application, {})
    if eligibility_answers and application.is_draft:
        # It may have been sent in another tab since it was read.
        application = lock_application(application.pk)
        if application.is_draft:
            _keep_eligibility_answers(application, eligibility_answers)
    return application


def _live_application(candidate: Candidate, vacancy: Vacancy) -> Application | None:
    return (
        Application.objects.filter(STANDS, candidate=candidate, vacancy=vacancy)
        .select_related("vacancy", "candidate__user")
        .first()
    )


def _create_draft(
    candidate: Candidate, vacancy: Vacancy, by: User, checked: Mapping[str, Any]
) -> Application:
    now = timezone.now()
    if not accepts_online(vacancy):
        raise Refused(NOT_ONLINE.format(mailbox=vacancy.contact_mailbox))
    if not vacancy.accepts_applications_at(now):
        raise GuardFailed("This vacancy is not open for applications now.")
    application = Application.objects.create(
        candidate=candidate, vacancy=vacancy, reference=new_reference(now), status_since=now
    )
    prefill_sections(application=application, checked=checked)
    record(
        action="application.start",
        by=by,
        target=application,
        after={"status": Status.DRAFT.value, "vacancy": vacancy.pk},
    )
    queue_email(
        kind="draft_saved",
        dedupe_key=f"draft_saved:{application.pk}",
        to=candidate.email,
        ids={"application": str(application.pk)},
        about=application.about,
    )
    return application


def new_reference(now: datetime) -> str:
    """A reference for an application. Random, so that nobody reads from it how many people apply;
    unique by the database."""
    for digits in (6, 6, 6, 6, 8, 8):
        number = secrets.randbelow(10**digits)
        reference = f"A-{timezone.localtime(now):%y}-{number:0{digits}d}"
        if not Application.objects.filter(reference=reference).exists():
            return reference
    raise Refused("We could not start your application just now. Try again in a minute.")


def _keep_eligibility_answers(application: Application, answers: Mapping[str, Any]) -> None:
    on = timezone.localdate()
    row, _ = ApplicationSection.objects.select_for_update().get_or_create(
        application=application, code=ELIGIBILITY_CODE, defaults={"version": 0}
    )
    row.answers = dict(answers)
    # A check that was left half-way is carried on from the task list.
    row.completed = next_question(application.vacancy, answers, on=on) is None
    row.version += 1
    row.save()


@transaction.atomic
def submit_application(
    *,
    application_id: UUID,
    by: User,
    idempotent: bool = True,
    equality: Mapping[str, str] | None = None,
) -> Application:
    """Send a draft, once, whatever is clicked how often.

    Locks are always taken in the order candidate, vacancy, application. The moment is read once,
    after all are held, and decides the closing time (sent at the closing moment itself is in
    time). An application that was sent before is returned as it is, unless `idempotent` is false
    or the person has withdrawn it since: no page may tell them then that it was sent.
    `equality` answers are counted only by the call that sends it. Raises Refused; nothing of the
    draft is lost then.
    """
    _lock_person(application_id)
    _lock_vacancy(application_id)
    application = lock_application(application_id)
    if not owns(by, application):
        raise NotAllowed("This is not your application.")
    if application.status == Status.WITHDRAWN:
        raise StateChanged(WITHDRAWN_BEFORE.format(at=london_datetime(application.status_since)))
    if application.submitted_at is not None and idempotent:
        return application
    if not application.is_draft:
        raise StateChanged(describe_latest_change(application, reader=Actor.CANDIDATE))
    at = timezone.now()
    transition(application_id=application_id, event=Event.SUBMIT, by=by, at=at, held=application)
    decide_at_submission(application=application, at=at)
    notice_duplicates(application=application, by=by, at=at)
    count_equality_answers(application=application, answers=equality or {}, by=by)
    tell_advisers(application)
    return application


def _lock_person(application_id: UUID) -> None:
    """They are compared with others at the end, and saving their name takes this lock first."""
    list(Candidate.objects.select_for_update(no_key=True).filter(applications=application_id))


def _lock_vacancy(application_id: UUID) -> None:
    """Nobody closes, changes or cancels the vacancy between the check of its time and commit."""
    locked = Vacancy.objects.select_for_update(no_key=True, of=("self",)).only("pk")
    locked.get(applications=application_id)


@transaction.atomic
def withdraw_application(
    *,
    application_id: UUID,
    by: User,
    reason_code: str = "",
    reason: str = "",
    expected_version: int | None = None,
) -> Application:
    """The candidate withdraws, or discards a draft. A reason is never required.

    An interview time goes back to the others in the same instant, and a link that was sent to a
    line manager opens nothing any more. Raises Refused.
    """
    if reason_code and reason_code not in WithdrawalReason.values:
        raise GuardFailed("Choose one of the reasons, or none.")
    application = lock_application(application_id)
    if not owns(by, application):
        raise NotAllowed("This is not your application.")
    cancelled = cancel_interview(application, at=timezone.now())
    cancel_open_verifications(application)
    InterviewWish.objects.filter(application=application).delete()
    return transition(
        application_id=application_id,
        event=Event.WITHDRAW,
        by=by,
        reason=reason,
        reason_code=reason_code,
        data={"interview": interview_facts(application)} if cancelled else None,
        expected_version=expected_version,
    )


__all__ = [
    "count_equality_answers",
    "save_section",
    "start_application",
    "submit_application",
    "withdraw_application",
]
