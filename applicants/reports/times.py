"""How long things take, and what has waited for how long. In working days of England."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import TruncDate

from applicants.choices import Status
from applicants.models import StatusChange
from applicants.pipeline import ENDED
from applicants.reports.asked import Asked
from applicants.reports.days import Durations, WorkingDays
from applicants.reports.shape import Row

MILESTONES = {
    Status.SIFT: "From sending to the sift",
    Status.INT_DONE: "From sending to the interview held",
    Status.OFFER_COND: "From sending to the offer",
    Status.STARTED: "From sending to the start",
}
BANDS = ((0, 5), (6, 10), (11, 20), (21, None))  # working days, both included


def time_in_stage(asked: Asked) -> list[Row]:
    """How long applications stayed in each status that they have left."""
    following = StatusChange.objects.filter(
        application=OuterRef("application"), sequence=OuterRef("sequence") + 1
    )
    rows = (
        StatusChange.objects.filter(application__in=asked.applications)
        .annotate(until=Subquery(following.values("at")[:1]))
        .filter(until__isnull=False)
        .order_by()
        .values_list("to_status", TruncDate("at"), TruncDate("until"))
        .annotate(number=Count("pk"))
    )
    by_status = _durations(list(rows))
    return [_row(str(status.label), by_status[status]) for status in Status if status in by_status]


def time_to_hire(asked: Asked) -> list[Row]:
    """From sending to what was reached; a second offer or interview of one person counts again."""
    rows = (
        StatusChange.objects.filter(application__in=asked.applications, to_status__in=MILESTONES)
        .order_by()
        .values_list("to_status", TruncDate("application__submitted_at"), TruncDate("at"))
        .annotate(number=Count("pk"))
    )
    by_status = _durations(list(rows))
    return [_row(words, by_status[status]) for status, words in MILESTONES.items()]


def _durations(rows: list[tuple[str, date, date, int]]) -> dict[str, Durations]:
    calendar = WorkingDays(day for _, start, end, _ in rows for day in (start, end))
    found: dict[str, Durations] = defaultdict(Durations)
    for name, start, end, number in rows:
        found[name].add(calendar.between(start, end), number)
    return found


def _row(words: str, took: Durations) -> Row:
    return (words, took.number, took.quantile(0.5), took.quantile(0.9), took.quantile(1))


def ageing(asked: Asked) -> list[Row]:
    """What is open now, by how long it has been where it is."""
    rows = list(
        asked.applications.exclude(status__in=ENDED)
        .values_list("status", TruncDate("status_since"))
        .annotate(number=Count("pk"))
    )
    calendar = WorkingDays([asked.today, *(since for _, since, _ in rows)])
    waits: dict[str, Durations] = defaultdict(Durations)
    for status, since, number in rows:
        waits[status].add(calendar.between(since, asked.today), number)
    return [
        (
            str(status.label),
            waits[status].number,
            *_banded(waits[status]),
            waits[status].quantile(1),
        )
        for status in Status
        if status in waits
    ]


def _banded(wait: Durations) -> list[int]:
    return [
        sum(n for days, n in wait.counts.items() if days >= low and (high is None or days <= high))
        for low, high in BANDS
    ]
