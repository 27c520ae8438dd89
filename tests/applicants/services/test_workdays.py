"""Working days of England."""

from __future__ import annotations

from datetime import date

import pytest

from applicants.workdays import BANK_HOLIDAYS, add_working_days, is_working_day


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2026, 11, 23), 5, date(2026, 11, 30)),  # Monday to Monday
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # Friday to Monday
        (date(2026, 11, 22), 1, date(2026, 11, 23)),  # a Sunday is not counted itself
        (date(2026, 12, 22), 5, date(2026, 12, 31)),  # over Christmas and its substitute day
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2027, 3, 25), 1, date(2027, 3, 30)),  # Good Friday and Easter Monday
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
    ],
)
def test_working_days_are_counted_from_the_day_after(day, number, expected):
    assert add_working_days(day, number) == expected


def test_working_days_are_never_counted_backwards():
    with pytest.raises(ValueError, match="counted forwards"):
        add_working_days(date(2026, 11, 23), -1)


def test_bank_holidays_are_eight_a_year_on_weekdays_from_a_named_source():
    years = [day.year for day in BANK_HOLIDAYS]
    assert {year: years.count(year) for year in set(years)} == {2026: 8, 2027: 8, 2028: 8}
    assert [day for day in BANK_HOLIDAYS if day.weekday() > 4] == []


def test_a_bank_holiday_is_no_working_day():
    assert is_working_day(date(2026, 8, 28)) is True
    assert is_working_day(date(2026, 8, 29)) is False
    assert is_working_day(date(2026, 8, 31)) is False
