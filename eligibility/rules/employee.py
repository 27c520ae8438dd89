"""internal.employee: an existing employee who has completed probation."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from ..case_model import NOT_CONFIRMED, Employment
from ..dates import spoken
from ..decisions import RuleResult, Source
from ..operators import Judged
from ..outcomes import MET, NEEDS_EVIDENCE, NOT_MET
from .base import A_PERSON_DECIDES, Rule, declared_only, settle, spoken_days

PATH: Final = "employment.probation_confirmed_on"


class EmployeeRule(Rule):
    """Met from the day probation was confirmed; length of service is never used.

    Officers count: the document goes on to say that they may apply, and no other condition
    could fit them.
    """

    ID = "internal.employee"
    TITLE = "Existing employee who has completed probation"
    READING = (
        "For a person employed by the Met now, police officers included. Met if probation "
        "was confirmed on or before the day of applying; a later day makes it possible "
        "from that day; not confirmed is not met; unknown needs evidence. Length of "
        "service is never used."
    )
    SOURCE = Source(
        "internal-vacancies",
        "Be an existing employee of the Met who has completed their probationary period",
    )

    def apply(self, employment: Employment, as_of: date) -> RuleResult:
        fact = employment.probation_confirmed_on
        values = fact.values
        if not values:
            text = "We do not know whether your probation has been confirmed, and on which day."
            return RuleResult(self.ID, self.frame, NEEDS_EVIDENCE, text, (), (), (PATH,))
        outcome, possible = settle(values, lambda value: judge_probation(value, as_of))
        return RuleResult(
            self.ID,
            self.frame,
            outcome,
            probation_text(values, outcome, possible, "You will meet this condition"),
            (PATH,),
            declared_only(fact, PATH),
            (PATH,) if outcome == NEEDS_EVIDENCE else (),
            possible,
        )


def judge_probation(value: date | str, as_of: date) -> Judged:
    """Met if confirmed on or before `as_of`; a later day makes it possible from then."""
    if isinstance(value, str):
        return NOT_MET, None
    return (MET, None) if value <= as_of else (NOT_MET, value)


def probation_text(
    values: tuple[Any, ...], outcome: str, possible: date | None, promise: str
) -> str:
    """The sentence on probation, for staff and for officers of another force."""
    if outcome == MET:
        return f"Your probation was confirmed {spoken_days(values)}, so you meet this condition."
    dates = [value for value in values if value != NOT_CONFIRMED]
    if outcome == NOT_MET:
        if possible is None:
            return f"Your probation has not been confirmed. {promise} from the day it is confirmed."
        return (
            f"Your probation is to be confirmed {spoken_days(dates)}. "
            f"{promise} from {spoken(possible)}."
        )
    if outcome == NEEDS_EVIDENCE:
        return (
            f"Your probation was confirmed {spoken_days(dates)}. "
            "We need the exact day to decide this condition."
        )
    stated = (
        spoken_days(dates) if len(dates) == len(values) else f"{spoken_days(dates)}, or not yet"
    )
    return (
        f"Different dates are recorded for the confirmation of your probation ({stated}), "
        f"and they lead to different answers. {A_PERSON_DECIDES}"
    )
