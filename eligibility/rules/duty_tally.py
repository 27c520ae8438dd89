"""Adding up duty minutes while dates, lengths or records of training are uncertain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice, product
from typing import Any, Final

from ..case_model import Duty
from ..dates import Span, last_of
from ..facts import UNKNOWN, Fact

DUTIES: Final = "special.duties"
MOST_WAYS: Final = 1000
_NO_LIMIT: Final = 10**18
"""Stands for minutes that nobody stated: more than any total can be."""


class Tally:
    """Minutes in the window under four readings of the uncertain facts.

    Where sources differ, the reading worst or best for the person (first index); where a fact is
    unknown or partial, again worst or best (second). Every fact pulls the outcome one way only,
    so these four bound all the others. `verified` are the minutes that need no declared fact.
    """

    __slots__ = ("duty", "missing", "training", "unverified", "verified")

    def __init__(self, total: int = 0, *, verified: bool = False) -> None:
        self.duty = [[total, total], [total, total]]
        self.training = [[0, 0], [0, 0]]
        self.verified = total if verified else 0
        self.unverified = False
        self.missing: list[str] = []


def count_duties(duties: tuple[Duty, ...], first: date, last: date, training_counts: bool) -> Tally:
    """Add up one list of duties; the plain ones at once, the uncertain ones apart."""
    tally = Tally()
    counted = trained = 0
    for index, duty in enumerate(duties):
        days, minutes, training = duty.on.values, duty.minutes.values, duty.training
        checked = (
            duty.on.verified and duty.minutes.verified and (training is None or training.verified)
        )
        if (
            len(days) != 1
            or len(minutes) != 1
            or type(days[0]) is Span
            or (training is not None and len(training.values) != 1)
        ):
            _add_uncertain(tally, duty, index, (first, last), training_counts)
        elif first <= last_of(days[0]) <= last:
            if training is not None and training.values[0] and not training_counts:
                trained += minutes[0]
            else:
                counted += minutes[0]
                tally.verified += minutes[0] if checked else 0
        tally.unverified = tally.unverified or not checked
    for side, reading in product((0, 1), (0, 1)):
        tally.duty[side][reading] += counted
        tally.training[side][reading] += trained
    return tally


def every_way(duties: tuple[Duty, ...]) -> Iterator[tuple[Duty, ...]]:
    """The list with each fact at one of its stated values, for all combinations, up to a limit."""
    return islice(product(*[_stated_ways(duty) for duty in duties]), MOST_WAYS)


def _stated_ways(duty: Duty) -> list[Duty]:
    ways = []
    for on, minutes, training in product(
        _one_by_one(duty.on), _one_by_one(duty.minutes), _one_by_one(duty.training)
    ):
        way = Duty()
        way.on, way.minutes, way.training = on, minutes, training
        ways.append(way)
    return ways


def _one_by_one(fact: Fact[Any] | None) -> list[Any]:
    if fact is None:
        return [None]
    return [Fact((value,), (True,), True) for value in fact.values] or [UNKNOWN]


def _add_uncertain(
    tally: Tally, duty: Duty, index: int, window: tuple[date, date], training_counts: bool
) -> None:
    inside = _inside(duty.on, *window)
    if not inside[1][1]:
        return
    minutes, training = _minutes(duty.minutes), _flags(duty.training)
    for side, reading in product((0, 1), (0, 1)):
        if inside[side][reading]:
            # The best reading of the training flag is that it was duty.
            is_training = training[1 - side][1 - reading] and not training_counts
            kind = tally.training if is_training else tally.duty
            kind[side][reading] += minutes[side][reading]
    path = f"{DUTIES}[{index}]"
    if any(low != high for low, high in inside):
        tally.missing.append(f"{path}.on")
    if not duty.minutes.values:
        tally.missing.append(f"{path}.minutes")
    if duty.training is not None and not duty.training.values:
        tally.missing.append(f"{path}.training")


_Bounds = tuple[tuple[int, int], tuple[int, int]]


def _inside(on: Fact[date | Span], first: date, last: date) -> _Bounds:
    """Whether the duty counts: worst and best stated date, each at its worst and best day."""
    if not on.values:
        return (0, 1), (0, 1)
    read = []
    for day in on.values:
        ends = (day.first, day.last) if isinstance(day, Span) else (day, day)
        low, high = sorted([int(first <= end <= last) for end in ends])
        read.append((low, high))
    return min(read), max(read)


def _minutes(minutes: Fact[int]) -> _Bounds:
    if not minutes.values:
        return (0, _NO_LIMIT), (0, _NO_LIMIT)
    low, high = min(minutes.values), max(minutes.values)
    return (low, low), (high, high)


def _flags(training: Fact[bool] | None) -> _Bounds:
    """The training flag, lowest and highest; absent is no, stated as null is unknown."""
    if training is None:
        return (0, 0), (0, 0)
    if not training.values:
        return (0, 1), (0, 1)
    low, high = int(min(training.values)), int(max(training.values))
    return (low, low), (high, high)
