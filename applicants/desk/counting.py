"""The numbers of the start page. Each is counted by the condition that its list filters by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Case, CharField, Count, QuerySet, Value, When
from django.urls import reverse

from applicants.choices import Status
from applicants.desk.clocks import overdue
from applicants.desk.stages import AGES, GOING_ON, STAGE_OF, Stage, of_age
from applicants.desk.worklists import worklists_of
from applicants.models import Application
from applicants.selectors.staff import applications_for_staff, sight_of
from recruitment.access.device import Device
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from vacancies.models import Vacancy

VACANCIES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the list behind it."""

    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """One list of work: how many wait, and how many of them are overdue (None: not timed)."""

    label: str
    waiting: Number
    overdue: Number | None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of numbers."""

    title: str
    note: str
    cells: list[Number]


@dataclass(frozen=True, slots=True)
class Desk:
    """The start page of one person. `vacancies` and `ages` are for people with vacancies of their
    own: counting them over everything would cost more than the page is worth."""

    waiting: list[Waiting]
    stages: Sequence[Stage] = GOING_ON
    vacancies: list[Row] = field(default_factory=list)
    more_vacancies: int = 0
    ages: list[Row] = field(default_factory=list)
    age_labels: list[str] = field(default_factory=list)


def list_page() -> str:
    """Where the list of applications is."""
    return reverse("admin:applicants_application_changelist")


def list_url(page: str, **filters: object) -> str:
    """The list of applications at `page` with these filters."""
    return f"{page}?{urlencode(filters)}"


def desk_of(user: User, *, device: Device | None, at: datetime) -> Desk | None:
    """What this person sees first; None for somebody who works on no applications.

    Its queries are as many for one application as for a million.
    """
    if not sight_of(user).any:
        return None
    scope = applications_for_staff(user, device=device, at=at).order_by()
    waiting = _waiting(user, scope, at)
    if has_right(user, Right.SEE_ALL_VACANCIES):
        return Desk(waiting=waiting)
    statuses = [status for stage in GOING_ON for status in stage.statuses]
    going_on = scope.filter(status__in=statuses)
    rows, more = _vacancies(going_on)
    return Desk(
        waiting=waiting,
        vacancies=rows,
        more_vacancies=more,
        ages=_ages(going_on, at),
        age_labels=[age.label for age in AGES.values()],
    )


def _waiting(user: User, scope: QuerySet[Application], at: datetime) -> list[Waiting]:
    """One query: each list is counted by a part of its own, so that each can use its index."""
    lists = worklists_of(user)
    late = overdue(at)
    parts = [_part(scope.filter(one.waits(user, at)), one.code) for one in lists]
    parts += [
        _part(scope.filter(one.waits(user, at), late), f"{one.code}:overdue")
        for one in lists
        if one.timed
    ]
    if not parts:
        return []
    counts: dict[str, int] = dict(parts[0].union(*parts[1:], all=True))
    page = list_page()
    return [
        Waiting(
            label=one.label,
            waiting=Number(counts.get(one.code, 0), list_url(page, needs=one.code)),
            overdue=Number(
                counts.get(f"{one.code}:overdue", 0), list_url(page, needs=one.code, due="overdue")
            )
            if one.timed
            else None,
        )
        for one in lists
    ]


def _part(found: QuerySet[Application], code: str) -> QuerySet[Application, tuple[str, int]]:
    # Grouped by a constant: no row at all where there are none, which counts as 0.
    named = found.annotate(part=Value(code, output_field=CharField())).values("part")
    return named.annotate(number=Count("pk")).values_list("part", "number")


def _vacancies(going_on: QuerySet[Application]) -> tuple[list[Row], int]:
    """The vacancies with the most going on, by stage. Three queries."""
    numbers = going_on.values_list("vacancy_id").annotate(number=Count("pk"))
    busiest = [pk for pk, _ in numbers.order_by("-number", "vacancy_id")]
    named = Vacancy.objects.only("title", "reference").in_bulk(busiest[:VACANCIES_SHOWN])
    counts: dict[int, Counter[str]] = {pk: Counter() for pk in named}
    of_shown = going_on.filter(vacancy_id__in=list(named)).values_list("vacancy_id", "status")
    for pk, status, number in of_shown.annotate(number=Count("pk")):
        counts[pk][STAGE_OF[Status(status)]] += number
    page = list_page()
    rows = [
        Row(
            title=vacancy.title,
            note=vacancy.reference,
            cells=[
                Number(counts[pk][stage.code], list_url(page, vacancy=pk, stage=stage.code))
                for stage in GOING_ON
            ],
        )
        for pk in busiest[:VACANCIES_SHOWN]
        if (vacancy := named.get(pk)) is not None
    ]
    return rows, len(busiest) - len(rows)


def _ages(going_on: QuerySet[Application], at: datetime) -> list[Row]:
    """The stages by how long applications have had their status. One query."""
    age = Case(
        *(When(of_age(one, at=at), then=Value(one.code)) for one in AGES.values()),
        default=Value(""),
        output_field=CharField(),
    )
    found = going_on.annotate(age=age).values_list("status", "age")
    counts: dict[str, Counter[str]] = {}
    for status, code, number in found.annotate(number=Count("pk")):
        counts.setdefault(STAGE_OF[Status(status)], Counter())[code] += number
    page = list_page()
    return [
        Row(
            title=stage.label,
            note="",
            cells=[
                Number(counts[stage.code][one.code], list_url(page, stage=stage.code, age=one.code))
                for one in AGES.values()
            ],
        )
        for stage in GOING_ON
        if stage.code in counts
    ]
