"""How many adverts each filter value would leave, counted for all filters in one query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, F, Func, QuerySet, Value, When
from django.db.models.functions import Cast

from vacancies.choices import Zone
from vacancies.models import Vacancy
from vacancies.params import FILTERS, OUTSIDE_LONDON, Filter, SearchParams
from vacancies.search import narrow


@dataclass(frozen=True, slots=True)
class FacetChoice:
    code: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its counts. Values that would leave nothing are not offered."""

    name: str
    heading: str
    choices: tuple[FacetChoice, ...]

    @property
    def is_used(self) -> bool:
        """True when the reader has chosen one of its values."""
        return any(choice.chosen for choice in self.choices)


_CODES: dict[str, Any] = {
    "route": F("route"),
    "role": F("role_class"),
    "group": F("business_group"),
    "contract": F("contract_type"),
    "pattern": Func(F("working_patterns"), function="unnest", output_field=CharField()),
    "bcu": Case(
        When(bases__zone=Zone.OUTSIDE, then=Value(OUTSIDE_LONDON)),
        default=F("bases__bcu"),
        output_field=CharField(),
    ),
}


def facets_of(
    found: QuerySet[Vacancy], params: SearchParams, *, at: datetime, without: tuple[str, ...] = ()
) -> list[Facet]:
    """The filters for adverts that hold the words. Each count obeys all the other filters."""
    offered = [one for one in FILTERS if one.name not in without]
    first, *rest = (_rows(found, params, one.name, at) for one in offered)
    counts = {(name, code): count for name, code, count in first.union(*rest, all=True)}
    return [Facet(one.name, one.heading, tuple(_choices(one, params, counts))) for one in offered]


def _rows(
    found: QuerySet[Vacancy], params: SearchParams, name: str, at: datetime
) -> QuerySet[Any, tuple[str, str, int]]:
    rows = narrow(found, params, at=at, leaving_out=name).order_by()
    if name == "bcu":
        rows = rows.filter(bases__isnull=False)
    return (
        rows.annotate(facet=Value(name, output_field=CharField()))
        .annotate(code=Cast(_CODES[name], CharField()))
        .values("facet", "code")
        # Only bases can meet one advert twice; counting distinct ones costs a sort.
        .annotate(count=Count("id", distinct=name == "bcu"))
        .values_list("facet", "code", "count")
    )


def _choices(
    one: Filter, params: SearchParams, counts: dict[tuple[str, str], int]
) -> Iterator[FacetChoice]:
    chosen = params.filters.get(one.name, ())
    for code, label in one.choices:
        count = counts.get((one.name, code), 0)
        if count or code in chosen:
            yield FacetChoice(code, label, count, code in chosen)
