"""Working days in England: Monday to Friday without bank holidays.

The dates follow the usual bank holidays of England and Wales with their substitute days; compare
them each year with the list that gov.uk publishes, which may add one. A year that is not listed
yet counts weekends alone, so a date moves by at most its unlisted bank holidays.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

# A holiday that falls on a weekend stands here on the weekday that takes its place.
BANK_HOLIDAYS: Mapping[date, str] = MappingProxyType(
    {
        date(2026, 1, 1): "New Year's Day",
        date(2026, 4, 3): "Good Friday",
        date(2026, 4, 6): "Easter Monday",
        date(2026, 5, 4): "Early May bank holiday",
        date(2026, 5, 25): "Spring bank holiday",
        date(2026, 8, 31): "Summer bank holiday",
        date(2026, 12, 25): "Christmas Day",
        date(2026, 12, 28): "Boxing Day (substitute day)",
        date(2027, 1, 1): "New Year's Day",
        date(2027, 3, 26): "Good Friday",
        date(2027, 3, 29): "Easter Monday",
        date(2027, 5, 3): "Early May bank holiday",
        date(2027, 5, 31): "Spring bank holiday",
        date(2027, 8, 30): "Summer bank holiday",
        date(2027, 12, 27): "Christmas Day (substitute day)",
        date(2027, 12, 28): "Boxing Day (substitute day)",
        date(2028, 1, 3): "New Year's Day (substitute day)",
        date(2028, 4, 14): "Good Friday",
        date(2028, 4, 17): "Easter Monday",
        date(2028, 5, 1): "Early May bank holiday",
        date(2028, 5, 29): "Spring bank holiday",
        date(2028, 8, 28): "Summer bank holiday",
        date(2028, 12, 25): "Christmas Day",
        date(2028, 12, 26): "Boxing Day",
    }
)

_SATURDAY = 5


def is_working_day(day: date) -> bool:
    """True from Monday to Friday, except on a bank holiday of England."""
    return day.weekday() < _SATURDAY and day not in BANK_HOLIDAYS


def add_working_days(day: date, number: int) -> date:
    """The date `number` working days after `day`; `day` itself is not counted.

    With 0 it is `day` itself, also where that is no working day. Raises ValueError below 0.
    """
    if number < 0:
        raise ValueError("Working days are counted forwards: give 0 or more.")
    while number:
        day += timedelta(days=1)
        if is_working_day(day):
            number -= 1
    return day


def working_days_between(day: date, last: date) -> int:
    """The working days after `day` up to and with `last`; 0 where `last` is not after `day`."""
    number = 0
    while day < last:
        day += timedelta(days=1)
        number += is_working_day(day)
    return number
