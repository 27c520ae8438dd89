"""Steps that staff fire by themselves: with a reason where one is needed, and with structured
reasons and feedback where a person is turned down (domain 4.1, "structured rejection reasons")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Event
from applicants.errors import NotAllowed
from applicants.models import Application
from applicants.pipeline import STEPS
from applicants.services.eligibility import admit_drawn
from applicants.services.outcome_words import (
    OutcomeWords,
    checked_words,
    needs_outcome_reason,
)
from applicants.services.reserve_list import join_list
from applicants.services.reviewing import place_after_person
from applicants.services.transition import transition
from recruitment.accounts.models import User

# Fired elsewhere: with the form that belongs to it, or for a whole vacancy at once.
NOT_ALONE = frozenset(
    {
        Event.REINVITE,
        Event.CANCEL_INTERVIEW,
        Event.ASK_LINE_MANAGER,
        Event.CANCEL_VACANCY,
        Event.DEFER,
        Event.OFFER_FROM_RESERVE,
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
    criteria: Mapping[str, str] | None = None,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Application:
    """Fire a staff step. Where it turns somebody down, `reason` is the feedback that they read,
    and `reason_code` and `criteria` are those of `outcome_words`. Raises Refused."""
    if event in NOT_ALONE:
        raise NotAllowed("This step cannot be taken by itself.")
    moment = at or timezone.now()
    turns_down = needs_outcome_reason(event)
    words = OutcomeWords(reason_code, reason, criteria or {})
    data: Callable[[Application], Mapping[str, Any]] | None = None
    if turns_down:
        data = partial(checked_words, event=event, words=words)
    elif event is Event.PLACE_ON_RESERVE:
        data = partial(join_list, by=by, at=moment)
    application = transition(
        application_id=application_id,
        event=event,
        by=by,
        reason=reason,
        reason_code=reason_code if turns_down else "",
        data=data,
        expected_version=expected_version,
        at=moment,
    )
    if event in (Event.SETTLE_ELIGIBILITY, Event.OVERTURN):
        place_after_person(application=application, event=event, at=moment)
        application.refresh_from_db()
    elif event is Event.RELEASE_TIER:
        admit_drawn(application=application, at=moment)
        application.refresh_from_db()
    return application


def fireable_alone(event: Event) -> bool:
    """True for a step that a person may take from the case page with a button of its own."""
    return event not in NOT_ALONE and event in STEPS
