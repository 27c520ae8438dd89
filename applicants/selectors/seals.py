"""Which vacancies are sealed: nobody in selection opens their applications before they close,
unless somebody with the right opened the seal with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from applicants.models import SealOpening
from vacancies.choices import VacancyStatus
from vacancies.models import Vacancy


def sealed_at(at: datetime) -> Q:
    """For a query on vacancies: sealed at this moment."""
    ended = Q(closes_at__isnull=False, closes_at__lt=at)
    is_open = Q(sealed_until_close=True, status=VacancyStatus.OPEN, opens_at__lte=at)
    return is_open & ~ended & Q(seal_opening__isnull=True)


def is_sealed(vacancy: Vacancy, at: datetime) -> bool:
    """The same for one vacancy."""
    if not vacancy.sealed_until_close or not vacancy.accepts_applications_at(at):
        return False
    return not SealOpening.objects.filter(vacancy=vacancy).exists()


def seal_opening_of(vacancy_id: int) -> SealOpening | None:
    """Who opened the seal of this vacancy, when and why."""
    return SealOpening.objects.filter(vacancy_id=vacancy_id).select_related("opened_by").first()
