"""The open adverts of one way to join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from vacancies import presenting
from vacancies.choices import Route, Visibility
from vacancies.presenting import Row
from vacancies.visibility import Viewer, visible_vacancies

MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class OpenAdverts:
    """The first of the open public adverts of a route, and how many there are in all."""

    rows: Sequence[Row]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown here."""
        return self.total - len(self.rows)


def open_adverts(viewer: Viewer, route: Route, *, units: Sequence[str] = ()) -> OpenAdverts:
    """Those that close first; with `units`, only adverts whose unit has one of these words."""
    found = visible_vacancies(viewer).filter(route=route, visibility=Visibility.PUBLIC)
    if units:
        named = Q()
        for unit in units:
            named |= Q(unit__icontains=unit)
        found = found.filter(named)
    order = found.order_by(F("closes_at").asc(nulls_last=True), "-opens_at", "id")
    first = list(order.prefetch_related("bases")[: MOST_SHOWN + 1])
    total = len(first) if len(first) <= MOST_SHOWN else found.count()
    return OpenAdverts([presenting.row(one, at=viewer.at) for one in first[:MOST_SHOWN]], total)
