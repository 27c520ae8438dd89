"""Working days between many pairs of dates, and what is typical of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

from applicants.workdays import is_working_day


@dataclass(slots=True)
class Durations:
    """How many of something took how many working days."""

    counts: dict[int, int] = field(default_factory=dict)

    def add(self, days: int, number: int) -> None:
        """Count `number` more that took `days`."""
        self.counts[days] = self.counts.get(days, 0) + number

    @property
    def number(self) -> int:
        """How many there are."""
        return sum(self.counts.values())

    def quantile(self, part: float) -> int | None:
        """The shortest time within which at least this part of them was done (nearest rank)."""
        if not self.counts:
            return None
        days = sorted(self.counts)
        reached = list(accumulate(self.counts[day] for day in days))
        return days[bisect_left(reached, part * reached[-1])]


class WorkingDays:
    """Counts working days between dates of a range by one subtraction each."""

    def __init__(self, days: Iterable[date]) -> None:
        known = list(days)
        self._first = min(known, default=date(2026, 1, 1))
        last = max(known, default=self._first)
        span = (last - self._first).days + 1
        each = (is_working_day(self._first + timedelta(days=n)) for n in range(span))
        self._until = list(accumulate(each))

    def between(self, start: date, end: date) -> int:
        """The working days after `start` up to and with `end`; 0 where `end` is not later."""
        if end <= start:
            return 0
        return self._until[(end - self._first).days] - self._until[(start - self._first).days]
