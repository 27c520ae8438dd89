"""bar.early_departure: five years without police staff roles after a paid early departure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Any, Final

from ..case_model import Case, Service
from ..dates import ONE_DAY, Span, anniversary, last_of, spoken
from ..decisions import RuleResult, Source
from ..facts import Fact
from ..operators import Judged
from ..outcomes import MET, NEEDS_EVIDENCE, NOT_MET, REFER, Outcome, all_of
from .base import (
    A_PERSON_DECIDES,
    Figures,
    Rule,
    counted,
    latest,
    merge,
    settle,
    spoken_days,
)

PATH: Final = "previous_met_service"
_NONE_TEXT: Final = (
    "You have no earlier service with the Met, so the rule on early departure schemes does not "
    "stop you."
)
_UNSTATED: Final = (None,)
_UNKNOWN_TEXT: Final = (
    "We do not know whether you worked for the Met before. Tell us, so that we can check the rule "
    "on early departure schemes."
)


class _Period:
    """One period of service as judged on the day: outcome, sentence and facts."""

    __slots__ = ("declared", "missing", "outcome", "possible", "text", "used")

    def __init__(self, outcome: Outcome, possible: date | None) -> None:
        self.outcome = outcome
        self.possible = possible
        self.text = ""
        self.used: tuple[str, ...] = ()
        self.declared: tuple[str, ...] = ()
        self.missing: tuple[str, ...] = ()


class EarlyDepartureRule(Rule):
    """The only rule that may reject by itself after submission, so an unknown never bars.

    `met` means that the bar does not stop the person, `not_met` that it does. The day of leaving
    is not counted, so the last barred day is the anniversary; the anniversary itself goes to a
    person, because an automatic rejection must not rest on a doubt of one day.
    """

    ID = "bar.early_departure"
    TITLE = "Not within five years of leaving under an early departure scheme with compensation"
    READING = (
        "For police staff roles, whatever the route; in each period of service. No scheme "
        "or no compensation: clear. After the anniversary: clear, whatever else is "
        "unknown. A departure still to come, or the anniversary itself: to a person. "
        "Something unknown: needs evidence. Otherwise barred until the day after the "
        "latest anniversary. The worst period decides. This alone may reject "
        "automatically, so an unknown never bars."
    )
    SOURCE = Source(
        "temporary-and-interim",
        "Please note that individuals with previous Met service who left the Met as a result of a "
        "corporate Early Departure Scheme where compensation was awarded, such as redundancy, are "
        "not eligible to submit an application to re-join the Met in any police staff role for a "
        "period of five years from their date of leaving the organisation. Any applications "
        "received that do not comply with this will be automatically rejected.",
    )
    PARAMETERS = (
        "bar.early_departure.role_classes",
        "bar.early_departure.years",
        "bar.early_departure.on_the_anniversary",
    )

    def __init__(self, figures: Figures) -> None:
        super().__init__(figures)
        self.role_classes = frozenset(figures["bar.early_departure.role_classes"])
        self.years: int = figures["bar.early_departure.years"]
        self.on_anniversary: Outcome = figures["bar.early_departure.on_the_anniversary"]
        self.length = counted(self.years, "year")

    def apply(self, case: Case) -> RuleResult | None:
        """None where the role is not a police staff role."""
        if case.vacancy.role_class not in self.role_classes:
            return None
        fact = case.facts.previous_met_service
        if not fact.values:
            return RuleResult(self.ID, self.frame, NEEDS_EVIDENCE, _UNKNOWN_TEXT, (), (), (PATH,))
        if fact.values == ((),):
            declared = () if fact.verified else (PATH,)
            return RuleResult(self.ID, self.frame, MET, _NONE_TEXT, (PATH,), declared)
        return self._judge_lists(fact, case.as_of)

    def _judge_lists(self, fact: Fact[tuple[Service, ...]], as_of: date) -> RuleResult:
        periods: list[_Period] = []
        judged: list[Judged] = []
        for services in fact.values:
            own = [self._judge_period(each, number, as_of) for number, each in enumerate(services)]
            outcome = all_of([period.outcome for period in own])
            possible = self._free_from(services, own) if outcome == NOT_MET else None
            judged.append((outcome, possible))
            periods += own
        outcome, possible = merge(judged)
        # Only the periods that decide are named: those that bar, or else all of them.
        resting = periods
        if outcome == NOT_MET:
            resting = [period for period in periods if period.outcome == NOT_MET]
        used = _united([period.used for period in resting])
        declared = _united([period.declared for period in resting])
        if not all(fact.values):
            used, declared = (PATH, *used), declared if fact.verified else (PATH, *declared)
        missing = () if outcome == NOT_MET else _united([period.missing for period in periods])
        text = self._text(periods, outcome, possible)
        return RuleResult(self.ID, self.frame, outcome, text, used, declared, missing, possible)

    def _judge(
        self, day: date, scheme: bool | None, compensation: bool | None, left: date | None
    ) -> Judged:
        """One period with every fact either known or None, on one day."""
        if scheme is False or compensation is False:
            return MET, None
        if left is None:
            return NEEDS_EVIDENCE, None
        last_barred = anniversary(left, self.years)
        if day > last_barred:
            return MET, None
        if left > day:
            return REFER, None
        if scheme is None or compensation is None:
            return NEEDS_EVIDENCE, None
        if day == last_barred and self.on_anniversary != NOT_MET:
            return self.on_anniversary, None
        return NOT_MET, last_barred if self.on_anniversary == MET else last_barred + ONE_DAY

    def _judge_service(self, service: Service, day: date) -> Judged:
        """Every combination of the stated values, decided once for each."""
        lefts: tuple[Any, ...] = service.left_on.values or _UNSTATED
        schemes: tuple[bool | None, ...] = service.early_departure_scheme.values or _UNSTATED
        payments: tuple[bool | None, ...] = service.compensation.values or _UNSTATED
        if len(lefts) == len(schemes) == len(payments) == 1 and type(lefts[0]) is not Span:
            return self._judge(day, schemes[0], payments[0], lefts[0])
        return merge(
            [
                settle(lefts, partial(self._judge, day, scheme, compensation))
                for scheme in schemes
                for compensation in payments
            ]
        )

    def _judge_period(self, service: Service, index: int, as_of: date) -> _Period:
        period = _Period(*self._judge_service(service, as_of))
        facts = _named_facts(service, index)
        used = facts
        if period.outcome == MET:
            used = self._ground(service, facts, as_of)
        else:
            period.missing = tuple([path for path, fact in facts if not fact.values])
            vague = any(isinstance(day, Span) for day in service.left_on.values)
            if vague and period.outcome == NEEDS_EVIDENCE:
                period.missing = (facts[0][0], *period.missing)
        period.used = tuple([path for path, fact in used if fact.values])
        period.declared = tuple([path for path, fact in used if fact.values and not fact.verified])
        period.text = self._period_text(service, period, used, as_of)
        return period

    def _ground(self, service: Service, facts: _NamedFacts, as_of: date) -> _NamedFacts:
        """The facts that clear a period: the ground with the fewest declared ones.

        Where only the passing of time clears a departure under a scheme with compensation, those
        two facts count as used beside the date, as case 13 of the specification has it.
        """
        left, scheme, compensation = facts
        grounds: list[_NamedFacts] = []
        if scheme[1].values == (False,):
            grounds.append((scheme,))
        if compensation[1].values == (False,):
            grounds.append((compensation,))
        if service.left_on.values:
            passed = settle(service.left_on.values, partial(self._judge, as_of, True, True))
            if passed[0] == MET:
                grounds.append((left, *[one for one in facts[1:] if True in one[1].values]))
        if not grounds:
            return facts
        return min(grounds, key=lambda ground: sum(not fact.verified for _, fact in ground))

    def _free_from(self, services: tuple[Service, ...], periods: list[_Period]) -> date | None:
        """The first day on which no period bars any more, a later departure included."""
        day = latest(p.possible for p in periods if p.outcome == NOT_MET)
        while day is not None and len(services) > 1:
            barring = [
                possible
                for outcome, possible in [self._judge_service(each, day) for each in services]
                if outcome == NOT_MET
            ]
            if not barring:
                break
            day = latest(barring)
        return day

    def _text(self, periods: list[_Period], outcome: Outcome, possible: date | None) -> str:
        if outcome == NOT_MET and possible is not None:
            sentences = _united([(p.text,) for p in periods if p.outcome == NOT_MET])
            return (
                f"{' '.join(sentences)} People in that position cannot apply for police staff "
                f"roles for {self.length} from their date of leaving. You can apply from "
                f"{spoken(possible)}."
            )
        sentences = _united([(p.text,) for p in periods if p.outcome == outcome])
        if not sentences:
            # No single period gives the outcome: the lists of different sources do.
            sentences = ("Different records of your earlier service lead to different answers.",)
        if outcome == MET:
            return f"{' '.join(sentences)} The rule on early departure schemes does not stop you."
        if outcome == REFER:
            return f"{' '.join(sentences)} {A_PERSON_DECIDES}"
        return " ".join(sentences)

    def _period_text(
        self, service: Service, period: _Period, used: _NamedFacts, as_of: date
    ) -> str:
        left = service.left_on.values
        when = f"You left the Met {spoken_days(left)}" if left else "You left the Met"
        scheme = "under an early departure scheme with compensation"
        if period.outcome == MET:
            if any(path.endswith(".left_on") for path in period.used):
                ended = max(anniversary(last_of(day), self.years) for day in left)
                return f"{when}, and the {self.length} after that ended on {spoken(ended)}."
            return f"{when}, but not {scheme}."
        if period.outcome == NOT_MET:
            return f"{when} {scheme}."
        if period.outcome == NEEDS_EVIDENCE:
            return f"{when}. We need to know {_asked(period.missing)}."
        if any(len(fact.values) > 1 for _, fact in used):
            return f"{when}: the records of how you left differ and lead to different answers."
        if any(last_of(day) <= as_of for day in left):
            return f"{when} {scheme}, and the {self.length} after that end on this very day."
        return f"{when.replace('You left', 'You are to leave')}, which is still to come."


_NamedFacts = tuple[tuple[str, Fact[Any]], ...]
_ASKED: Final = {
    "left_on": "the exact day on which you left",
    "early_departure_scheme": "whether you left under an early departure scheme",
    "compensation": "whether you were awarded compensation",
}


def _named_facts(service: Service, index: int) -> _NamedFacts:
    left, scheme, compensation = _paths(index)
    return (
        (left, service.left_on),
        (scheme, service.early_departure_scheme),
        (compensation, service.compensation),
    )


@lru_cache(maxsize=64)
def _paths(index: int) -> tuple[str, str, str]:
    prefix = f"{PATH}[{index}]."
    return prefix + "left_on", prefix + "early_departure_scheme", prefix + "compensation"


def _asked(missing: tuple[str, ...]) -> str:
    asked = [_ASKED[path.rpartition(".")[2]] for path in missing]
    *others, last = asked
    return f"{', '.join(others)} and {last}" if others else last


def _united(groups: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """All names of the groups, each once, in their order."""
    if len(groups) == 1:
        return groups[0]
    return tuple(dict.fromkeys([name for group in groups for name in group]))
