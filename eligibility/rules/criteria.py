"""criterion.<code>: the specific eligibility criteria of the advert."""

from __future__ import annotations

from datetime import date
from typing import Final

from ..case_model import Criterion, Vacancy
from ..dates import spoken
from ..decisions import Frame, RuleResult, Source
from ..operators import spoken_value
from ..outcomes import MET, NEEDS_EVIDENCE, NOT_MET, REFER, Outcome
from .base import A_PERSON_DECIDES, settle

_INTERNAL: Final = Source(
    "internal-vacancies",
    "You meet all specific eligibility criteria as referenced in the job advert.",
)
_CONSTABLE: Final = Source(
    "new-police-constable",
    "Find out if you've got what it takes to become a Police Constable with the Met.",
)
SOURCES: Final[dict[str, Source]] = {
    "internal_staff": _INTERNAL,
    # No document speaks of the criteria of external and temporary adverts; these are the words
    # that carry the same rule for the same kind of role.
    "external_staff": _INTERNAL,
    "temporary": _INTERNAL,
    "transferee": Source(
        "transferring-officers", "As part of this we'll check you meet our eligibility criteria"
    ),
    "new_constable": _CONSTABLE,
    "special_constable": _CONSTABLE,
}


class CriteriaRule:
    """Each criterion of the advert, by its operator; free text is always judged by a person."""

    ID = "criterion.<code>"
    TITLE = "Every specific eligibility criterion of the advert"
    READING = (
        "Each criterion of the advert, by its operator, for the day of applying or, where "
        "the advert says so, its closing date. Free text is read by a person, unless the "
        "candidate's own answer is no. No answer needs evidence."
    )
    SOURCE = _INTERNAL
    OTHER_SOURCES = tuple(dict.fromkeys(s for s in SOURCES.values() if s is not _INTERNAL))

    def __init__(self) -> None:
        self.frames = {route: Frame({}, source) for route, source in SOURCES.items()}

    def apply(self, vacancy: Vacancy, as_of: date) -> list[RuleResult]:
        frame = self.frames[vacancy.route]
        return [_decide(one, vacancy, as_of, frame) for one in vacancy.criteria]


def _decide(criterion: Criterion, vacancy: Vacancy, as_of: date, frame: Frame) -> RuleResult:
    reference = as_of
    if criterion.at_closing and vacancy.closes_on is not None:
        reference = vacancy.closes_on
    operator, value, code = criterion.operator, criterion.value, criterion.code
    rule, path = f"criterion.{code}", f"answers.{code}"
    answer = criterion.answer
    wants = operator.wants(value, reference)
    if not answer.values:
        name = code.replace("_", " ")
        text = f"We do not have your answer about {name}. The advert asks for {wants}."
        return RuleResult(rule, frame, NEEDS_EVIDENCE, text, (), (), (path,))
    judge = operator.judge
    outcome, possible = settle(answer.values, lambda stated: judge(stated, value, reference))
    if criterion.at_closing:
        # Time alone does not move the closing date.
        possible = None
    return RuleResult(
        rule,
        frame,
        outcome,
        _text(criterion, wants, outcome, possible),
        (path,),
        () if answer.verified else (path,),
        (path,) if outcome == NEEDS_EVIDENCE else (),
        possible,
    )


def _text(criterion: Criterion, wants: str, outcome: Outcome, possible: date | None) -> str:
    answers = criterion.answer.values
    if outcome == REFER and criterion.operator.name == "judged":
        return (
            f"The advert asks for {wants}. A person will look at your answer before anything is "
            "decided."
        )
    given = " or ".join([spoken_value(answer) for answer in answers])
    name = criterion.code.replace("_", " ")
    told = f"Your answer about {name} is {given}, and the advert asks for {wants}"
    if outcome == MET:
        return f"{told}, so you meet this condition."
    if outcome == NOT_MET:
        if possible is not None:
            return f"{told}. You will meet this condition from {spoken(possible)}."
        return (
            f"{told}. You will meet this condition when your answer changes to that; if it is "
            "wrong, correct it or ask us to check."
        )
    if outcome == NEEDS_EVIDENCE:
        return f"{told}. We need the exact day to decide this condition."
    return f"{told}. The records differ. {A_PERSON_DECIDES}"
