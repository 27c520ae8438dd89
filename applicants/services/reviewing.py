"""Asking a person, and what a person does: evidence, corrections, and overturned decisions.

Authority: domain document 6.2 and 4.4. One case at a time; there is no other way to decide here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

import eligibility
from applicants.choices import Actor, Event, Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import Application, EligibilityDecision, EligibilityFact, EligibilityWork
from applicants.models.eligibility_work import FILES_OF_WORK
from applicants.policies import may_decide_eligibility
from applicants.services.eligibility import decide_again, follow_result
from applicants.services.eligibility_work import WORK_OF, keep_statement, open_work
from applicants.services.facts import record_fact
from applicants.services.latest_work import count_save
from applicants.services.transition import describe_latest_change, lock_application, transition
from recruitment.accounts.models import User
from recruitment.uploads.inspection import CheckedFile
from recruitment.uploads.services import store_upload

GOOD_RESULTS = frozenset({"eligible", "eligible_subject_to_evidence"})
# What the list of applications says once a person has decided otherwise than the rules alone.
DECIDED_BY_PERSON = "decided_by_person"
OPEN_STATUSES = frozenset(WORK_OF)


@transaction.atomic
def ask_for_review(
    *, application_id: UUID, by: User, statement: str, files: Sequence[CheckedFile] = ()
) -> Application:
    """The candidate asks a person to look again, with their words and files. Raises Refused."""
    application = transition(
        application_id=application_id, event=Event.ASK_FOR_REVIEW, by=by, reason=statement
    )
    work = open_work(application)
    if work is not None:
        _store(work, files, by)
    return application


@transaction.atomic
def answer_evidence(
    *, application_id: UUID, by: User, statement: str, files: Sequence[CheckedFile] = ()
) -> Application:
    """The candidate answers a request for evidence by a statement, files, or both.

    A person looks at it then; what they confirm makes the decision again. Raises Refused.
    """
    if not statement.strip() and not files:
        raise GuardFailed("Write what you can tell us, or choose a file.")
    application = lock_application(application_id)
    if application.candidate.user_id != by.pk:
        raise NotAllowed("This is not your application.")
    work = open_work(application)
    if application.status != Status.ELIGIBILITY_EVIDENCE or work is None:
        raise StateChanged(describe_latest_change(application, reader=Actor.CANDIDATE))
    keep_statement(work, statement, timezone.now())
    _store(work, files, by)
    return transition(application_id=application_id, event=Event.ANSWER_EVIDENCE, by=by)


def _store(work: EligibilityWork, files: Sequence[CheckedFile], by: User) -> None:
    for checked in files:
        store_upload(
            checked=checked, kind=FILES_OF_WORK, owner_id=work.pk, purpose=str(work.kind), by=by
        )


@transaction.atomic
def correct_fact(
    *,
    application_id: UUID,
    by: User,
    path: str,
    value: Any,
    source: EligibilityFact.Source,
    note: str,
    expected_version: int | None = None,
    expected_piece: int | None = None,
) -> EligibilityDecision:
    """A reviewer puts a fact right, says where it comes from, and the decision is made again.

    `value` is in the form of the eligibility document, section 1. The application goes where the
    new result leads; while the bar still stands in a review, it stays for the reviewer. Raises
    Refused, also for a value that the rules cannot read.
    """
    application = lock_application(application_id)
    allowed = may_decide_eligibility(by, application)
    if not allowed:
        raise NotAllowed(allowed.why)
    fits = Status(application.status) in OPEN_STATUSES
    if not fits or expected_version not in (None, application.version):
        raise StateChanged(describe_latest_change(application))
    if not note.strip():
        raise GuardFailed("Say what you have seen, so that a colleague can follow it.")
    count_save(application=application, piece=f"fact:{path}", by=by, expected=expected_piece)
    record_fact(
        application=application,
        path=path,
        value=value,
        source=source,
        by=by,
        settles=True,
        note=note,
    )
    reviewing = application.status == Status.INELIGIBLE_REVIEW
    occasion = EligibilityDecision.Occasion
    now = timezone.now()
    try:
        decision = decide_again(
            application=application,
            at=now,
            occasion=occasion.REVIEW if reviewing else occasion.NEW_FACT,
        )
    except eligibility.FactError as error:
        raise GuardFailed(f"The rules cannot read this value: {error.message}") from error
    _follow_correction(application, decision, by=by, note=note, at=now)
    return decision


def _follow_correction(
    application: Application, decision: EligibilityDecision, *, by: User, note: str, at: datetime
) -> None:
    """Move the application on, where the new result leads somewhere else."""
    status, result = Status(application.status), decision.result
    if status is Status.INELIGIBLE_REVIEW:
        if result != "barred":
            _fire(application, Event.OVERTURN, by, note, at)
            _follow_beyond(application, result, at)
    elif result in GOOD_RESULTS:
        _fire(application, Event.SETTLE_ELIGIBILITY, by, note, at)
        follow_result(application=application, result=result, at=at)
    elif result == "barred":
        if status is not Status.INELIGIBLE_PROPOSED:
            follow_result(application=application, result=result, at=at)
    elif status is Status.INELIGIBLE_PROPOSED and result == "needs_evidence":
        _fire(application, Event.ASK_FOR_EVIDENCE, None, "", at)
    elif status is Status.INELIGIBLE_PROPOSED or (
        status is Status.ELIGIBILITY_EVIDENCE and result != "needs_evidence"
    ):
        _fire(application, Event.REFER_ELIGIBILITY, None, "", at)


def _fire(
    application: Application, event: Event, by: User | None, reason: str, at: datetime
) -> None:
    actor = Actor.SYSTEM if by is None else Actor.STAFF
    transition(application_id=application.pk, event=event, by=by, actor=actor, reason=reason, at=at)


def place_after_person(*, application: Application, event: Event, at: datetime) -> None:
    """After a person has decided for the candidate: the place that the application would have had.

    Overturned, the other rules still count: what they refer or lack goes on to that. Settled, only
    the order of consideration is left.
    """
    latest = EligibilityDecision.objects.filter(application=application).first()
    if latest is None or latest.result in GOOD_RESULTS:
        result = "eligible"
    else:
        Application.objects.filter(pk=application.pk).update(eligibility_result=DECIDED_BY_PERSON)
        result = _without_bar(latest) if event is Event.OVERTURN else "eligible"
    _follow_beyond(application, result, at)


def _without_bar(decision: EligibilityDecision) -> str:
    """What the other rules say of the facts that a decision was made on."""
    facts = {**decision.given["facts"], "previous_met_service": "none"}
    return str(eligibility.decide({**decision.given, "facts": facts}).as_dict()["result"])


def _follow_beyond(application: Application, result: str, at: datetime) -> None:
    """Follow a result after the bar was lifted: another failing condition is a person's to judge,
    since only the bar rejects after sending."""
    application.refresh_from_db()
    follow_result(
        application=application, result="refer" if result == "not_eligible" else result, at=at
    )
