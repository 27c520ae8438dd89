"""Interview times: which are free for a candidate, and how full each is for staff."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, F, QuerySet

from applicants.models import Application, InterviewSlot, InterviewWish
from recruitment.access.device import Device
from recruitment.accounts.models import User
from vacancies.models import Vacancy
from vacancies.selectors import vacancies_for_staff


def offered_slots(vacancy_id: int, *, at: datetime) -> QuerySet[InterviewSlot]:
    """The slots of a vacancy that can be chosen at this moment if they have a free place."""
    return InterviewSlot.objects.filter(
        vacancy_id=vacancy_id, withdrawn_at=None, change_until__gt=at
    )


def free_slots(application: Application, *, at: datetime) -> list[InterviewSlot]:
    """What this candidate can choose, in order of time; their own time is not among them.

    How many places are left is nobody's business but the recruiter's. One query.
    """
    slots = (
        offered_slots(application.vacancy_id, at=at)
        .exclude(bookings__application=application)
        .annotate(taken=Count("bookings"))
        .filter(taken__lt=F("places"))
    )
    return list(slots.order_by("starts_at", "pk"))


def has_free_slot(vacancy_id: int, *, at: datetime) -> bool:
    """Whether anybody who is invited now will find a time to choose."""
    slots = offered_slots(vacancy_id, at=at).annotate(taken=Count("bookings"))
    return slots.filter(taken__lt=F("places")).exists()


def wish_of(application: Application) -> InterviewWish | None:
    """What a candidate wrote because no offered time suits them. One that was read with the
    application costs no query."""
    wish: InterviewWish | None = getattr(application, "interview_wish", None)
    return wish


def slots_for_staff(user: User, *, device: Device) -> QuerySet[InterviewSlot]:
    """The slots of this person's vacancies, newest first, with `taken`, the places that are."""
    mine = vacancies_for_staff(user, device=device).order_by().values("pk")
    return (
        InterviewSlot.objects.filter(vacancy__in=mine)
        .select_related("vacancy")
        .annotate(taken=Count("bookings"))
        .order_by("-starts_at", "-pk")
    )


def vacancies_to_offer_for(user: User, *, device: Device) -> QuerySet[Vacancy]:
    """The vacancies for which this person may offer times, newest first."""
    return vacancies_for_staff(user, device=device).order_by("-pk")
