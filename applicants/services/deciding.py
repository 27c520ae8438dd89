"""Steps that staff fire by themselves: with a reason where one is needed, and with structured
reasons and feedback where a person is turned down (domain 4.1, "structured rejection reasons")."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Event, SiftOutReason
from applicants.errors import GuardFailed, NotAllowed
from applicants.models import Application
from applicants.pipeline import STEPS
from applicants.services.reviewing import place_after_person
from applicants.services.transition import transition
from recruitment.accounts.models import User

# Which structured reasons fit which outcome; the candidate reads the chosen one.
OUTCOME_REASONS: Mapping[Event, tuple[SiftOutReason, ...]] = MappingProxyType(
    {
        Event.SIFT_OUT: (
            SiftOutReason.CRITERIA_NOT_SHOWN,
            SiftOutReason.STRONGER_FIELD,
            SiftOutReason.INCOMPLETE,
        ),
        Event.REJECT_AFTER_INTERVIEW: (
            SiftOutReason.INTERVIEW_SCORE,
            SiftOutReason.STRONGER_FIELD,
        ),
    }
)

# Fired elsewhere: with the form that belongs to it, or for a whole vacancy at once.
NOT_ALONE = frozenset(
    {
        Event.REINVITE,
        Event.CANCEL_INTERVIEW,
        Event.ASK_LINE_MANAGER,
        Event.CANCEL_VACANCY,
    }
)


@transaction.atomic
def decide(
    *,
    application_id: UUID,
    by: User,
    event: Event,
    reason: str = "",
    reason_code: str = "",
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Application:
    """Fire a staff step. `reason` is the feedback that the candidate reads where they are turned
    down, and for those outcomes `reason_code` is one of OUTCOME_REASONS. Raises Refused."""
    if event in NOT_ALONE:
        raise NotAllowed("This step cannot be taken by itself.")
    allowed = OUTCOME_REASONS.get(event, ())
    if allowed and reason_code not in allowed:
        raise GuardFailed("Choose the reason that the candidate will read.")
    moment = at or timezone.now()
    application = transition(
        application_id=application_id,
        event=event,
        by=by,
        reason=reason,
        reason_code=reason_code if allowed else "",
        expected_version=expected_version,
        at=moment,
    )
    if event in (Event.SETTLE_ELIGIBILITY, Event.OVERTURN):
        place_after_person(application=application, event=event, at=moment)
        application.refresh_from_db()
    return application


def needs_outcome_reason(event: Event) -> bool:
    """True where a structured reason must be chosen beside the written one."""
    return event in OUTCOME_REASONS


def fireable_alone(event: Event) -> bool:
    """True for a step that a person may take from the case page with a button of its own."""
    return event not in NOT_ALONE and event in STEPS
