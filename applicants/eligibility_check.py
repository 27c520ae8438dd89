"""The way through the check: which question comes next, and what the result page says.

Only questions that can still change the answer are asked: the rules themselves say which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import eligibility
from applicants.eligibility_answers import facts_from_answers, fits, statuses_of
from applicants.eligibility_questions import (
    NOT_SURE,
    NOT_SURE_LABEL,
    STATUS,
    CheckQuestion,
    all_questions,
)
from applicants.eligibility_subjects import RouteInGeneral, Subject
from applicants.services.eligibility import case_of
from applicants.wording import RULE_TITLES, SOURCE_TITLES, outcome_words
from recruitment.ui.dates import partial_date
from vacancies.choices import RoleClass, Route

STAFF_ROLES = frozenset({RoleClass.POLICE_STAFF, RoleClass.PCSO, RoleClass.DDO})

# What ends a check before anything is written.
STOPPING = frozenset({"not_eligible", "barred"})
HEADLINES: Mapping[str, tuple[str, str]] = {
    "eligible": ("You can apply", "yes"),
    "eligible_subject_to_evidence": ("You can apply. We check what you told us later.", "yes"),
    "needs_evidence": ("You can apply. We need more from you before we can decide.", "unsure"),
    "refer": ("You can apply. A person will decide whether you are eligible.", "unsure"),
    "not_eligible": ("You cannot apply for this role now", "no"),
    "barred": ("You cannot apply for police staff roles now", "no"),
}


@dataclass(frozen=True, slots=True)
class ReadRule:
    """One rule of a decision as people read it. `anchor`: where it stands on the rules' page."""

    anchor: str
    title: str
    outcome: str
    mark: str
    text: str
    document: str
    quote: str
    possible_from: date | None


@dataclass(frozen=True, slots=True)
class ReadDecision:
    """A decision in words: the same for the candidate and for staff."""

    result: str
    headline: str
    mark: str
    as_of: date
    ruleset: str
    eligible_from: date | None
    rules: Sequence[ReadRule]

    @property
    def may_apply(self) -> bool:
        """False where the check stops before anything is written."""
        return self.result not in STOPPING


def read_decision(decided: Mapping[str, Any], vacancy: Subject) -> ReadDecision:
    """Words for a decision's output (eligibility document, section 5)."""
    headline, mark = HEADLINES[decided["result"]]
    if isinstance(vacancy, RouteInGeneral):
        headline = headline.replace("apply for this role", f"apply for {vacancy.name}")
    return ReadDecision(
        result=decided["result"],
        headline=headline,
        mark=mark,
        as_of=date.fromisoformat(decided["as_of"]),
        ruleset=decided["ruleset"],
        eligible_from=_day(decided["eligible_from"]),
        rules=[
            _read_rule(rule, vacancy)
            for rule in decided["rules"]
            if rule["outcome"] != "not_applicable"
        ],
    )


def _read_rule(rule: Mapping[str, Any], vacancy: Subject) -> ReadRule:
    name = rule["rule"]
    outcome, mark = outcome_words(name, rule["outcome"])
    title = RULE_TITLES.get(name, "")
    if name.startswith("criterion."):
        code = name.removeprefix("criterion.")
        labels = {c["code"]: str(c.get("label") or c["code"]) for c in vacancy.criteria}
        title = labels.get(code, code.replace("_", " "))
    source = rule["source"]
    return ReadRule(
        anchor=anchor_of(name),
        title=title or name,
        outcome=outcome,
        mark=mark,
        text=rule["text"],
        document=SOURCE_TITLES.get(source["document"], source["document"]),
        quote=source["quote"],
        possible_from=_day(rule["possible_from"]),
    )


def anchor_of(rule: str) -> str:
    """Where a rule stands on the rules' page; all criteria of adverts share one place."""
    name = "criterion" if rule.startswith("criterion.") else rule
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-")


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def answer_for_people(question: CheckQuestion, answer: Any) -> str:
    """An answer of the check in words, to be read again beside its question."""
    if answer in (NOT_SURE, [NOT_SURE]):
        return NOT_SURE_LABEL
    if question.kind in {"choice", "choices"}:
        labels = dict(question.choices)
        codes = answer if isinstance(answer, list) else [answer]
        return ", ".join(labels.get(str(code), str(code)) for code in codes)
    if question.kind == "hours":
        hours, minutes = divmod(int(answer), 60)
        return f"{hours} hours" + (f" {minutes} minutes" if minutes else "")
    return partial_date(answer) if question.kind == "date" else f"{answer:g}"


def questions_for(vacancy: Subject) -> list[CheckQuestion]:
    """Every question that this vacancy's check could ask."""
    return all_questions(
        internal=vacancy.route == Route.INTERNAL_STAFF,
        transferee=vacancy.route == Route.TRANSFEREE,
        bar_applies=vacancy.role_class in STAFF_ROLES,
        criteria=vacancy.criteria,
    )


def applies(question: CheckQuestion, answers: Mapping[str, Any]) -> bool:
    """Whether a question makes sense after the answers so far."""
    if question.block and question.block not in statuses_of(answers):
        return False
    if question.only_if is None:
        return True
    code, wanted = question.only_if
    # "Not sure" about a scheme still leaves a date and a compensation that could settle it.
    unsure_matters = question.code in {"left_compensation", "left_on"}
    return answers.get(code) == wanted or (unsure_matters and answers.get(code) == "not_sure")


def next_question(
    vacancy: Subject, answers: Mapping[str, Any], *, on: date
) -> CheckQuestion | None:
    """The first unanswered question that can still change the answer; None when none can."""
    waiting = [
        question
        for question in questions_for(vacancy)
        if question.code not in answers and applies(question, answers)
    ]
    if not waiting or waiting[0] is STATUS:
        return waiting[0] if waiting else None
    facts = facts_from_answers(answers, vacancy.criteria)
    case = case_of(vacancy=vacancy, facts=facts, on=on)
    matter = set(eligibility.questions_that_matter(case))
    return next((q for q in waiting if _matters(q, matter) or _would_change(q, case)), None)


def _matters(question: CheckQuestion, paths: set[str]) -> bool:
    return any(
        path == question.path or path.startswith((f"{question.path}.", f"{question.path}["))
        for path in paths
    )


def _would_change(question: CheckQuestion, case: Mapping[str, Any]) -> bool:
    """Whether an answer that the rules take for "no" unless they are told would change the result.

    A gap in service and a reason for too few hours are never unknown to the rules: unsaid, there
    are none. People must be asked all the same where saying so would help or hinder them.
    """
    told: dict[str, Any] = {
        "special.prevented": True,
        "agency.breaks": [{"from": None, "to": case["as_of"], "reason": "other"}],
    }
    if question.path not in told or question.only_if is not None:
        return False
    block, fact = question.path.split(".")
    facts = case["facts"]
    probed = {**case, "facts": {**facts, block: {**facts[block], fact: told[question.path]}}}
    return bool(_result(probed) != _result(case))


def _result(case: Mapping[str, Any]) -> str:
    return str(eligibility.decide(dict(case)).as_dict()["result"])


def prune(vacancy: Subject, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers without those that no longer apply after an earlier one was changed, or that no
    longer fit the question after the advert was."""
    kept: dict[str, Any] = {}
    for question in questions_for(vacancy):
        given = answers.get(question.code)
        if given is not None and fits(question, given) and applies(question, kept):
            kept[question.code] = given
    return kept


def stops(vacancy: Subject, answers: Mapping[str, Any], *, on: date) -> bool:
    """Whether finished answers lead to a clear no, so that nothing is to be written first."""
    if not answers or next_question(vacancy, answers, on=on) is not None:
        return False
    facts = facts_from_answers(answers, vacancy.criteria)
    return _result(case_of(vacancy=vacancy, facts=facts, on=on)) in STOPPING
