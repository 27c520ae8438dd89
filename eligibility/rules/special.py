"""internal.special: a Met special constable with enough duty hours in the last 12 months."""

from __future__ import annotations

from datetime import date
from typing import Final

from ..case_model import Duty, Special
from ..dates import Span, last_of, spoken, window
from ..decisions import RuleResult, Source
from ..facts import Fact
from ..outcomes import MET, NEEDS_EVIDENCE, NOT_MET, REFER, Outcome
from .base import A_PERSON_DECIDES, Figures, Rule, spoken_minutes

DUTIES: Final = "special.duties"
TOTAL: Final = "special.duty_minutes"
PREVENTED: Final = "special.prevented"

_NEITHER: Final[tuple[str, ...]] = (DUTIES, TOTAL)
_LEVELS: Final[tuple[Outcome, ...]] = (NOT_MET, REFER, MET)
_NO_LIMIT: Final = 10**18
"""Stands for minutes that nobody stated: more than any total can be."""


class _Tally:
    """Minutes in the window under four readings of the uncertain facts.

    Where sources differ, the reading worst or best for the person (first index); where a fact is
    unknown or partial, again worst or best (second). Every fact pulls the outcome one way only,
    so these four bound all the others.
    """

    __slots__ = ("duty", "missing", "training", "unverified", "verified")

    def __init__(self) -> None:
        self.duty = [[0, 0], [0, 0]]
        self.training = [[0, 0], [0, 0]]
        self.verified = 0
        self.unverified = False
        self.missing: list[str] = []


class SpecialRule(Rule):
    """Duty minutes by the date on which the duty began; training is shown apart; no rounding."""

    ID = "internal.special"
    TITLE = "Met special constable with 200 duty hours in the last 12 months"
    SOURCE = Source(
        "internal-vacancies",
        "Be a Met Special Constable who has undertaken at least 200 duty hours within the last "
        "12 months",
    )
    PARAMETERS = (
        "internal.special.min_duty_minutes",
        "internal.special.window_years",
        "internal.special.training_counts",
    )

    def __init__(self, figures: Figures) -> None:
        super().__init__(figures)
        self.minimum: int = figures["internal.special.min_duty_minutes"]
        self.years: int = figures["internal.special.window_years"]
        self.training_counts: bool = figures["internal.special.training_counts"]

    def apply(self, special: Special, as_of: date) -> RuleResult:
        first, last = window(as_of, self.years)
        tallies = self._tallies(special, first, last)
        if not tallies:
            return RuleResult(
                self.ID,
                self.frame,
                NEEDS_EVIDENCE,
                f"We do not know how many duty hours you worked {_between(first, last)}.",
                (),
                (),
                _NEITHER,
            )
        prevented = special.prevented.values
        worst, best = prevented and all(prevented), any(prevented)
        outcomes: set[Outcome] = set()
        for tally in tallies:
            outcomes.add(self._side(tally, 0, bool(worst)))
            outcomes.add(self._side(tally, 1, best))
        outcome = outcomes.pop() if len(outcomes) == 1 else REFER
        by_prevented = bool(worst) and outcome == REFER and not self._near(tallies)
        used, declared = self._facts(special, tallies, outcome, by_prevented)
        missing = tuple(dict.fromkeys(path for tally in tallies for path in tally.missing))
        return RuleResult(
            self.ID,
            self.frame,
            outcome,
            self._text(tallies, outcome, by_prevented, _between(first, last)),
            used,
            declared,
            missing if outcome in (NEEDS_EVIDENCE, REFER) else (),
        )

    def _tallies(self, special: Special, first: date, last: date) -> list[_Tally]:
        tallies = [self._count(duties, first, last) for duties in special.duties.values]
        for total, check in zip(
            special.duty_minutes.values, special.duty_minutes.checks, strict=True
        ):
            tally = _Tally()
            tally.duty = [[total, total], [total, total]]
            tally.verified = total if check else 0
            tallies.append(tally)
        return tallies

    def _count(self, duties: tuple[Duty, ...], first: date, last: date) -> _Tally:
        """Add up one list of duties; the plain ones at once, the uncertain ones apart."""
        tally = _Tally()
        counted = trained = 0
        for index, duty in enumerate(duties):
            days, minutes, training = duty.on.values, duty.minutes.values, duty.training
            if (
                len(days) != 1
                or len(minutes) != 1
                or type(days[0]) is Span
                or (training is not None and len(training.values) != 1)
            ):
                self._add_uncertain(tally, duty, f"{DUTIES}[{index}]", first, last)
            elif first <= last_of(days[0]) <= last:
                if training is not None and training.values[0] and not self.training_counts:
                    trained += minutes[0]
                    continue
                counted += minutes[0]
                if (
                    duty.on.verified
                    and duty.minutes.verified
                    and (training is None or training.verified)
                ):
                    tally.verified += minutes[0]
            if not (duty.on.verified and duty.minutes.verified):
                tally.unverified = True
        for side in (0, 1):
            for reading in (0, 1):
                tally.duty[side][reading] += counted
                tally.training[side][reading] += trained
        return tally

    def _add_uncertain(self, tally: _Tally, duty: Duty, path: str, first: date, last: date) -> None:
        inside = _inside(duty.on, first, last)
        if not inside[1][1]:
            return
        tally.unverified = tally.unverified or not (duty.on.verified and duty.minutes.verified)
        minutes, training = _minutes(duty.minutes), _flags(duty.training)
        for side in (0, 1):
            for reading in (0, 1):
                if not inside[side][reading]:
                    continue
                # The best reading of the training flag is that it was duty.
                is_training = training[1 - side][1 - reading] and not self.training_counts
                kind = tally.training if is_training else tally.duty
                kind[side][reading] += minutes[side][reading]
        if any(low != high for low, high in inside):
            tally.missing.append(f"{path}.on")
        if not duty.minutes.values:
            tally.missing.append(f"{path}.minutes")
        if duty.training is not None and not duty.training.values:
            tally.missing.append(f"{path}.training")

    def _side(self, tally: _Tally, side: int, prevented: bool) -> Outcome:
        low, high = (self._level(tally, side, reading, prevented) for reading in (0, 1))
        return _LEVELS[low] if low == high else NEEDS_EVIDENCE

    def _level(self, tally: _Tally, side: int, reading: int, prevented: bool) -> int:
        duty = tally.duty[side][reading]
        if duty >= self.minimum:
            return 2
        return 1 if prevented or duty + tally.training[side][reading] >= self.minimum else 0

    def _near(self, tallies: list[_Tally]) -> bool:
        return any(self._level(tally, 0, 0, False) > 0 for tally in tallies)

    def _facts(
        self, special: Special, tallies: list[_Tally], outcome: Outcome, by_prevented: bool
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The facts used, and those of them that only the candidate states."""
        used: list[str] = []
        declared: list[str] = []
        # Verified minutes that reach the figure alone need no support from declared ones.
        carried = outcome == MET and any(tally.verified >= self.minimum for tally in tallies)
        if special.duties.values:
            used.append(DUTIES)
            unverified = any(
                tally.unverified for tally in tallies[: len(special.duties.values)]
            ) or not (special.duties.verified or any(special.duties.values))
            if unverified and not carried:
                declared.append(DUTIES)
        if special.duty_minutes.values:
            used.append(TOTAL)
            if not (special.duty_minutes.verified or carried):
                declared.append(TOTAL)
        if by_prevented:
            used.append(PREVENTED)
            if not special.prevented.verified:
                declared.append(PREVENTED)
        return tuple(used), tuple(declared)

    def _text(
        self, tallies: list[_Tally], outcome: Outcome, by_prevented: bool, period: str
    ) -> str:
        needed = spoken_minutes(self.minimum)
        totals = sorted({tally.duty[0][0] for tally in tallies} | {t.duty[1][0] for t in tallies})
        worked = f"You worked {' or '.join(spoken_minutes(total) for total in totals)} of duty"
        trained = max(tally.training[0][0] for tally in tallies)
        apart = f", and {spoken_minutes(trained)} of training apart from it," if trained else ""
        if outcome == MET:
            return (
                f"{worked}{apart} {period}, so you have at least {needed} and meet this condition."
            )
        if outcome == NOT_MET:
            return (
                f"{worked}{apart} {period}; at least {needed} are asked. You will meet this "
                f"condition when your duty in the last 12 months reaches {needed}. If something "
                "stopped you from reaching it, such as illness or family leave, tell us and a "
                "person will look at it."
            )
        if outcome == NEEDS_EVIDENCE:
            return (
                f"We do not know enough about your duties {period} to tell whether they reach "
                f"{needed}. We need the missing dates and times."
            )
        if by_prevented:
            why = "Something stopped you from reaching it."
        elif trained:
            why = "Whether training counts changes the answer."
        else:
            why = "The records differ and lead to different answers."
        return f"{worked}{apart} {period}; at least {needed} are asked. {why} {A_PERSON_DECIDES}"


def _between(first: date, last: date) -> str:
    return f"from {spoken(first)} to {spoken(last)}"


_Bounds = tuple[tuple[int, int], tuple[int, int]]


def _inside(on: Fact[date | Span], first: date, last: date) -> _Bounds:
    """Whether the duty counts: worst and best stated date, each at its worst and best day."""
    if not on.values:
        return (0, 1), (0, 1)
    read = []
    for day in on.values:
        ends = (day.first, day.last) if isinstance(day, Span) else (day, day)
        flags = sorted(int(first <= end <= last) for end in ends)
        read.append((flags[0], flags[1]))
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
