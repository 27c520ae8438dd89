"""Calendar arithmetic of the rules: whole dates only, never 365 days or 30-day months.

Two functions look alike and differ on purpose (specification, section 2). A completed period
(`tenure_date`) rounds a missing date on, because the period must have passed in full; the day
years after an event (`anniversary`) rounds it back, because it stays in the month of the event.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from .errors import FactError

FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)
"""Dates outside these are refused: they are slips of the keyboard, and sums past 9999 fail."""

ONE_DAY: Final = timedelta(days=1)

MONTHS: Final = (
    "",
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

_DATE_HELP: Final = 'must be a date such as "2026-11-22"'
_PARTIAL_HELP: Final = (
    'must be a date such as "2026-11-22", or a month or year such as "2026-11" or "2026"'
)
_RANGE_HELP: Final = "must be a date from 1900 to 2199"


def tenure_date(d: date, months: int) -> date:
    """The first day on which a period of `months` that began on `d` is complete.

    The corresponding date, or the first day of the next month where there is none:
    29 February 2024 + 12 months is 1 March 2025. Raises ValueError outside years 1 to 9999.
    """
    year, month = divmod(d.year * 12 + d.month - 1 + months, 12)
    if d.day <= 28 or d.day <= monthrange(year, month + 1)[1]:
        return date(year, month + 1, d.day)
    return date(year, month + 2, 1)


def anniversary(d: date, years: int) -> date:
    """The day `years` after `d` (before it, when negative).

    The corresponding date, or the last day of that month where there is none:
    29 February 2024 + 5 years is 28 February 2029. Raises ValueError outside years 1 to 9999.
    """
    year = d.year + years
    if d.day == 29 and d.month == 2 and monthrange(year, 2)[1] == 28:
        return date(year, 2, 28)
    return d.replace(year=year)


def window(as_of: date, years: int = 1) -> tuple[date, date]:
    """First and last day of the last 12 months, both included (365 or 366 days)."""
    return anniversary(as_of, -years) + ONE_DAY, as_of


def whole_months(start: date, as_of: date) -> int:
    """The largest n with `tenure_date(start, n)` on or before `as_of`; 0 if there is none."""
    months = (as_of.year - start.year) * 12 + as_of.month - start.month
    if months > 0 and tenure_date(start, months) > as_of:
        months -= 1
    return max(months, 0)


class Span:
    """A partial date: it stands for every day from `first` to `last`."""

    __slots__ = ("first", "last", "text")

    def __init__(self, first: date, last: date, text: str) -> None:
        self.first = first
        self.last = last
        self.text = text

    def __eq__(self, other: object) -> bool:
        return type(other) is Span and (self.first, self.last) == (other.first, other.last)

    def __hash__(self) -> int:
        return hash((self.first, self.last))

    def __repr__(self) -> str:
        return f"Span({self.text})"


Day = date | Span
"""A date fact as stated: a whole date or a partial one."""

# Every date the format accepts can be kept: there are fewer than 110,000 of them.
_parsed: dict[str, date] = {}
_spoken: dict[date, str] = {}


def read_date(raw: object) -> date:
    """A whole date from its ISO text; FactError (with an empty path) for anything else."""
    if type(raw) is not str:
        raise FactError("", _DATE_HELP)
    known = _parsed.get(raw)
    return known if known is not None else _parse(raw, _DATE_HELP)


def read_day(raw: object) -> Day:
    """A whole or partial date from its ISO text; FactError (empty path) for anything else."""
    if type(raw) is not str:
        raise FactError("", _PARTIAL_HELP)
    known = _parsed.get(raw)
    if known is not None:
        return known
    if len(raw) == 4 or len(raw) == 7:
        return _parse_span(raw)
    return _parse(raw, _PARTIAL_HELP)


def _parse(raw: str, help_text: str) -> date:
    # fromisoformat also takes 20261122 and 2026-W47-7, which the format does not.
    if len(raw) != 10 or raw[4] != "-" or raw[7] != "-":
        raise FactError("", help_text)
    try:
        parsed = date.fromisoformat(raw)
    except ValueError:
        raise FactError("", help_text) from None
    if not FIRST_DAY <= parsed <= LAST_DAY:
        raise FactError("", _RANGE_HELP)
    _parsed[raw] = parsed
    return parsed


def _parse_span(raw: str) -> Span:
    if len(raw) == 4:
        first = _parse(f"{raw}-01-01", _PARTIAL_HELP)
        return Span(first, first.replace(month=12, day=31), raw)
    first = _parse(f"{raw}-01", _PARTIAL_HELP)
    return Span(first, first.replace(day=monthrange(first.year, first.month)[1]), raw)


def spoken(d: date) -> str:
    """A date as people write it: 9 December 2026."""
    text = _spoken.get(d)
    if text is None:
        text = f"{d.day} {MONTHS[d.month]} {d.year}"
        if FIRST_DAY <= d <= LAST_DAY:
            _spoken[d] = text
    return text


def spoken_day(day: Day) -> str:
    """The same with its preposition: on 9 December 2026, in December 2026, in 2026."""
    if isinstance(day, Span):
        if len(day.text) == 4:
            return f"in {day.text}"
        return f"in {MONTHS[day.first.month]} {day.first.year}"
    return "on " + spoken(day)


def first_of(day: Day) -> date:
    """The first day a date fact can stand for."""
    return day.first if isinstance(day, Span) else day


def last_of(day: Day) -> date:
    """The last day a date fact can stand for."""
    return day.last if isinstance(day, Span) else day
