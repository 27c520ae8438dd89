"""Preparing a decision: written down for colleagues, untold, and changed or dropped at will.

The candidate's pages, clock, emails and download never show it (domain document 4.1).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Event
from applicants.errors import GuardFailed, StateChanged
from applicants.models import Application, PreparedDecision, ReleaseLine
from applicants.pipeline import PREPARED_STAGES, STEPS
from applicants.services.guards import every_criterion_scored, interview_offer_is_kept
from applicants.services.outcome_words import OutcomeWords, check_words, needs_outcome_reason
from applicants.services.staffwork import lock_for_work
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from recruitment.audit.services import record
from recruitment.ui.dates import london_datetime

TOO_LATE = "A decision is prepared while the application is in the sift or after its interview."


@transaction.atomic
def prepare_decision(
    *,
    application_id: UUID,
    by: User,
    event: Event,
    words: OutcomeWords | None = None,
    expected_version: int | None = None,
    expected_prepared: int | None = None,
    at: datetime | None = None,
) -> PreparedDecision:
    """Write down the outcome of this stage, or change it. Nobody is told.

    `words` are needed where it turns somebody down. `expected_prepared` is the version of the
    prepared decision that the person saw, 0 for none. Raises Refused.
    """
    application = _lock(application_id, by, expected_version)
    if not fits_stage(application, event):
        raise StateChanged(f"“{event.label}” is no outcome of this stage. Look at it again.")
    before = _check_prepared(application, expected_prepared)
    moment = at or timezone.now()
    missing = missing_before(application, event, at=moment)
    if missing:
        raise GuardFailed(missing)
    said = words if words is not None and needs_outcome_reason(event) else OutcomeWords()
    if needs_outcome_reason(event):
        check_words(application, event, said)
    prepared, _ = PreparedDecision.objects.update_or_create(
        application=application,
        defaults={
            "event": event,
            "reason_code": said.reason_code,
            "feedback": said.feedback.strip(),
            "criteria": said.written,
            "prepared_by": by,
            "prepared_at": moment,
            "version": (before.version if before else 0) + 1,
        },
    )
    if has_right(by, Right.RELEASE_DECISIONS):
        _carry_into_plan(prepared)
    record(
        action="decision.prepare",
        by=by,
        target=application,
        before={"event": before.event} if before else None,
        after={"event": event, "reason_code": said.reason_code},
    )
    return prepared


def fits_stage(application: Application, event: Event) -> bool:
    """Whether this is an outcome of the stage at which the application is."""
    fitting = next(
        (events for stage, events in PREPARED_STAGES.items() if stage == application.status), ()
    )
    return event in fitting and application.status in STEPS[event].moves


def missing_before(application: Application, event: Event, *, at: datetime) -> str:
    """What has to be there before this outcome can be written down, or "". All else is asked for
    when it is released."""
    asked = (every_criterion_scored, interview_offer_is_kept)
    answers = (one(application, at) for one in asked if one.__name__ in STEPS[event].guards)
    return next((sentence for sentence in answers if sentence), "")


@transaction.atomic
def drop_prepared(
    *, application_id: UUID, by: User, expected_prepared: int | None = None
) -> Application:
    """Take a prepared decision away. A release that was to tell it skips it. Raises Refused."""
    application = _lock(application_id, by, None)
    prepared = _check_prepared(application, expected_prepared)
    if prepared is None:
        raise StateChanged("No decision is prepared for this application any more.")
    prepared.delete()
    record(action="decision.drop", by=by, target=application, before={"event": prepared.event})
    return application


def _lock(application_id: UUID, by: User, expected_version: int | None) -> Application:
    return lock_for_work(
        application_id=application_id,
        by=by,
        right=Right.PREPARE_DECISIONS,
        statuses=tuple(PREPARED_STAGES),
        otherwise=TOO_LATE,
        expected_version=expected_version,
    )


def _check_prepared(application: Application, expected: int | None) -> PreparedDecision | None:
    """What is prepared now. Raises StateChanged where that is not what the person saw."""
    found = (
        PreparedDecision.objects.select_related("prepared_by")
        .filter(application=application)
        .first()
    )
    if expected in (None, found.version if found else 0):
        return found
    if found is None:
        raise StateChanged(
            "A colleague dropped the decision that was prepared here. Nothing of yours was saved."
        )
    raise StateChanged(
        f"{prepared_already(found)} Nothing of yours was saved. Look at it before you change it."
    )


def prepared_already(found: PreparedDecision) -> str:
    """Who prepared what and when, as a sentence. `found` has its `prepared_by`."""
    return (
        f"{found.prepared_by.display_name} prepared “{Event(found.event).label}” for this "
        f"application at {london_datetime(found.prepared_at)}."
    )


def _carry_into_plan(prepared: PreparedDecision) -> None:
    """Who may release has looked at it by changing it, so a planned release takes it as it is."""
    ReleaseLine.objects.filter(
        application_id=prepared.application_id, outcome=ReleaseLine.Outcome.WAITING
    ).update(event=prepared.event, prepared_version=prepared.version)
