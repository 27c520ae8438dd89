"""The rows of the list of applications, as plain words for its template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from applicants.labels import staff_label
from applicants.models import Application
from applicants.wording import eligibility_label

_PLACE = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True, slots=True)
class ListRow:
    """One application. The template leaves out what the reader may not see."""

    pk: UUID
    url: str
    reference: str
    name: str
    vacancy: str
    vacancy_reference: str
    status: str
    undelivered: bool
    eligibility: str
    since: str


def list_rows(found: Iterable[Application], *, names: bool) -> list[ListRow]:
    """Without `names` nobody's name is even asked for."""
    # Resolving an address costs more than the rest of a row: it is done once.
    before, after = reverse("admin:applicants_application_case", args=[_PLACE]).split(_PLACE)
    return [
        ListRow(
            pk=one.pk,
            url=f"{before}{one.pk}{after}",
            reference=one.reference,
            name=one.candidate.full_name if names else "",
            vacancy=one.vacancy.title,
            vacancy_reference=one.vacancy.reference,
            status=staff_label(one.status),
            # Not asked for a blind marker's list.
            undelivered=getattr(one, "undelivered", False),
            eligibility=_eligibility(one),
            since=_day(one),
        )
        for one in found
    ]


def _eligibility(one: Application) -> str:
    tier = f", tier {one.tier}" if one.tier else ""
    return f"{eligibility_label(one.eligibility_result)}{tier}"


def _day(one: Application) -> str:
    day = timezone.localtime(one.status_since)
    return f"{day.day} {day:%b %Y}"
