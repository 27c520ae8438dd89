"""A new draft from an advert that is there."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from recruitment.accounts.roles import Right
from vacancies.attachments import ADVERT
from vacancies.models import Vacancy
from vacancies.policies import check_may
from vacancies.services.attaching import copy_files
from vacancies.services.criteria import essential_data
from vacancies.services.writing import WRITABLE, create_vacancy
from vacancies.stages import without_dates

if TYPE_CHECKING:
    from recruitment.accounts.models import User

OPEN_FOR = timedelta(days=14)
# What no draft takes over from another advert.
OWN_TO_EACH = frozenset({"opens_at", "closes_at", "approval_reference"})


@transaction.atomic
def copy_vacancy(*, by: User | None, vacancy_id: int, reference: str = "") -> Vacancy:
    """Write a draft with everything of an advert, documents included, but its reference, times,
    team and life.

    Where the advert had a closing time, the copy closes in 14 days at 11:59pm, to be changed.
    Raises PermissionDenied.
    """
    original = Vacancy.objects.get(pk=vacancy_id)
    check_may(by=by, right=Right.EDIT_VACANCIES, vacancy=original)
    fields = {name: getattr(original, name) for name in WRITABLE - OWN_TO_EACH}
    fields["assessment_plan"] = without_dates(original.assessment_plan)
    fields["closes_at"] = usual_closing() if original.closes_at else None
    copy = create_vacancy(
        by=by,
        fields=fields,
        bases=original.bases.all(),
        essential=essential_data(original),
        reference=reference,
    )
    copy_files(source=(ADVERT, original.pk), to=(ADVERT, copy.pk), by=by)
    return copy


def usual_closing() -> datetime:
    """11:59pm in London, 14 days from today: what a new draft closes at until somebody says."""
    day = timezone.localdate() + OPEN_FOR
    return timezone.make_aware(datetime.combine(day, time(23, 59)))
