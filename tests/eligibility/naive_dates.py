"""The three date functions again, written slowly from the sentences of section 2 alone."""

from __future__ import annotations

from datetime import date, timedelta

DAY = timedelta(days=1)


def corresponding(d: date, months: int) -> date | None:
    """The day of the same number `months` later, found by walking; None if it does not exist."""
    step = DAY if months >= 0 else -DAY
    walked, current = 0, d
    year_month = (d.year, d.month)
    while walked < abs(months):
        current += step
        if (current.year, current.month) != year_month:
            year_month = (current.year, current.month)
            walked += 1
    candidate = current
    while (candidate.year, candidate.month) == year_month:
        if candidate.day == d.day:
            return candidate
        candidate += step
    return None


def last_day_of_month(year: int, month: int) -> date:
    day = date(year, month, 28)
    while (day + DAY).month == month:
        day += DAY
    return day


def tenure_date(d: date, months: int) -> date:
    found = corresponding(d, months)
    if found is not None:
        return found
    total = d.month - 1 + months
    return last_day_of_month(d.year + total // 12, total % 12 + 1) + DAY


def anniversary(d: date, years: int) -> date:
    try:
        return date(d.year + years, d.month, d.day)
    except ValueError:
        return last_day_of_month(d.year + years, d.month)


def window(as_of: date) -> tuple[date, date]:
    return anniversary(as_of, -1) + DAY, as_of


def whole_months(start: date, as_of: date) -> int:
    months = 0
    while tenure_date(start, months + 1) <= as_of:
        months += 1
    return months
