"""The candidate's answer to an invitation to interview."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Actor, Event, Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import Application, Interview, InterviewSlot, InterviewWish
from applicants.policies import owns
from applicants.services.slots import lock_slot
from applicants.services.transition import describe_latest_change, lock_application, transition
from recruitment.accounts.models import User
from recruitment.audit.services import record
from recruitment.ui.dates import london_datetime

TAKEN = "That time has just been taken. Choose another one."
SET_FOR_YOU = "We have set a date for you. Confirm it, or say that you cannot come."


@transaction.atomic
def confirm_interview(
    *, application_id: UUID, by: User, expected_version: int | None = None
) -> Application:
    """The candidate will come. Raises Refused."""
    application = lock_application(application_id)
    if not Interview.objects.filter(application=application, cancelled_at=None).exists():
        raise GuardFailed("Choose one of the times first.")
    return transition(
        application_id=application_id,
        event=Event.CONFIRM_INTERVIEW,
        by=by,
        expected_version=expected_version,
    )


@transaction.atomic
def choose_slot(
    *,
    application_id: UUID,
    slot_id: int,
    by: User,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Interview:
    """Take a place at an offered time, or move to another until the stated moment.

    The earlier place is free in the same instant. Choosing one's own time again changes nothing.
    Raises Refused: GuardFailed when the time is full or gone.
    """
    application = _lock_own(application_id, by)
    moment = at or timezone.now()
    interview = Interview.objects.filter(application=application).select_related("slot").first()
    if interview is not None and interview.slot_id == slot_id:
        return interview
    if expected_version not in (None, application.version):
        raise StateChanged(describe_latest_change(application, reader=Actor.CANDIDATE))
    _check_may_move(interview, moment)
    slot = _take_place(slot_id, application, moment)
    before = {"slot": interview.slot_id} if interview else None
    interview = _write(interview or Interview(application=application), slot)
    InterviewWish.objects.filter(application=application).delete()
    booked = application.status == Status.INT_BOOKED
    transition(
        application_id=application_id,
        event=Event.MOVE_INTERVIEW if booked else Event.CONFIRM_INTERVIEW,
        by=by,
        at=moment,
    )
    record(
        action="interview.choose_slot",
        by=by,
        target=application,
        before=before,
        after={"slot": slot.pk, "sequence": interview.sequence},
    )
    return interview


def _check_may_move(interview: Interview | None, at: datetime) -> None:
    if interview is None or interview.is_cancelled:
        return
    if interview.slot is None:
        raise GuardFailed(SET_FOR_YOU)
    if at >= interview.slot.change_until:
        raise GuardFailed(
            f"You could change your time until {london_datetime(interview.slot.change_until)}. "
            "Write to the recruitment team if you cannot come."
        )


def _take_place(slot_id: int, application: Application, at: datetime) -> InterviewSlot:
    try:
        slot = lock_slot(slot_id)
    except InterviewSlot.DoesNotExist:
        raise GuardFailed(TAKEN) from None
    offered = slot.withdrawn_at is None and at < slot.change_until
    if slot.vacancy_id != application.vacancy_id or not offered:
        raise GuardFailed("That time is no longer offered. Choose another one.")
    if Interview.objects.filter(slot=slot).count() >= slot.places:
        raise GuardFailed(TAKEN)
    return slot


def _write(interview: Interview, slot: InterviewSlot) -> Interview:
    if interview.pk is not None:
        interview.sequence += 1
    interview.slot = slot
    interview.cancelled_at = None
    for name in ("starts_at", "minutes", "format", "place", "panel", "what_to_bring"):
        setattr(interview, name, getattr(slot, name))
    interview.result = ""
    interview.result_note = ""
    interview.save()
    return interview


@transaction.atomic
def ask_for_another_date(*, application_id: UUID, by: User, note: str) -> None:
    """The candidate cannot come on the date that is set, or at any time that is offered. The
    application keeps its place: staff see the note and set another date, or write back. Raises
    Refused."""
    application = _lock_own(application_id, by)
    if not note.strip():
        raise GuardFailed("Enter which dates would suit you better.")
    interview = Interview.objects.filter(application=application, cancelled_at=None).first()
    if interview is None:
        InterviewWish.objects.update_or_create(
            application=application, defaults={"note": note.strip(), "asked_at": timezone.now()}
        )
    else:
        interview.cannot_come_to = interview.sequence
        interview.cannot_come_note = note.strip()
        interview.save(update_fields=["cannot_come_to", "cannot_come_note"])
    record(
        action="interview.ask_for_another_date",
        by=by,
        target=application,
        after={"sequence": interview.sequence if interview else None},
    )


def _lock_own(application_id: UUID, by: User) -> Application:
    application = lock_application(application_id)
    if not owns(by, application):
        raise NotAllowed("This is not your application.")
    if application.status not in (Status.INT_INVITED, Status.INT_BOOKED):
        raise StateChanged(describe_latest_change(application, reader=Actor.CANDIDATE))
    return application
