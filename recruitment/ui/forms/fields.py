"""Dates typed as day, month and year, because people know their dates that way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
PARTS = ("day", "month", "year")
MONTH_ONLY = "month-only"
MOST_DIGITS = 4  # of any part: longer ones are no date, and very long ones no number to Python

Bound = date | Callable[[], date] | None


@dataclass(frozen=True, slots=True)
class DateParts:
    """What was typed, kept as it was typed so that it can be shown again."""

    day: str = ""
    month: str = ""
    year: str = ""
    month_only: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.day or self.month or self.year)


def parts_of(value: Any) -> DateParts:
    """The three boxes for a stored value: a date, "2021-06-05", "2021-06", or typed parts."""
    if isinstance(value, DateParts):
        return value
    if isinstance(value, date):
        return DateParts(str(value.day), str(value.month), str(value.year))
    pieces = str(value or "").split("-")
    if not all(piece.isdecimal() and len(piece) <= MOST_DIGITS for piece in pieces):
        return DateParts()
    numbers = [str(int(piece)) for piece in pieces]
    if len(numbers) == 3:
        return DateParts(numbers[2], numbers[1], numbers[0])
    if len(numbers) == 2:
        return DateParts("", numbers[1], numbers[0], month_only=True)
    return DateParts()


class DateInputWidget(forms.Widget):
    """Three boxes, and with `partial` a tick for "I only know the month and year"."""

    template_name = "govuk/widgets/date.html"
    use_fieldset = True

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, partial: bool = False, birthday: bool = False
    ) -> None:
        super().__init__(attrs)
        self.partial = partial
        self.birthday = birthday

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> DateParts | Any | None:
        if name in data and not any(f"{name}-{part}" in data for part in PARTS):
            return data[name]  # an ISO date handed over by code, a draft or an import
        typed = [str(data.get(f"{name}-{part}") or "").strip() for part in PARTS]
        month_only = self.partial and bool(data.get(f"{name}-{MONTH_ONLY}"))
        if not any(typed) and not month_only:
            return None
        day, month, year = typed
        return DateParts(day, month, year, month_only)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}-{part}" in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-day" if id_ else ""

    def boxes(
        self, name: str, value: Any, id_: str, wrong: tuple[str, ...] = ()
    ) -> list[dict[str, Any]]:
        """What each box needs to be drawn; `wrong` names the parts to outline in red."""
        typed = parts_of(value)
        return [
            {
                "id": f"{id_}-{part}",
                "name": f"{name}-{part}",
                "label": part.capitalize(),
                "value": getattr(typed, part),
                "width": 4 if part == "year" else 2,
                "wrong": part in wrong,
                "autocomplete": f"bday-{part}" if self.birthday else "",
            }
            for part in PARTS
        ]

    def month_only_box(self, name: str, value: Any, id_: str) -> dict[str, Any] | None:
        if not self.partial:
            return None
        return {
            "id": f"{id_}-{MONTH_ONLY}",
            "name": f"{name}-{MONTH_ONLY}",
            "checked": parts_of(value).month_only,
        }

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        id_ = context["widget"]["attrs"].get("id", name)
        context["boxes"] = self.boxes(name, value, id_)
        context["month_only"] = self.month_only_box(name, value, id_)
        return context


class DateField(forms.Field):
    """A real date. `noun` opens its messages ("Your start date must include a year").

    `earliest` and `latest` are dates, or functions giving one (never compute a date when the
    class is loaded). Errors carry the wrong part, so that the summary links to that box.
    """

    widget = DateInputWidget
    partial = False

    def __init__(
        self,
        *,
        noun: str = "The date",
        earliest: Bound = None,
        latest: Bound = None,
        birthday: bool = False,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("widget", DateInputWidget(partial=self.partial, birthday=birthday))
        super().__init__(**kwargs)
        self.noun = noun
        self.earliest = earliest
        self.latest = latest

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        typed = parts_of(value)
        if typed.is_empty and not typed.month_only:
            # Something was handed over that is no date at all.
            raise self._error("must be a real date", PARTS)
        return self._date_of(typed)

    def _date_of(self, typed: DateParts) -> date:
        self._check_missing(typed, PARTS)
        return self._real_date(typed.day, typed)

    def _check_missing(self, typed: DateParts, needed: tuple[str, ...]) -> None:
        missing = [part for part in needed if not getattr(typed, part)]
        if missing:
            words = " and ".join(f"a {part}" for part in missing)
            raise self._error(f"must include {words}", tuple(missing))

    def _real_date(self, day: str, typed: DateParts) -> date:
        month = month_number(typed.month)
        if not 1 <= month <= 12:
            raise self._error("must have a month from 1 to 12", ("month",))
        if not (typed.year.isdecimal() and len(typed.year) == 4):
            raise self._error("must have a year of 4 numbers, like 2021", ("year",))
        if not (day.isdecimal() and len(day) <= MOST_DIGITS and 1 <= int(day) <= 31):
            raise self._error("must have a day from 1 to 31", ("day",))
        try:
            return date(int(typed.year), month, int(day))
        except ValueError:
            raise self._error("must be a real date", ("day", "month")) from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value not in self.empty_values:
            self._check_bounds(value)

    def _check_bounds(self, value: date) -> None:
        earliest, latest = resolve(self.earliest), resolve(self.latest)
        if earliest is not None and value < earliest:
            raise self._error(f"must be {in_words(earliest)} or later", PARTS)
        if latest is not None and value > latest:
            raise self._error(f"must be {in_words(latest)} or earlier", PARTS)

    def _error(self, what: str, parts: tuple[str, ...]) -> ValidationError:
        return ValidationError(f"{self.noun} {what}.", code="date", params={"parts": parts})


class PartialDateField(DateField):
    """A date of which the day may be unknown. The value is "2021-06-05" or "2021-06"."""

    partial = True

    def to_python(self, value: Any) -> str | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value.isoformat()
        typed = parts_of(value)
        if not typed.month_only:
            if not typed.day and typed.month and typed.year:
                raise self._error(
                    "must include a day. If you do not know it, select “I only know the month"
                    " and year”",
                    ("day",),
                )
            found = super().to_python(typed)
            return found.isoformat() if found else None
        self._check_missing(typed, ("month", "year"))
        return self._real_date("1", typed).isoformat()[:7]

    def _check_bounds(self, value: Any) -> None:
        """A month passes when any day of it could lie within the bounds."""
        earliest, latest = resolve(self.earliest), resolve(self.latest)
        length = len(value)
        if earliest is not None and value < earliest.isoformat()[:length]:
            raise self._error(f"must be {in_words(earliest)} or later", PARTS)
        if latest is not None and value > latest.isoformat()[:length]:
            raise self._error(f"must be {in_words(latest)} or earlier", PARTS)


def resolve(bound: Bound) -> date | None:
    """The date of a bound that may be a function."""
    return bound() if callable(bound) else bound


def month_number(text: str) -> int:
    """1 to 12 for "6", "06", "June" or "jun"; 0 for anything else."""
    if text.isdecimal():
        return int(text) if len(text) <= MOST_DIGITS else 0
    word = text.lower().rstrip(".")
    if len(word) < 3:
        return 0
    for number, month in enumerate(MONTHS, start=1):
        if month.startswith(word) or (word == "sept" and number == 9):
            return number
    return 0


def in_words(day: date) -> str:
    """9 December 2026"""
    return f"{day.day} {day:%B %Y}"
