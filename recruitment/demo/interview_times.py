"""Interview times that the demo's recruiter offers, so that somebody who is invited can choose."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from applicants.selectors.slots import has_free_slot
from applicants.services.slots import SlotPlan, offer_slots
from recruitment.accounts.models import User
from recruitment.demo.stories import EXTERNAL, INTERNAL
from vacancies.models import Vacancy

DAYS_AHEAD = 7


def offer_interview_times(*, by: User) -> int:
    """A morning of times for the two vacancies of the stories; returns how many are new."""
    now = timezone.localtime()
    first = (now + timedelta(days=DAYS_AHEAD)).replace(hour=10, minute=0, second=0, microsecond=0)
    offered = 0
    for vacancy in Vacancy.objects.filter(reference__in=(EXTERNAL, INTERNAL)):
        if not has_free_slot(vacancy.pk, at=now):
            plan = SlotPlan(
                starts_at=first,
                place="Lambeth, reception on the ground floor",
                times=4,
                places=2,
                panel="Three members of the unit",
                what_to_bring="Photo identity",
            )
            offered += len(offer_slots(vacancy_id=vacancy.pk, by=by, plan=plan))
    return offered
