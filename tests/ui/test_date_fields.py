"""Dates as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from recruitment.ui.forms import DateField, PartialDateField
from recruitment.ui.forms.fields import DateParts, month_number, parts_of


def typed(day: str = "", month: str = "", year: str = "", *, month_only: bool = False) -> DateParts:
    return DateParts(day, month, year, month_only)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (typed("5", "6", "2021"), date(2021, 6, 5)),
        (typed("05", "06", "2021"), date(2021, 6, 5)),
        (typed("5", "June", "2021"), date(2021, 6, 5)),
        (typed("5", "sept", "2021"), date(2021, 9, 5)),
        (typed("29", "2", "2024"), date(2024, 2, 29)),
        ("2021-06-05", date(2021, 6, 5)),
        (date(2021, 6, 5), date(2021, 6, 5)),
    ],
)
def test_whole_dates(parts: object, expected: date) -> None:
    assert DateField().clean(parts) == expected


@pytest.mark.parametrize(
    ("parts", "message", "wrong"),
    [
        (typed("5"), "The date must include a month and a year.", ("month", "year")),
        (typed("", "6", "2021"), "The date must include a day.", ("day",)),
        (typed("5", "13", "2021"), "The date must have a month from 1 to 12.", ("month",)),
        (typed("5", "ju", "2021"), "The date must have a month from 1 to 12.", ("month",)),
        (typed("5", "6", "21"), "The date must have a year of 4 numbers, like 2021.", ("year",)),
        (typed("32", "6", "2021"), "The date must have a day from 1 to 31.", ("day",)),
        (typed("x", "6", "2021"), "The date must have a day from 1 to 31.", ("day",)),
        (typed("31", "2", "2021"), "The date must be a real date.", ("day", "month")),
        (typed("1", "1", "0000"), "The date must be a real date.", ("day", "month")),
        ("rubbish", "The date must be a real date.", ("day", "month", "year")),
        ("²-²-²", "The date must be a real date.", ("day", "month", "year")),
    ],
)
def test_wrong_dates_say_what_is_wrong(parts: object, message: str, wrong: tuple[str]) -> None:
    with pytest.raises(ValidationError) as caught:
        DateField().clean(parts)
    assert caught.value.messages == [message]
    assert caught.value.params == {"parts": wrong}


def test_bounds_may_be_functions_and_are_included() -> None:
    first, last = date(2020, 1, 2), date(2021, 1, 1)
    field = DateField(noun="Your start", earliest=first, latest=lambda: last)
    assert field.clean(typed("2", "1", "2020")) == date(2020, 1, 2)
    assert field.clean(typed("1", "1", "2021")) == date(2021, 1, 1)
    with pytest.raises(ValidationError, match=r"Your start must be 2 January 2020 or later\."):
        field.clean(typed("1", "1", "2020"))
    with pytest.raises(ValidationError, match=r"Your start must be 1 January 2021 or earlier\."):
        field.clean(typed("2", "1", "2021"))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (typed("5", "6", "2021"), "2021-06-05"),
        (typed("", "6", "2021", month_only=True), "2021-06"),
        (typed("", "12", "0999", month_only=True), "0999-12"),
        (typed("5", "june", "2021", month_only=True), "2021-06"),
        ("2021-06", "2021-06"),
        ("2021-06-05", "2021-06-05"),
        (date(2021, 6, 5), "2021-06-05"),
    ],
)
def test_partial_dates(parts: object, expected: str) -> None:
    assert PartialDateField().clean(parts) == expected


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            typed("", "6", "2021"),
            "The date must include a day. If you do not know it, select “I only know the month and"
            " year”.",
        ),
        (typed("", "6", month_only=True), "The date must include a year."),
        (typed(month_only=True), "The date must include a month and a year."),
        (typed("5"), "The date must include a month and a year."),
        (typed("", "14", "2021", month_only=True), "The date must have a month from 1 to 12."),
    ],
)
def test_wrong_partial_dates(parts: DateParts, message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        PartialDateField().clean(parts)
    assert caught.value.messages == [message]


def test_a_month_passes_when_a_day_of_it_could() -> None:
    field = PartialDateField(earliest=date(2021, 6, 30), latest=date(2021, 8, 1))
    assert field.clean("2021-06") == "2021-06"
    assert field.clean("2021-08") == "2021-08"
    for beyond in ("2021-05", "2021-09", "2021-06-29", "2021-08-02"):
        with pytest.raises(ValidationError):
            field.clean(beyond)


class Dates(forms.Form):
    whole = DateField(required=False)
    partial = PartialDateField(required=False)


def test_posted_boxes_reach_the_field() -> None:
    form = Dates(
        {
            "whole-day": " 5 ", "whole-month": "6", "whole-year": "2021",
            "partial-month": "6", "partial-year": "2021", "partial-month-only": "1",
        }
    )  # fmt: skip
    assert form.is_valid()
    assert form.cleaned_data == {"whole": date(2021, 6, 5), "partial": "2021-06"}


def test_empty_boxes_are_nothing() -> None:
    form = Dates({"whole-day": "", "whole-month": " ", "whole-year": ""})
    assert form.is_valid()
    assert form.cleaned_data == {"whole": None, "partial": None}


def test_required_date_asks_for_it() -> None:
    with pytest.raises(ValidationError, match=r"This field is required\."):
        DateField().clean(None)


def test_has_changed_compares_dates() -> None:
    same = {"whole-day": "5", "whole-month": "6", "whole-year": "2021"}
    form = Dates(same, initial={"whole": date(2021, 6, 5), "partial": None})
    assert form.changed_data == []
    form = Dates({**same, "whole-day": "6"}, initial={"whole": date(2021, 6, 5), "partial": None})
    assert form.changed_data == ["whole"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2021, 6, 5), DateParts("5", "6", "2021")),
        ("2021-06-05", DateParts("5", "6", "2021")),
        ("2021-06", DateParts("", "6", "2021", month_only=True)),
        ("June", DateParts()),
        (None, DateParts()),
    ],
)
def test_boxes_of_stored_values(value: object, expected: DateParts) -> None:
    assert parts_of(value) == expected


def test_plain_django_draws_the_boxes_too() -> None:
    html = str(Dates(initial={"partial": "2021-06"})["partial"])
    assert 'name="partial-month" type="text" inputmode="numeric" value="6"' in html
    assert 'name="partial-month-only" type="checkbox" value="1" checked' in html


def test_month_names() -> None:
    assert [month_number(text) for text in ("1", "Jan", "MARCH", "ma", "Sept.", "", "may")] == [
        1, 1, 3, 0, 9, 0, 5,
    ]  # fmt: skip
