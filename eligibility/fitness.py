"""The level of the job-related fitness test: a condition of appointment, never of eligibility.

A level is a pair: level 5, shuttle 4, written 5:4. Pairs are compared, never decimals: 5:10 is more
than 5:4. The levels stand in fitness.json as dated values; they are no part of a ruleset, since no
decision on eligibility rests on them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from .errors import ParameterError
from .parameters import DatedValue, Parameter

FITNESS_FILE: Final = Path(__file__).with_name("fitness.json")
_PREFIX: Final = "jrft.level."
_MOST_LEVELS: Final = 21
_MOST_SHUTTLES: Final = 16


class Level(NamedTuple):
    """A level of the 15-metre shuttle run. Compared as a pair."""

    level: int
    shuttle: int

    def __str__(self) -> str:
        return f"{self.level}:{self.shuttle}"


class RequiredLevel(NamedTuple):
    """What a role asks on a day, and where that comes from."""

    level: Level
    dated: DatedValue


class FitnessLevels:
    """The levels of every role with their history. ParameterError for unusable values."""

    def __init__(self, entries: Mapping[str, Mapping[str, Any]]) -> None:
        self.parameters = {name: Parameter(name, entry) for name, entry in entries.items()}

    def required(self, role_class: str, on: date) -> RequiredLevel | None:
        """The level for a role on a day; None for a role without the test."""
        parameter = self.parameters.get(_PREFIX + role_class)
        if parameter is None:
            return None
        dated = parameter.on(on)
        return RequiredLevel(read_level(dated.value), dated)


def read_level(value: object) -> Level:
    """A level from its two numbers. ParameterError for anything else."""
    if isinstance(value, list | tuple) and len(value) == 2:
        level, shuttle = value
        whole = type(level) is int and type(shuttle) is int
        if whole and 0 < level <= _MOST_LEVELS and 0 < shuttle <= _MOST_SHUTTLES:
            return Level(level, shuttle)
    raise ParameterError(f"{value!r} is not a level and a shuttle")


def load_fitness_entries() -> dict[str, dict[str, Any]]:
    """The entries of fitness.json, fresh, so that a test may add to them."""
    entries: dict[str, dict[str, Any]] = json.loads(FITNESS_FILE.read_text(encoding="utf-8"))
    return entries


FITNESS: Final = FitnessLevels(load_fitness_entries())
"""The levels in force, from fitness.json."""


def required_level(role_class: str, on: date) -> RequiredLevel | None:
    """The level that a role asks on a day; None for a role without the test."""
    return FITNESS.required(role_class, on)
