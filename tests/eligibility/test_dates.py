"""The date functions: the examples of section 2, and a naive second version on every day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from eligibility import FactError, anniversary, tenure_date, window
from eligibility.dates import Span, read_date, read_day, spoken, spoken_day, whole_months

from . import naive_dates

FIRST, LAST = date(2019, 1, 1), date(2032, 12, 31)
ALL_DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def test_the_calendar_of_the_comparison_is_whole() -> None:
    assert len(ALL_DAYS) == 5114


@pytest.mark.parametrize("months", [0, 1, 2, 11, 12, 13, 24])
def test_tenure_date_agrees_with_the_naive_one_on_every_day(months: int) -> None:
    differing = [
        day for day in ALL_DAYS if tenure_date(day, months) != naive_dates.tenure_date(day, months)
    ]
    assert differing == []


@pytest.mark.parametrize("years", [-5, -4, -1, 0, 1, 4, 5])
def test_anniversary_agrees_with_the_naive_one_on_every_day(years: int) -> None:
    differing = [
        day for day in ALL_DAYS if anniversary(day, years) != naive_dates.anniversary(day, years)
    ]
    assert differing == []


def test_window_agrees_with_the_naive_one_on_every_day() -> None:
    assert [day for day in ALL_DAYS if window(day) != naive_dates.window(day)] == []


def test_the_window_is_never_longer_than_the_year_before_it() -> None:
    lengths = {(last - first).days + 1 for first, last in map(window, ALL_DAYS)}
    assert lengths == {365, 366}


@pytest.mark.parametrize("start", [date(2024, 1, 31), date(2024, 2, 29), date(2023, 12, 1)])
def test_whole_months_agrees_with_the_naive_one(start: date) -> None:
    for days in range(900):
        day = start + timedelta(days=days)
        assert whole_months(start, day) == naive_dates.whole_months(start, day)


def test_no_whole_months_before_the_start() -> None:
    assert whole_months(date(2024, 5, 2), date(2024, 5, 1)) == 0
    assert whole_months(date(2024, 5, 2), date(2023, 5, 1)) == 0


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2024, 2, 29), 12, date(2025, 3, 1)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 2, 28), 12, date(2026, 2, 28)),
        (date(2027, 2, 28), 12, date(2028, 2, 28)),
        (date(2025, 1, 31), 1, date(2025, 3, 1)),
        (date(2024, 1, 31), 1, date(2024, 3, 1)),
        (date(2024, 1, 30), 1, date(2024, 3, 1)),
        (date(2024, 1, 29), 1, date(2024, 2, 29)),
        (date(2025, 8, 31), 1, date(2025, 10, 1)),
        (date(2025, 12, 31), 2, date(2026, 3, 1)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
        (date(2025, 3, 1), 12, date(2026, 3, 1)),
    ],
)
def test_tenure_date(start: date, months: int, expected: date) -> None:
    assert tenure_date(start, months) == expected


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2024, 2, 29), 5, date(2029, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2024, 2, 29), -1, date(2023, 2, 28)),
        (date(2023, 2, 28), 5, date(2028, 2, 28)),
        (date(2021, 6, 30), 5, date(2026, 6, 30)),
    ],
)
def test_anniversary(day: date, years: int, expected: date) -> None:
    assert anniversary(day, years) == expected


@pytest.mark.parametrize(
    ("as_of", "first"),
    [
        (date(2026, 11, 22), date(2025, 11, 23)),
        (date(2028, 2, 29), date(2027, 3, 1)),
        (date(2025, 2, 28), date(2024, 2, 29)),
        (date(2029, 2, 28), date(2028, 2, 29)),
        (date(2025, 3, 1), date(2024, 3, 2)),
    ],
)
def test_window(as_of: date, first: date) -> None:
    assert window(as_of) == (first, as_of)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021-06", date(2021, 6, 1), date(2021, 6, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
    ],
)
def test_a_partial_date_stands_for_every_day_in_it(text: str, first: date, last: date) -> None:
    span = read_day(text)
    assert isinstance(span, Span)
    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "20261122",
        "2026-W47-7",
        "2026-11-31",
        "2025-02-29",
        "2026-11-22T10:00",
        " 2026-11-22",
        "2026/11/22",
        "22-11-2026",
        "2026-1-1",
        "2026-13",
        "2026-00",
        "0000",
        "0000-01-01",
        "0001-01-01",
        "1899-12-31",
        "2200-01-01",
        "9999-12-31",
        "9999",
        "-999",
        "\uff12\uff10\uff12\uff16",
        "2026-11-2\ud800",
        "2026\x00",
    ],
)
def test_other_text_is_no_date(text: str) -> None:
    for read in (read_date, read_day):
        with pytest.raises(FactError) as refused:
            read(text)
        assert refused.value.path == ""


@pytest.mark.parametrize("value", [20261122, 2026, 1.5, True, None, [], {}])
def test_only_text_is_a_date(value: object) -> None:
    for read in (read_date, read_day):
        with pytest.raises(FactError, match="must be a date such as"):
            read(value)


@pytest.mark.parametrize("text", ["2026", "2026-11"])
def test_a_whole_date_is_not_partial(text: str) -> None:
    with pytest.raises(FactError, match="must be a date such as"):
        read_date(text)


def test_the_first_and_the_last_date_are_taken() -> None:
    assert read_day("1900-01-01") == date(1900, 1, 1)
    assert read_day("2199-12-31") == date(2199, 12, 31)


def test_dates_are_written_as_people_write_them() -> None:
    assert spoken(date(2026, 12, 9)) == "9 December 2026"
    assert spoken_day(date(2025, 6, 3)) == "on 3 June 2025"
    assert spoken_day(read_day("2025-06")) == "in June 2025"
    assert spoken_day(read_day("2025")) == "in 2025"
