"""An eligibility decision for the case page: the candidate's own words, with source and facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from applicants.models import Application, EligibilityDecision
from applicants.wording import (
    FACT_SOURCES,
    RULE_OUTCOMES,
    RULE_TITLES,
    SOURCE_TITLES,
    eligibility_label,
)

POSITION = re.compile(r"(?:\[(\d+)\]|\.(\d+)(?=\.|$))")


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact that a rule used: what it is, what was stated, and whose word it is."""

    name: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule's outcome. `text` is exactly what the candidate reads."""

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
    rows = list(EligibilityDecision.objects.filter(application=application))
    if not rows:
        return None
    row = rows[0]
    labels = {c["code"]: c.get("label", "") for c in application.vacancy.criteria}
    facts = row.given.get("facts") or {}
    return DecisionView(
        result_label=eligibility_label(row.result),
        occasion=str(row.get_occasion_display()),
        made_at=row.made_at,
        as_of=row.as_of,
        ruleset=row.ruleset,
        tier=row.decided.get("tier"),
        eligible_from=_date(row.decided.get("eligible_from")),
        rules=[_rule(rule, facts, labels) for rule in row.decided.get("rules", [])],
        missing=[_fact_name(path, labels) for path in row.decided.get("missing", [])],
        unverified=[_fact_name(path, labels) for path in row.decided.get("unverified", [])],
        earlier=len(rows) - 1,
    )


def _rule(rule: Mapping[str, Any], facts: Mapping[str, Any], labels: Mapping[str, str]) -> RuleView:
    code = str(rule["rule"])
    source = rule.get("source") or {}
    document = str(source.get("document", ""))
    title = RULE_TITLES.get(code) or labels.get(code.removeprefix("criterion.")) or _humanise(code)
    used = [_fact(path, facts, labels) for path in rule.get("facts_used", [])]
    return RuleView(
        title=title,
        outcome=str(rule["outcome"]),
        outcome_label=RULE_OUTCOMES.get(str(rule["outcome"]), str(rule["outcome"])),
        text=str(rule.get("text", "")),
        quote=str(source.get("quote", "")),
        document=SOURCE_TITLES.get(document, document),
        possible_from=_date(rule.get("possible_from")),
        facts=[fact for found in used for fact in found],
    )


def _fact(path: str, facts: Mapping[str, Any], labels: Mapping[str, str]) -> list[FactView]:
    """A fact once for each source that states it."""
    name = _fact_name(path, labels)
    stated = _look_up(path, facts)
    return [
        FactView(name=name, value=_readable(value), source=FACT_SOURCES.get(source, source))
        for value, source in _with_sources(stated)
    ]


def _look_up(path: str, facts: Mapping[str, Any]) -> Any:
    """The value at a path such as `previous_met_service[0].left_on`; None where nothing stands."""
    found: Any = facts
    for part in path.replace("[", ".").replace("]", "").split("."):
        found = _unwrap(found)
        if isinstance(found, Mapping):
            found = found.get(part)
        elif isinstance(found, list) and part.isdigit() and int(part) < len(found):
            found = found[int(part)]
        else:
            return None
    return found


def _unwrap(value: Any) -> Any:
    return value["value"] if _is_sourced(value) else value


def _is_sourced(value: Any) -> bool:
    return isinstance(value, Mapping) and "value" in value


def _with_sources(stated: Any) -> list[tuple[Any, str]]:
    if _is_sourced(stated):
        return [(stated["value"], stated.get("source", "declared"))]
    if isinstance(stated, list) and stated and all(_is_sourced(one) for one in stated):
        return [(one["value"], one.get("source", "declared")) for one in stated]
    return [(stated, "declared")]


def _fact_name(path: str, labels: Mapping[str, str]) -> str:
    head, _, rest = path.partition(".")
    if head == "answers":
        return labels.get(rest) or _humanise(rest)
    return _humanise(path)


def _humanise(path: str) -> str:
    """ "agency.breaks[0].to" as "Agency, breaks (no. 1), to"."""
    counted = POSITION.sub(lambda found: f" (no. {int(found[1]) + 1})", path)
    text = counted.replace(".", ", ").replace("no, ", "no. ").replace("_", " ")
    return text[:1].upper() + text[1:]


def _readable(value: Any) -> str:
    if value is None:
        return "Not known"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Mapping):
        parts = [f"{_humanise(key)}: {_readable(_unwrap(one))}" for key, one in value.items()]
        return "; ".join(parts)
    if isinstance(value, list):
        return " / ".join(_readable(_unwrap(one)) for one in value) or "None"
    day = _date(value)
    if day is not None:
        return f"{day:%-d %B %Y}"
    return _humanise(value) if isinstance(value, str) and value.islower() else str(value)


def _date(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None
