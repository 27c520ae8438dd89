"""Looks at a set of adverts once: how many each filter value would leave, and one page of ids.

One statement does it: the adverts that hold the words, each marked with the limits that it fails,
grouped by every filter at once. A value's count obeys every limit but its own, so it takes the
rows that fail nothing, or that limit alone. Beyond `BROAD` adverts nothing is counted here:
`vacancies.tally` keeps counts of broad sets for a minute.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Case, F, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from vacancies.by_index import rows_by_index
from vacancies.filters import CLOSING_DAYS, SALARIES
from vacancies.models import Vacancy
from vacancies.search import Order

BROAD = 1000  # ranking and counting cost a little for every advert
LIMITS = (
    "route",
    "role",
    "family",
    "group",
    "pattern",
    "contract",
    "vetting",
    "where",
    "near",
    "salary",
    "closing",
)
BIT = {name: 1 << number for number, name in enumerate(LIMITS)}
# What the rows are grouped by, and by which column.
GROUPS: dict[str, str] = {
    "route": "route",
    "role": "role_class",
    "family": "job_family",
    "group": "business_group",
    "pattern": "pattern_bits",
    "contract": "contract_type",
    "vetting": "vetting_level",
    "where": "base_key",
    "salary": "pay_step",
    "closing": "closing_step",
}


@dataclass(frozen=True, slots=True)
class Survey:
    """What was seen. `groups` maps a group to (value, limits failed, how many)."""

    groups: Mapping[str, Sequence[tuple[str, int, int]]]
    ids: tuple[int, ...]
    hits: int  # adverts that hold the words, whatever the limits
    is_broad: bool  # there are more than were looked at; nothing else is known then

    @property
    def total(self) -> int:
        """How many fail nothing."""
        return sum(count for _, fails, count in self.groups["closing"] if not fails)

    def without(self, name: str) -> int:
        """How many there would be without this limit."""
        return sum(count for _, fails, count in self.groups["closing"] if not fails & ~BIT[name])


def take_survey(
    found: QuerySet[Vacancy],
    limits: Mapping[str, Q],
    *,
    at: datetime,
    order: Order,
    page: slice,
    times: int = 1,
) -> Survey:
    """Count `found` by every filter and pick one page (positions) of those that pass all limits.

    One query, which gives up at more than `BROAD` adverts, or `times` as many.
    """
    most = BROAD * times
    hits = _hits(found, limits, at=at, figure=order.figure)[: most + 1]
    try:
        inner, parameters = hits.query.sql_with_params()
    except EmptyResultSet:  # nothing was typed that could be looked for
        return Survey(defaultdict(list), (), 0, is_broad=False)
    sets = ", ".join(f"(fails, {column})" for column in GROUPS.values())
    which = f"GROUPING({', '.join(GROUPS.values())})"
    # The parts come from this module's own names; values travel as parameters.
    statement = f"""
        WITH hits AS MATERIALIZED ({inner}), size AS MATERIALIZED (SELECT count(*) AS n FROM hits)
        SELECT {which}, concat({", ".join(GROUPS.values())}), fails, count(*) FROM hits
        WHERE (SELECT n FROM size) <= %s GROUP BY GROUPING SETS ({sets})
        UNION ALL SELECT -1, array_to_string(ARRAY(
            SELECT id FROM hits WHERE fails = 0 AND (SELECT n FROM size) <= %s
            ORDER BY {_sorted_by(order)} LIMIT %s OFFSET %s
        ), ' '), 0, (SELECT n FROM size)
    """  # nosec B608
    wanted = (most, most, page.stop - page.start, page.start)
    return _read(rows_by_index(statement, (*parameters, *wanted)), most)


def _hits(
    found: QuerySet[Vacancy], limits: Mapping[str, Q], *, at: datetime, figure: Any
) -> QuerySet[Vacancy, Any]:
    fails: Any = Value(0)
    for name, condition in limits.items():
        fails = fails + Case(When(condition, then=Value(0)), default=Value(BIT[name]))
    columns = [column for column in GROUPS.values() if not column.endswith("_step")]
    marks = {"fails": fails, "pay_step": pay_step(), "closing_step": closing_step(at)}
    if figure is not None:
        marks["figure"] = figure
    return (
        found.order_by()
        .annotate(**marks)
        .values_list("id", "closes_at", "published_at", "pay_yearly", *columns, *marks)
    )


def _sorted_by(order: Order) -> str:
    """The same order over the columns of the hits."""
    parts = []
    for one in order.columns:
        direction = "DESC" if one.descending else "ASC"
        nulls = " NULLS LAST" if one.nulls_last else ""
        name = one.expression.name  # type: ignore[union-attr]
        parts.append(f"{name} {direction}{nulls}")
    return ", ".join(parts)


def pay_step() -> Func:
    """How many of the offered salaries the advert reaches."""
    steps = RawSQL(f"ARRAY[{', '.join(amount for amount, _ in SALARIES)}]::numeric[]", [])  # nosec B611: our own numbers
    return Func(F("pay_yearly"), steps, function="width_bucket", output_field=IntegerField())


def closing_step(at: datetime) -> Case:
    """The first of the offered times within which the advert closes; their number if in none."""
    return Case(
        *(
            When(closes_at__lte=at + timedelta(days=int(days)), then=Value(number))
            for number, (days, _) in enumerate(CLOSING_DAYS)
        ),
        default=Value(len(CLOSING_DAYS)),
    )


def _read(rows: Iterable[tuple[Any, ...]], most: int) -> Survey:
    every = (1 << len(GROUPS)) - 1
    # GROUPING() has a bit for each column that a set leaves out, the last column lowest.
    name_of = {
        every & ~(1 << (len(GROUPS) - 1 - number)): name for number, name in enumerate(GROUPS)
    }
    groups: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    ids: tuple[int, ...] = ()
    hits = 0
    for which, value, fails, count in rows:
        if which == -1:
            ids, hits = tuple(int(one) for one in value.split()), count
        else:
            groups[name_of[which]].append((value, fails, count))
    return Survey(groups, ids, hits, is_broad=hits > most)
