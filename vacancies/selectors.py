"""What readers and staff get to see, already limited to what is theirs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from recruitment.accounts.roles import Right, has_right
from vacancies.choices import Route, Visibility
from vacancies.facets import Facet, facets_of
from vacancies.models import Vacancy
from vacancies.params import SearchParams
from vacancies.search import in_order, narrow, near_titles, with_words
from vacancies.validators import REFERENCE_PATTERN
from vacancies.visibility import Viewer, visible_vacancies
from vacancies.words import read_words

if TYPE_CHECKING:
    from recruitment.access.device import Device
    from recruitment.accounts.models import User

PAGE_SIZE = 20
NOTICE_NEAR = "No advert has all of those words. These titles are the closest to what you typed."
NOTICE_COMMON = "Those words are in every advert. Try the name of a role, a unit or a place."
NOTICE_LAST_PAGE = "There are fewer pages than that, so this is the last one."
_IN_LISTS = (
    "reference",
    "title",
    "route",
    "role_class",
    "business_group",
    "unit",
    "summary",
    "grade",
    "salary_min",
    "salary_max",
    "location_allowance",
    "non_pensionable_allowance",
    "shift_percent",
    "rate",
    "rate_unit",
    "pay_note",
    "contract_type",
    "contract_months",
    "working_patterns",
    "location_note",
    "closes_at",
    "visibility",
)


@dataclass(frozen=True)
class SearchResult:
    """One page of a list, the filters with their counts, and notices in plain words."""

    page: Page[Vacancy]
    total: int
    facets: list[Facet]
    notices: list[str] = field(default_factory=list)


def search_vacancies(
    viewer: Viewer, params: SearchParams, *, kind: Visibility = Visibility.PUBLIC
) -> SearchResult:
    """The open adverts of one list that answer a search. Never fails for what was typed."""
    at = viewer.at
    listed = visible_vacancies(viewer).filter(visibility=kind)
    found = with_words(listed, params.words)
    matching = narrow(found, params, at=at)
    total = matching.count()
    notices: list[str] = []
    if params.words and total == 0 and not (params.has_filters and found.exists()):
        found = listed.filter(id__in=near_titles(listed, params.words))
        matching = narrow(found, params, at=at)
        total = matching.count()
        if total:
            notices.append(NOTICE_NEAR)
        elif read_words(params.words).is_empty:
            notices.append(NOTICE_COMMON)
    rows = in_order(matching, params, total=total).only(*_IN_LISTS).prefetch_related("bases")
    paginator = Paginator(rows, PAGE_SIZE)
    paginator.count = total  # counted above; the paginator would count again
    if params.page > paginator.num_pages:
        notices.append(NOTICE_LAST_PAGE)
    without = ("route",) if kind != Visibility.PUBLIC else ()
    facets = facets_of(found, params, at=at, without=without)
    return SearchResult(paginator.get_page(params.page), total, facets, notices)


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
