"""What a report is asked for, and which applications it may count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from applicants.models import Application
from applicants.selectors.staff import applications_to_count
from recruitment.access.device import Device
from recruitment.accounts.models import User
from vacancies.models import Vacancy
from vacancies.selectors import vacancies_for_staff


@dataclass(frozen=True, slots=True)
class Asked:
    """Applications that were sent from `since` up to and with `until` (London days), of one
    vacancy or of every vacancy that the reader works on. `at` is the moment of asking."""

    user: User
    device: Device
    since: date
    until: date
    vacancy: Vacancy | None
    at: datetime

    @property
    def today(self) -> date:
        """The London day of asking."""
        return timezone.localdate(self.at)

    @property
    def vacancies(self) -> QuerySet[Vacancy]:
        """The vacancies that are counted."""
        scope = vacancies_for_staff(self.user, device=self.device).order_by()
        return scope.filter(pk=self.vacancy.pk) if self.vacancy else scope

    @property
    def applications(self) -> QuerySet[Application]:
        """The applications that are counted: never the reader's own, never those still sealed."""
        found = applications_to_count(self.user, device=self.device, at=self.at).order_by()
        if self.vacancy is not None:
            found = found.filter(vacancy=self.vacancy)
        return found.filter(
            submitted_at__gte=_begins(self.since),
            submitted_at__lt=_begins(self.until + timedelta(days=1)),
        )


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
