"""What the rules share: uncertain dates and values settled one way, and common wording."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final

from ..dates import Day, Span, spoken_day
from ..decisions import Frame, Source
from ..facts import Fact
from ..operators import Judged
from ..outcomes import NEEDS_EVIDENCE, NOT_MET, REFER

Figures = Mapping[str, Any]
"""The values in force on one day, by the name of their parameter."""

A_PERSON_DECIDES: Final = "A person will look at this before anything is decided."
_NUMBERS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)


class Rule:
    """A rule as it stands on one day: `frame` holds the figures it uses and its source."""

    ID: ClassVar[str]
    TITLE: ClassVar[str]
    READING: ClassVar[str]
    SOURCE: ClassVar[Source]
    PARAMETERS: ClassVar[tuple[str, ...]] = ()

    def __init__(self, figures: Figures) -> None:
        self.frame = Frame(
            {name.removeprefix(self.ID + "."): figures[name] for name in self.PARAMETERS},
            self.SOURCE,
        )


def settle(values: Sequence[Any], judge: Callable[[Any], Judged]) -> Judged:
    """Judge every stated value, and a partial date at its first and its last day.

    A partial date whose two days differ needs evidence; stated values that lead to different
    outcomes go to a person; dates that agree on not_met are possible from the latest of theirs.
    """
    if len(values) == 1:
        return _judge_value(values[0], judge)
    return merge([_judge_value(value, judge) for value in values])


def _judge_value(value: Any, judge: Callable[[Any], Judged]) -> Judged:
    if type(value) is not Span:
        return judge(value)
    first, last = judge(value.first), judge(value.last)
    if first[0] != last[0]:
        return NEEDS_EVIDENCE, None
    return merge((first, last))


def merge(judged: Sequence[Judged]) -> Judged:
    """One outcome for several ways of reading the same fact."""
    outcome = judged[0][0]
    if any(other != outcome for other, _ in judged):
        return REFER, None
    return outcome, latest(possible for _, possible in judged)


def latest(days: Iterable[date | None]) -> date | None:
    """The latest of the days; None if any of them is None, since time alone will not do."""
    known: list[date] = []
    for day in days:
        if day is None:
            return None
        known.append(day)
    return max(known)


def declared_only(fact: Fact[Any], path: str) -> tuple[str, ...]:
    """The path, if no verified source gives the fact."""
    return () if fact.verified else (path,)


def spoken_days(days: Iterable[Day]) -> str:
    """The stated dates of one fact: on 3 June 2025 or in July 2025."""
    return " or ".join([spoken_day(day) for day in days])


def spoken_minutes(minutes: int) -> str:
    """A length of time in hours and minutes: 199 hours 59 minutes."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours or not rest:
        parts.append(f"{hours:,} hour" if hours == 1 else f"{hours:,} hours")
    if rest:
        parts.append("1 minute" if rest == 1 else f"{rest} minutes")
    return " ".join(parts)


def in_words(number: int) -> str:
    """A small number as a word, as people write it."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def counted(number: int, unit: str) -> str:
    """A number of months or years: 12 months, one year."""
    return f"{in_words(number) if number < 10 else number} {unit}{'' if number == 1 else 's'}"


def is_failed(judged: Judged) -> bool:
    return judged[0] == NOT_MET
