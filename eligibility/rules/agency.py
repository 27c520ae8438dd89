"""internal.agency: an agency worker with continuous service."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from ..case_model import Agency, Break
from ..dates import ONE_DAY, last_of, spoken, tenure_date
from ..decisions import RuleResult, Source
from ..facts import Fact
from ..operators import Judged
from ..outcomes import MET, NEEDS_EVIDENCE, NOT_MET, REFER, Outcome, all_of
from .base import (
    A_PERSON_DECIDES,
    Figures,
    Rule,
    counted,
    declared_only,
    merge,
    settle,
    spoken_days,
)

PATH: Final = "agency.service_started_on"
BREAKS: Final = "agency.breaks"
_CLEAR: Final[Judged] = (MET, None)


class _BreaksRead:
    """What the recorded breaks do to the rule: an outcome, and the facts it rests on."""

    __slots__ = ("declared", "missing", "outcome", "used")

    def __init__(self) -> None:
        self.outcome: Outcome = MET
        self.used: tuple[str, ...] = ()
        self.declared: tuple[str, ...] = ()
        self.missing: tuple[str, ...] = ()


class AgencyRule(Rule):
    """Continuous service with the Met, whatever the agency or the role.

    Listed absences break nothing; any other break that is too recent goes to a person and is
    never a failure by itself.
    """

    ID = "internal.agency"
    TITLE = "Agency worker with 12 months of continuous service"
    READING = (
        "For a person working for the Met through an agency now, whatever the agency or "
        "the role. Met from the day on which the months of service are complete; before "
        "it, possible from that day. A break for another reason than those listed goes to "
        "a person until as many months have passed since it ended; the listed reasons "
        "break nothing."
    )
    SOURCE = Source(
        "internal-vacancies",
        "Be working with the Met as an agency worker, and have completed 12 months of "
        "continuous service with the organisation",
    )
    PARAMETERS = (
        "internal.agency.min_service_months",
        "internal.agency.absences_that_keep_service",
    )

    def __init__(self, figures: Figures) -> None:
        super().__init__(figures)
        self.months: int = figures["internal.agency.min_service_months"]
        self.harmless = frozenset(figures["internal.agency.absences_that_keep_service"])

    def apply(self, agency: Agency, as_of: date) -> RuleResult:
        start = agency.service_started_on
        if not start.values:
            text = "We do not know when your continuous service with the Met started."
            return RuleResult(self.ID, self.frame, NEEDS_EVIDENCE, text, (), (), (PATH,))
        breaks = self._read_breaks(agency.breaks, as_of) if agency.breaks.values else _NO_BREAKS

        def judge(started: date) -> Judged:
            complete = tenure_date(started, self.months)
            return (NOT_MET, complete) if as_of < complete else (breaks.outcome, None)

        outcome, possible = settle(start.values, judge)
        too_short = outcome == NOT_MET
        return RuleResult(
            self.ID,
            self.frame,
            outcome,
            self._text(start, breaks, outcome, possible),
            (PATH,) if too_short else (PATH, *breaks.used),
            declared_only(start, PATH) + (() if too_short else breaks.declared),
            self._missing(start, breaks, outcome, as_of),
            possible,
        )

    def _missing(
        self, start: Fact[Any], breaks: _BreaksRead, outcome: Outcome, as_of: date
    ) -> tuple[str, ...]:
        if outcome in (MET, NOT_MET):
            return ()
        in_doubt = any(
            as_of < tenure_date(last_of(value), self.months) for value in start.values
        ) and any(last_of(value) != value for value in start.values)
        return ((PATH,) if in_doubt else ()) + breaks.missing

    def _read_breaks(self, fact: Fact[tuple[Break, ...]], as_of: date) -> _BreaksRead:
        read = [self._read_list(breaks, as_of) for breaks in fact.values]
        if len(read) == 1:
            return read[0]
        merged = _BreaksRead()
        merged.outcome = merge([(one.outcome, None) for one in read])[0]
        merged.used = (BREAKS,)
        merged.declared = declared_only(fact, BREAKS)
        merged.missing = tuple(dict.fromkeys(path for one in read for path in one.missing))
        return merged

    def _read_list(self, breaks: tuple[Break, ...], as_of: date) -> _BreaksRead:
        read = _BreaksRead()
        outcomes: list[Outcome] = []
        for index, one in enumerate(breaks):
            outcome = self._judge_break(one, as_of)
            if outcome is None:
                continue
            outcomes.append(outcome)
            # A reason that breaks nothing settles the break, whenever it ended.
            facts: list[tuple[Fact[Any], str]] = [(one.reason, f"{BREAKS}[{index}].reason")]
            if outcome != MET:
                facts.insert(0, (one.to, f"{BREAKS}[{index}].to"))
            read.used += tuple(path for fact, path in facts if fact.values)
            read.declared += tuple(
                path for fact, path in facts if fact.values and not fact.verified
            )
            if outcome != MET:
                read.missing += self._open_facts(one, index)
        read.outcome = all_of(outcomes)
        return read

    @staticmethod
    def _open_facts(one: Break, index: int) -> tuple[str, ...]:
        """The facts of a break that are unknown, or too vague to decide by."""
        vague = not one.to.values or any(last_of(value) != value for value in one.to.values)
        names = (("to", vague), ("reason", not one.reason.values))
        return tuple(f"{BREAKS}[{index}].{name}" for name, is_open in names if is_open)

    def _judge_break(self, one: Break, as_of: date) -> Outcome | None:
        """None for a break that cannot matter whatever its reason, since it ended long ago."""

        def ended_recently(ended: date) -> Judged:
            return (REFER, None) if as_of < tenure_date(ended + ONE_DAY, self.months) else _CLEAR

        recent = settle(one.to.values, ended_recently)[0] if one.to.values else NEEDS_EVIDENCE
        if recent == MET:
            return None
        if not one.reason.values:
            return NEEDS_EVIDENCE
        return merge(
            [(MET if reason in self.harmless else recent, None) for reason in one.reason.values]
        )[0]

    def _text(
        self, start: Fact[Any], breaks: _BreaksRead, outcome: Outcome, possible: date | None
    ) -> str:
        began = f"Your continuous service started {spoken_days(start.values)}"
        needed = counted(self.months, "month")
        if outcome == MET:
            return f"{began}, so you have completed {needed} and meet this condition."
        if outcome == NOT_MET and possible is not None:
            return (
                f"{began}, which is less than {needed}. "
                f"You will meet this condition from {spoken(possible)}."
            )
        if outcome == NEEDS_EVIDENCE:
            if breaks.outcome == NEEDS_EVIDENCE:
                return f"{began}. We need to know when and why each break in it happened."
            return f"{began}. We need the exact day to tell whether you have completed {needed}."
        if breaks.outcome == REFER:
            return (
                f"{began}, and a break in the last {needed} may have interrupted it. "
                f"{A_PERSON_DECIDES}"
            )
        return f"{began}: different records lead to different answers. {A_PERSON_DECIDES}"


_NO_BREAKS: Final = _BreaksRead()
