"""The facts of a stored decision in words: what was stated, and whose word it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from applicants.eligibility_facts import fact_kind, fact_label
from applicants.models import EligibilityDecision
from applicants.wording import FACT_SOURCES, OWN_WORD
from recruitment.ui.dates import partial_date
from vacancies.models import Vacancy


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact that a rule used: what it is, what was stated, and whose word it is."""

    name: str
    value: str
    source: str


def facts_in_words(decision: EligibilityDecision, rules: Iterable[Mapping[str, Any]]) -> list[str]:
    """The facts that these rules used, for the candidate: "Left the Met on: … (your own word)"."""
    facts = decision.given.get("facts") or {}
    vacancy = decision.application.vacancy
    paths = dict.fromkeys(path for rule in rules for path in rule.get("facts_used", []))
    views = [view for path in paths for view in facts_at(path, facts, vacancy)]
    return [
        f"{view.name}: {view.value} ({view.source.replace(FACT_SOURCES['declared'], OWN_WORD)})"
        for view in views
    ]


def facts_at(path: str, facts: Mapping[str, Any], vacancy: Vacancy) -> list[FactView]:
    """A fact once for each source that states it."""
    kind = fact_kind(path, vacancy)
    choices = dict(kind.choices) if kind else {}
    name, hours = fact_label(path, vacancy), bool(kind and kind.kind == "hours")
    return [
        FactView(
            name=name,
            value=choices.get(str(value)) or readable(value, hours=hours),
            source=FACT_SOURCES.get(source, source),
        )
        for value, source in _with_sources(value_at(path, facts))
    ]


def value_at(path: str, facts: Mapping[str, Any]) -> Any:
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


def readable(value: Any, *, hours: bool = False) -> str:
    """A value in words; `hours` says that a number is minutes."""
    if value is None:
        return "Not known"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Mapping):
        parts = [f"{_plain(key)}: {readable(_unwrap(one))}" for key, one in value.items()]
        return "; ".join(parts)
    if isinstance(value, list):
        return " / ".join(readable(_unwrap(one)) for one in value) or "None"
    if hours and isinstance(value, int):
        whole, minutes = divmod(value, 60)
        return f"{whole} hours" + (f" {minutes} minutes" if minutes else "")
    return _text(value)


def _text(value: Any) -> str:
    try:
        return partial_date(value) if isinstance(value, str) and "-" in value else _plain(value)
    except (ValueError, IndexError):
        return str(value)


def _plain(value: Any) -> str:
    if not (isinstance(value, str) and value.islower()):
        return str(value)
    return value.replace("_", " ").capitalize()


def day(value: Any) -> date | None:
    """An ISO date as a date; None for anything else."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None
