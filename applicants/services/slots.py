"""Interview times offered to all candidates of a vacancy who are invited.

Lock order everywhere: applications, then the slot. A place is given only while the slot's row is
locked, so a slot is never overbooked (security document, check 44).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from applicants.choices import Event, Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import Application, Interview, InterviewSlot
from applicants.policies import may_work_for
from applicants.services.transition import lock_application, transition
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from vacancies.models import Vacancy

MOST_IN_A_ROW = 20
DEFAULT_NOTICE_HOURS = 24


@dataclass(frozen=True, slots=True)
class SlotPlan:
    """Times to offer: `times` of them in a row, each `minutes` long and `gap` minutes apart.

    `places` candidates may choose each; it can be chosen and changed until `notice_hours` before.
    """

    starts_at: datetime
    place: str
    minutes: int = 45
    places: int = 1
    times: int = 1
    gap: int = 15
    notice_hours: int = DEFAULT_NOTICE_HOURS
    format: str = Interview.Format.IN_PERSON
    panel: str = ""
    what_to_bring: str = ""


def lock_slot(slot_id: int) -> InterviewSlot:
    """The slot with its row locked until the transaction ends: places are counted and given one
    candidate at a time. Raises InterviewSlot.DoesNotExist."""
    return InterviewSlot.objects.select_for_update(of=("self",)).get(pk=slot_id)


@transaction.atomic
def offer_slots(
    *, vacancy_id: int, by: User, plan: SlotPlan, at: datetime | None = None
) -> list[InterviewSlot]:
    """Offer interview times. Nobody is told by this: who is invited can choose them.

    Offering the same times at the same place twice (a double click) is refused. Raises Refused.
    """
    _check_right(by, vacancy_id)
    moment = at or timezone.now()
    if not 1 <= plan.times <= MOST_IN_A_ROW:
        raise GuardFailed(f"Offer 1 to {MOST_IN_A_ROW} times in a row.")
    # Two clicks at once wait for each other here.
    Vacancy.objects.select_for_update(no_key=True).only("pk").get(pk=vacancy_id)
    step = timedelta(minutes=plan.minutes + plan.gap)
    slots = [
        _slot(vacancy_id, plan, plan.starts_at + step * number) for number in range(plan.times)
    ]
    if slots[0].change_until <= moment:
        raise GuardFailed(
            "Candidates could not choose this any more: set a later time, or a shorter notice."
        )
    same = InterviewSlot.objects.filter(
        vacancy_id=vacancy_id,
        withdrawn_at=None,
        place=slots[0].place,
        starts_at__in=[slot.starts_at for slot in slots],
    )
    if same.exists():
        raise GuardFailed("These times are offered already at this place. Raise their places.")
    InterviewSlot.objects.bulk_create(slots)
    for slot in slots:
        record(
            action="interview_slot.offer",
            by=by,
            target=slot,
            after={"starts_at": slot.starts_at, "places": slot.places, "vacancy": vacancy_id},
        )
    return slots


def _slot(vacancy_id: int, plan: SlotPlan, starts_at: datetime) -> InterviewSlot:
    return InterviewSlot(
        vacancy_id=vacancy_id,
        starts_at=starts_at,
        minutes=plan.minutes,
        places=plan.places,
        format=plan.format,
        place=plan.place.strip(),
        panel=plan.panel.strip(),
        what_to_bring=plan.what_to_bring.strip(),
        change_until=starts_at - timedelta(hours=plan.notice_hours),
    )


@transaction.atomic
def change_places(*, slot_id: int, by: User, places: int) -> InterviewSlot:
    """Offer more or fewer places of a time, never fewer than are taken. Raises Refused."""
    slot = lock_slot(slot_id)
    _check_right(by, slot.vacancy_id)
    taken = Interview.objects.filter(slot=slot).count()
    if places < max(taken, 1):
        raise GuardFailed(f"Candidates have chosen this time: {taken}. Keep that many places.")
    before = {"places": slot.places}
    slot.places = places
    slot.save(update_fields=["places"])
    record(
        action="interview_slot.change_places",
        by=by,
        target=slot,
        before=before,
        after={"places": places},
    )
    return slot


@transaction.atomic
def withdraw_slot(*, slot_id: int, by: User, reason: str, at: datetime | None = None) -> int:
    """Offer a time no longer. Whoever chose it keeps their place in the process and is asked, with
    the reason, to choose another; returns how many. Raises Refused.
    """
    moment = at or timezone.now()
    vacancy_id = InterviewSlot.objects.values_list("vacancy_id", flat=True).get(pk=slot_id)
    _check_right(by, vacancy_id)
    booked = _lock_booked(slot_id)
    slot = lock_slot(slot_id)
    if slot.withdrawn_at is not None:
        return 0
    if slot.starts_at <= moment:
        raise GuardFailed("This time has begun. Record on each application what came of it.")
    if booked and not reason.strip():
        raise GuardFailed("Write a reason: the candidates who chose this time will read it.")
    # Somebody may have chosen it between the two locks; a third look would only be luck.
    if Interview.objects.filter(slot=slot).exclude(application__in=booked).exists():
        raise StateChanged("A candidate chose this time just now. Look at it again.")
    for application in booked:
        cancel_interview(application, at=moment)
        transition(
            application_id=application.pk,
            event=Event.CANCEL_INTERVIEW,
            by=by,
            reason=reason,
            data={"interview": interview_facts(application)},
            at=moment,
        )
    slot.withdrawn_at = moment
    slot.save(update_fields=["withdrawn_at"])
    record(action="interview_slot.withdraw", by=by, target=slot, after={"candidates": len(booked)})
    return len(booked)


def _lock_booked(slot_id: int) -> list[Application]:
    ids = Interview.objects.filter(slot_id=slot_id).values_list("application_id", flat=True)
    locked = [lock_application(pk) for pk in sorted(ids, key=str)]
    return [
        one
        for one in locked
        if one.status == Status.INT_BOOKED
        and Interview.objects.filter(application=one, slot_id=slot_id).exists()
    ]


def cancel_interview(
    application: Application, *, at: datetime, missed_as_well: bool = False
) -> bool:
    """Free the place and keep the row, so that calendars learn of it. The application's row is
    locked by the caller. `missed_as_well` gives up a date that has passed, of which no calendar
    has to learn. True where somebody was still expected."""
    interview = Interview.objects.filter(application=application, cancelled_at=None).first()
    has_begun = interview is not None and interview.starts_at <= at
    if interview is None or (has_begun and not missed_as_well):
        return False
    interview.slot = None
    interview.cancelled_at = at
    interview.sequence += 1
    interview.save(update_fields=["slot", "cancelled_at", "sequence"])
    return not has_begun


def interview_facts(application: Application) -> dict[str, int]:
    """What the history keeps of a cancelled interview, for the calendar file of its email."""
    interview = Interview.objects.get(application=application)
    return {
        "starts_at": int(interview.starts_at.timestamp()),
        "minutes": interview.minutes,
        "sequence": interview.sequence,
    }


def _check_right(by: User, vacancy_id: int) -> None:
    allowed = may_work_for(by, vacancy_id, Right.SET_INTERVIEWS)
    if not allowed:
        raise NotAllowed(allowed.why)
