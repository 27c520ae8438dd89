"""An eligibility decision for the case page: the candidate's own words, with source and facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from applicants.eligibility_facts import fact_label
from applicants.models import Application, EligibilityDecision
from applicants.selectors.decision_facts import FactView, day, facts_at
from applicants.wording import RULE_TITLES, SOURCE_TITLES, eligibility_label, outcome_words
from vacancies.models import Vacancy


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule's outcome, in exactly the words that the candidate reads."""

    title: str
    outcome: str
    outcome_label: str
    text: str
    quote: str
    document: str
    possible_from: date | None
    facts: list[FactView]


@dataclass(frozen=True, slots=True)
class DecisionView:
    """The latest decision on an application."""

    result_label: str
    occasion: str
    made_at: datetime
    as_of: date
    ruleset: str
    tier: int | None
    eligible_from: date | None
    rules: list[RuleView]
    missing: list[str]
    unverified: list[str]
    earlier: int


def latest_decision(application: Application) -> DecisionView | None:
    """The newest decision, or None where none was made yet."""
    made = decisions_of(application)
    return made[0] if made else None


def decisions_of(application: Application) -> list[DecisionView]:
    """Every decision on an application, the one in force first. One query."""
    rows = list(EligibilityDecision.objects.filter(application=application))
    return [
        _decision(row, application.vacancy, earlier=len(rows) - 1 - number)
        for number, row in enumerate(rows)
    ]


def _decision(row: EligibilityDecision, vacancy: Vacancy, *, earlier: int) -> DecisionView:
    facts = row.given.get("facts") or {}
    return DecisionView(
        result_label=eligibility_label(row.result),
        occasion=str(row.get_occasion_display()),
        made_at=row.made_at,
        as_of=row.as_of,
        ruleset=row.ruleset,
        tier=row.decided.get("tier"),
        eligible_from=day(row.decided.get("eligible_from")),
        rules=[_rule(rule, facts, vacancy) for rule in row.decided.get("rules", [])],
        missing=[fact_label(path, vacancy) for path in row.decided.get("missing", [])],
        unverified=[fact_label(path, vacancy) for path in row.decided.get("unverified", [])],
        earlier=earlier,
    )


def _rule(rule: Mapping[str, Any], facts: Mapping[str, Any], vacancy: Vacancy) -> RuleView:
    code = str(rule["rule"])
    source = rule.get("source") or {}
    document = str(source.get("document", ""))
    title = RULE_TITLES.get(code) or fact_label(code.replace("criterion.", "answers.", 1), vacancy)
    used = [facts_at(path, facts, vacancy) for path in rule.get("facts_used", [])]
    return RuleView(
        title=title,
        outcome=str(rule["outcome"]),
        outcome_label=outcome_words(code, str(rule["outcome"]))[0],
        text=str(rule.get("text", "")),
        quote=str(source.get("quote", "")),
        document=SOURCE_TITLES.get(document, document),
        possible_from=day(rule.get("possible_from")),
        facts=[fact for found in used for fact in found],
    )
