"""Every number and every open choice of the rules, as dated values with their source.

The values stand in parameters.json. A value without `valid_to` holds until the next one begins,
so a change is one more entry. Values must follow one another without gap or overlap, from the
first day the format accepts; a day without a value is an error, never the nearest period.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from .dates import FIRST_DAY, LAST_DAY, ONE_DAY
from .errors import ParameterError

PARAMETERS_FILE: Final = Path(__file__).with_name("parameters.json")

_TEXTS: Final = ("document", "quote", "reason", "decided_by")
_DATES: Final = ("valid_from", "decided_on")
_VALUE_KEYS: Final = frozenset({"value", "valid_to", *_TEXTS, *_DATES})
_PARAMETER_KEYS: Final = frozenset({"label", "kind", "unit", "allowed", "values"})


class DatedValue:
    """One value of a parameter, for the days from `valid_from` to `valid_to` (None: open)."""

    __slots__ = (
        "decided_by",
        "decided_on",
        "document",
        "quote",
        "reason",
        "valid_from",
        "valid_to",
        "value",
    )

    def __init__(self, entry: Mapping[str, Any], place: str) -> None:
        unknown = sorted(set(entry) - _VALUE_KEYS)
        if unknown:
            raise ParameterError(f"{place}: {unknown[0]} is not a known key")
        for key in _TEXTS:
            if not isinstance(entry.get(key), str) or not entry[key].strip():
                raise ParameterError(f"{place}: {key} is missing")
        self.value = entry.get("value")
        self.document: str = entry["document"]
        self.quote: str = entry["quote"]
        self.reason: str = entry["reason"]
        self.decided_by: str = entry["decided_by"]
        self.decided_on = _read_day(entry, "decided_on", place)
        self.valid_from = _read_day(entry, "valid_from", place)
        self.valid_to: date | None = None
        if entry.get("valid_to") is not None:
            self.valid_to = _read_day(entry, "valid_to", place)
            if self.valid_to < self.valid_from:
                raise ParameterError(f"{place}: valid_to is before valid_from")

    def as_dict(self) -> dict[str, object]:
        return {
            "value": self.value,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": None if self.valid_to is None else self.valid_to.isoformat(),
            "document": self.document,
            "quote": self.quote,
            "reason": self.reason,
            "decided_on": self.decided_on.isoformat(),
            "decided_by": self.decided_by,
        }


class Parameter:
    """A named value of the rules and its history, oldest first."""

    __slots__ = ("kind", "label", "name", "unit", "values")

    def __init__(self, name: str, entry: Mapping[str, Any]) -> None:
        unknown = sorted(set(entry) - _PARAMETER_KEYS)
        if unknown:
            raise ParameterError(f"{name}: {unknown[0]} is not a known key")
        self.name = name
        self.label: str = entry["label"]
        self.kind: str = entry["kind"]
        self.unit: str | None = entry.get("unit")
        self.values = sorted(
            (DatedValue(value, f"{name}, value {number}") for number, value in _numbered(entry)),
            key=lambda dated: dated.valid_from,
        )
        for dated in self.values:
            _check_kind(name, self.kind, entry.get("allowed"), dated.value)
        self._close_periods()

    def _close_periods(self) -> None:
        if not self.values:
            raise ParameterError(f"{self.name}: has no values")
        if self.values[0].valid_from != FIRST_DAY:
            raise ParameterError(f"{self.name}: the first value must hold from {FIRST_DAY}")
        for earlier, later in zip(self.values, self.values[1:], strict=False):
            if earlier.valid_from == later.valid_from:
                raise ParameterError(f"{self.name}: two values begin on {later.valid_from}")
            day_before = later.valid_from - ONE_DAY
            if earlier.valid_to is None:
                earlier.valid_to = day_before
            elif earlier.valid_to > day_before:
                raise ParameterError(f"{self.name}: two values overlap on {later.valid_from}")
            elif earlier.valid_to < day_before:
                first = earlier.valid_to + ONE_DAY
                raise ParameterError(f"{self.name}: no value from {first} to {day_before}")

    def on(self, day: date) -> DatedValue:
        """The value in force on `day`; ParameterError if there is none."""
        for dated in reversed(self.values):
            if dated.valid_from <= day:
                if dated.valid_to is not None and day > dated.valid_to:
                    break
                return dated
        raise ParameterError(f"{self.name}: no value is in force on {day}")


class ParameterBook:
    """All parameters. Raises ParameterError when they cannot be used as they stand."""

    def __init__(self, entries: Mapping[str, Mapping[str, Any]]) -> None:
        self.parameters = {name: Parameter(name, entry) for name, entry in entries.items()}
        begins = {value.valid_from for each in self.parameters.values() for value in each.values}
        self.changes = tuple(sorted(begins))
        """The days on which any value changes; between two of them nothing does."""

    def on(self, day: date) -> dict[str, DatedValue]:
        """Every value in force on `day`, by the name of its parameter."""
        return {name: parameter.on(day) for name, parameter in self.parameters.items()}


def load_entries() -> dict[str, dict[str, Any]]:
    """The entries of parameters.json, fresh, so that a test may add to them."""
    entries: dict[str, dict[str, Any]] = json.loads(PARAMETERS_FILE.read_text(encoding="utf-8"))
    return entries


def _numbered(entry: Mapping[str, Any]) -> enumerate[Mapping[str, Any]]:
    return enumerate(entry["values"], start=1)


def _read_day(entry: Mapping[str, Any], key: str, place: str) -> date:
    try:
        day = date.fromisoformat(entry.get(key) or "")
    except (TypeError, ValueError):
        raise ParameterError(f"{place}: {key} is missing or not a date") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ParameterError(f"{place}: {key} is outside the years 1900 to 2199")
    return day


def _check_kind(name: str, kind: str, allowed: list[str] | None, value: object) -> None:
    if kind == "whole_number":
        good = type(value) is int and value > 0
    elif kind == "flag":
        good = isinstance(value, bool)
    elif kind == "word":
        good = value in (allowed or ())
    elif kind == "words":
        good = isinstance(value, list) and all(word in (allowed or ()) for word in value)
    elif kind == "level":
        good = (
            isinstance(value, list)
            and len(value) == 2
            and all(type(part) is int and part > 0 for part in value)
        )
    else:
        raise ParameterError(f"{name}: {kind} is not a known kind")
    if not good:
        raise ParameterError(f"{name}: {value!r} is not a possible value")
