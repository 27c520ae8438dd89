"""How the answers of "Am I eligible?" become facts, all of them on the person's own word.

"Not sure" becomes an unknown fact, and so does an answer that does not fit its question any more,
since an advert may change after it was answered: neither is ever a no.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from applicants.eligibility_questions import (
    EMPLOYMENT_KINDS,
    NONE_OF_THESE,
    NOT_SURE,
    TRANSFEREE_QUESTIONS,
    YES_NO,
    CheckQuestion,
    criterion_question,
    values_of,
)
from eligibility.dates import read_day
from eligibility.errors import FactError
from eligibility.facts import MAX_NUMBER

BLOCKS = ("employment", "agency", "special", "volunteer")


def fits(question: CheckQuestion, answer: Any) -> bool:
    """Whether an answer is one that the question can have as it is asked now."""
    if answer == NOT_SURE:
        return True
    known = dict(question.choices)
    if question.kind == "choices":
        listed = isinstance(answer, list) and bool(answer)
        return listed and (answer == [NOT_SURE] or all(one in known for one in answer))
    if question.kind == "choice":
        return isinstance(answer, str) and answer in known
    if question.kind == "date":
        return _is_day(answer)
    number = isinstance(answer, int | float) and not isinstance(answer, bool)
    return number and abs(answer) <= MAX_NUMBER


def _is_day(answer: Any) -> bool:
    try:
        read_day(answer)
    except FactError:
        return False
    return True


def statuses_of(answers: Mapping[str, Any]) -> set[str]:
    """The blocks of facts that a person's statuses open: employment, agency, special, volunteer.

    None for somebody who is not sure: there is nothing to ask about, and nothing is ruled out.
    """
    named = set(answers.get("status") or ())
    blocks = named & {"agency", "special", "volunteer"}
    return blocks | ({"employment"} if named & set(EMPLOYMENT_KINDS) else set())


def _known(answers: Mapping[str, Any], code: str) -> Any:
    value = answers.get(code)
    return None if value in (NOT_SURE, "", None) else value


def _flag(answers: Mapping[str, Any], code: str) -> bool | None:
    return {"yes": True, "no": False}.get(str(answers.get(code)))


def facts_from_answers(
    answers: Mapping[str, Any], criteria: Sequence[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """The `facts` of the eligibility input, all of them declared, from the check's answers."""
    facts: dict[str, Any] = {}
    blocks = statuses_of(answers)
    if answers.get("status") == [NOT_SURE]:
        # Which of them the person has is unknown, and an empty block says just that.
        facts |= {block: {} for block in BLOCKS}
    if "employment" in blocks:
        facts["employment"] = _employment(answers)
    if "agency" in blocks:
        facts["agency"] = _agency(answers)
    if "special" in blocks:
        facts["special"] = {
            "duty_minutes": _known(answers, "special_hours"),
            "prevented": _flag(answers, "special_prevented"),
        }
    if "volunteer" in blocks:
        facts["volunteer"] = {
            "started_on": _known(answers, "volunteer_start"),
            "minutes_last_12_months": _known(answers, "volunteer_hours"),
            "with_cadets": _flag(answers, "volunteer_cadets"),
        }
    if any(question.code in answers for question in TRANSFEREE_QUESTIONS):
        facts["transfer"] = _transfer(answers)
    facts["previous_met_service"] = _previous_service(answers)
    facts["answers"] = {
        criterion["code"]: _criterion_answer(answers, criterion) for criterion in criteria
    }
    return facts


def _employment(answers: Mapping[str, Any]) -> dict[str, Any]:
    # Several kinds at once cannot be; the first in our order is taken and checked after an offer.
    kind = next(k for k in EMPLOYMENT_KINDS if k in answers["status"])
    confirmed = _flag(answers, "probation")
    on = "not_confirmed" if confirmed is False else _known(answers, "probation_date")
    return {"kind": kind, "probation_confirmed_on": on}


def _agency(answers: Mapping[str, Any]) -> dict[str, Any]:
    agency: dict[str, Any] = {"service_started_on": _known(answers, "agency_start")}
    gap = _flag(answers, "agency_break")
    end = _known(answers, "agency_break_end")
    if gap is False:
        agency["breaks"] = []
    elif gap is True:
        agency["breaks"] = [{"from": None, "to": end, "reason": "other"}]
    return agency


def _transfer(answers: Mapping[str, Any]) -> dict[str, Any]:
    confirmed = _flag(answers, "transfer_probation")
    on = "not_confirmed" if confirmed is False else _known(answers, "transfer_probation_date")
    return {
        "serving": _flag(answers, "transfer_serving"),
        "force_kind": _known(answers, "transfer_force"),
        "rank": _known(answers, "transfer_rank"),
        "probation_confirmed_on": on,
        "probation_with_current_force": _flag(answers, "transfer_current_force"),
        "meets_day_to_day_requirements": _flag(answers, "transfer_requirements"),
    }


def _previous_service(answers: Mapping[str, Any]) -> Any:
    left = _flag(answers, "left_before")
    if left is None:
        return None
    if not left:
        return "none"
    return [
        {
            "left_on": _known(answers, "left_on"),
            "early_departure_scheme": _flag(answers, "left_scheme"),
            "compensation": _flag(answers, "left_compensation"),
        }
    ]


def _criterion_answer(answers: Mapping[str, Any], criterion: Mapping[str, Any]) -> Any:
    question = criterion_question(criterion)
    value = _known(answers, question.code)
    if value is None or not fits(question, value):
        return None
    if question.choices == YES_NO:
        # "No" is an answer; "yes" is a claim, and to free text never a pass by itself.
        return value == "yes"
    if question.kind == "choice" and value != NONE_OF_THESE:
        return next(one for one in values_of(criterion) if str(one) == value)
    return value
