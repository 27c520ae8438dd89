"""What readers and staff get to see, already limited to what is theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, Q, QuerySet, When, prefetch_related_objects

from recruitment.accounts.roles import Right, has_right
from vacancies.choices import Route, Visibility
from vacancies.finding import SearchResult, search_vacancies
from vacancies.models import Vacancy
from vacancies.validators import REFERENCE_PATTERN
from vacancies.visibility import Viewer, visible_vacancies

if TYPE_CHECKING:
    from recruitment.access.device import Device
    from recruitment.accounts.models import User

__all__ = [
    "SearchResult",
    "get_visible_vacancy",
    "open_counts",
    "search_vacancies",
    "vacancies_for_staff",
]


def get_visible_vacancy(
    viewer: Viewer, reference: str, *, include_closed: bool = True
) -> Vacancy | None:
    """The advert behind a reference, or None if it does not exist for this viewer.

    Closed adverts stay readable; ask `is_open_at` before offering to apply.
    """
    if re.fullmatch(REFERENCE_PATTERN, reference, re.IGNORECASE) is None:
        return None  # whatever it is, it was never given to an advert
    vacancies = visible_vacancies(viewer, include_closed=include_closed)
    return vacancies.filter(reference=reference.upper()).first()


def open_counts(viewer: Viewer) -> dict[Route, int]:
    """How many open adverts each door leads to; restricted ones are never counted here."""
    listed = visible_vacancies(viewer).exclude(visibility=Visibility.RESTRICTED)
    rows = listed.order_by().values_list("route").annotate(Count("id"))
    found = {Route(route): count for route, count in rows}
    return {route: found.get(route, 0) for route in Route}


def vacancies_for_staff(user: User, *, device: Device | None = None) -> QuerySet[Vacancy]:
    """The adverts a member of staff works on: their teams', or all with the right to see all.

    Restricted adverts are among them only at a Met device; without one named, they are not.
    """
    vacancies = Vacancy.objects.all()
    if device is None or not device.trusted:
        vacancies = vacancies.exclude(visibility=Visibility.RESTRICTED)
    if has_right(user, Right.SEE_ALL_VACANCIES):
        return vacancies
    return vacancies.filter(team__user=user).distinct()


def read_bases_and_criteria(vacancy: Vacancy) -> None:
    """Read an advert's bases and criteria once, for all parts of its page that name them."""
    prefetch_related_objects([vacancy], "bases", "essential_criteria")


def similar_vacancies(viewer: Viewer, vacancy: Vacancy) -> list[Vacancy]:
    """Up to three open adverts of the same list and way in, the most alike first. One query."""
    alike = (
        Case(When(business_group=vacancy.business_group, then=2), default=0)
        + Case(When(grade=vacancy.grade, then=1), default=0)
        + Case(When(~Q(unit="") & Q(unit=vacancy.unit), then=1), default=0)
        + Case(When(~Q(job_family="") & Q(job_family=vacancy.job_family), then=2), default=0)
    )
    listed = visible_vacancies(viewer).filter(
        visibility=vacancy.visibility, route=vacancy.route, role_class=vacancy.role_class
    )
    found = (
        listed.exclude(pk=vacancy.pk)
        .annotate(alike=alike)
        .filter(alike__gt=0)
        .order_by("-alike", F("closes_at").asc(nulls_last=True), "id")
    )
    return list(found.only("reference", "title", "grade", "closes_at")[:3])
