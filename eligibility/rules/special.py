"""internal.special: a Met special constable with enough duty hours in the last 12 months."""

from __future__ import annotations

from datetime import date
from typing import Final

from ..case_model import Duty, Special
from ..dates import spoken, window
from ..decisions import RuleResult, Source
from ..outcomes import MET, NEEDS_EVIDENCE, NOT_MET, REFER, Outcome
from .base import A_PERSON_DECIDES, Figures, Rule, spoken_minutes
from .duty_tally import DUTIES, Tally, count_duties, every_way

TOTAL: Final = "special.duty_minutes"
PREVENTED: Final = "special.prevented"

_NEITHER: Final[tuple[str, ...]] = (DUTIES, TOTAL)
_LEVELS: Final[tuple[Outcome, ...]] = (NOT_MET, REFER, MET)


class SpecialRule(Rule):
    """Duty minutes by the date on which the duty began; training is shown apart; no rounding."""

    ID = "internal.special"
    TITLE = "Met special constable with 200 duty hours in the last 12 months"
    READING = (
        "For a serving Met special constable. Duty minutes in the window, by the date on "
        "which a duty began, training left out, nothing rounded. Below the figure: to a "
        "person if training would carry the total to it, or if something stopped the "
        "special constable from reaching it; otherwise not met."
    )
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
        outcomes: set[Outcome] = set()
        for tally, duties in tallies:
            outcomes |= self._outcomes(tally, duties, special.prevented.values, (first, last))
        outcome = outcomes.pop() if len(outcomes) == 1 else REFER
        counts = [tally for tally, _ in tallies]
        by_prevented = outcome == REFER and _always(special) and not self._near(counts)
        used, declared = self._facts(special, counts, outcome, by_prevented)
        missing = tuple(dict.fromkeys(path for tally in counts for path in tally.missing))
        return RuleResult(
            self.ID,
            self.frame,
            outcome,
            self._text(counts, outcome, by_prevented, _between(first, last)),
            used,
            declared,
            missing if outcome in (NEEDS_EVIDENCE, REFER) else (),
        )

    def _tallies(
        self, special: Special, first: date, last: date
    ) -> list[tuple[Tally, tuple[Duty, ...]]]:
        """Every stated list and every stated total, added up; each is decided for itself."""
        tallies = [
            (count_duties(duties, first, last, self.training_counts), duties)
            for duties in special.duties.values
        ]
        totals = special.duty_minutes
        for total, check in zip(totals.values, totals.checks, strict=True):
            tallies.append((Tally(total, verified=check), ()))
        return tallies

    def _outcomes(
        self,
        tally: Tally,
        duties: tuple[Duty, ...],
        prevented: tuple[bool, ...],
        period: tuple[date, date],
    ) -> set[Outcome]:
        """The outcomes that the stated values lead to, taken once for each."""
        stopped = prevented or (False,)
        worst = self._side(tally, 0, min(stopped))
        best = self._side(tally, 1, max(stopped))
        if not worst == best == NEEDS_EVIDENCE:
            return {worst, best}
        # Open at both ends says nothing about the values between, so they are all tried.
        return {
            self._side(count_duties(way, *period, self.training_counts), 0, flag)
            for way in every_way(duties)
            for flag in stopped
        }

    def _side(self, tally: Tally, side: int, prevented: bool) -> Outcome:
        low, high = (self._level(tally, side, reading, prevented) for reading in (0, 1))
        return _LEVELS[low] if low == high else NEEDS_EVIDENCE

    def _level(self, tally: Tally, side: int, reading: int, prevented: bool) -> int:
        duty = tally.duty[side][reading]
        if duty >= self.minimum:
            return 2
        return 1 if prevented or duty + tally.training[side][reading] >= self.minimum else 0

    def _near(self, tallies: list[Tally]) -> bool:
        return any(self._level(tally, 0, 0, False) > 0 for tally in tallies)

    def _facts(
        self, special: Special, tallies: list[Tally], outcome: Outcome, by_prevented: bool
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

    def _text(self, tallies: list[Tally], outcome: Outcome, by_prevented: bool, period: str) -> str:
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


def _always(special: Special) -> bool:
    """Whether every source says that something stopped the person."""
    return bool(special.prevented.values) and all(special.prevented.values)


def _between(first: date, last: date) -> str:
    return f"from {spoken(first)} to {spoken(last)}"
