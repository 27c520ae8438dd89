"""The end of the names that markers gave: they are of people who may never have applied."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from applicants.choices import Status
from applicants.models import Application, SiftDeclaration
from applicants.selectors.retention import months_of
from eligibility.dates import tenure_date
from recruitment.audit.services import record

TO_BE_MARKED = (Status.SUBMITTED, Status.HELD_PRIORITY, Status.SIFT)


def names_due(*, at: datetime) -> list[int]:
    """Declarations older than the period, of vacancies that take no applications and have none
    left to mark: keys of their rows."""
    oldest: date = tenure_date(timezone.localdate(at), -months_of("sift_names"))
    given = SiftDeclaration.objects.filter(names__isnull=False, declared_at__date__lt=oldest)
    waiting = Application.objects.filter(status__in=TO_BE_MARKED).values("vacancy")
    over = given.exclude(vacancy__in=waiting).select_related("vacancy")
    return [one.pk for one in over if not one.vacancy.accepts_applications_at(at)]


@transaction.atomic
def forget_names(keys: list[int]) -> int:
    """Empty them; that somebody declared, and how many they named, stays. Returns how many."""
    if not keys:
        return 0
    SiftDeclaration.objects.filter(pk__in=keys).update(names=None)
    record(action="sift_conflict.erase", by=None, actor_label="system", after={"count": len(keys)})
    return len(keys)
