"""The rules of eligibility as people read them: every rule, figure, date, source and reason.

All of it comes from the catalogue of the rules themselves, so that what is published is what
decides. Here are only the words for its codes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import eligibility
from applicants.eligibility_check import HEADLINES, anchor_of
from applicants.wording import RULE_OUTCOMES, SOURCE_TITLES
from vacancies.choices import RoleClass, Route
from vacancies.fitness import DOCUMENTS as FITNESS_DOCUMENTS

# One letter of a formula's words to the rule it stands for (eligibility document, section 4).
FORMULA_RULES: Mapping[str, str] = {
    "employee": "internal.employee",
    "agency": "internal.agency",
    "special": "internal.special",
    "volunteer": "internal.volunteer",
    "bar": "bar.early_departure",
    "transferee": "transferee",
    "every criterion": "criterion.<code>",
}
CODES: Mapping[str, str] = {
    **{str(value): label for value, label in RoleClass.choices},
    **{str(value): label for value, label in Route.choices},
    **{code: label for code, (label, _mark) in RULE_OUTCOMES.items()},
    "agency": "Agency worker",
    "special": "Special constable",
    "volunteer": "Volunteer",
    "leave": "Leave",
    "sickness": "Sickness",
    "family_leave": "Family leave",
    "jury_service": "Jury service",
    "other": "Another reason",
}
OUTCOME_MEANINGS: Mapping[str, str] = {
    "met": "The facts meet the condition.",
    "not_met": "The facts do not meet the condition. Where time alone will change that, the "
    "decision gives the date.",
    "needs_evidence": "Something that is not known yet could change the outcome. We ask for it. "
    "An unknown never counts against anybody.",
    "refer": "The facts are known, but a person must judge them.",
}
RESULT_MEANINGS: Mapping[str, str] = {
    "barred": "The five-year rule is not met. This alone may reject an application without a "
    "person, and a person looks at it again if you ask.",
    "not_eligible": "A condition is not met. We say so before you apply, with what you can do "
    "instead. It never rejects an application by itself.",
    "refer": "We accept the application, and a person judges.",
    "needs_evidence": "We accept the application and ask you for what is missing.",
    "eligible_subject_to_evidence": "All conditions are met, on at least one fact that only you "
    "have stated. We check it later.",
    "eligible": "All conditions are met, on facts that are confirmed.",
}
# In running text, for the codes that a rule's own description uses.
IN_TEXT = (("not_met", "not met"), ("needs_evidence", "evidence needed"))


@dataclass(frozen=True, slots=True)
class Quotation:
    """A document by the name people know it under, and its words."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class ReadValue:
    """One dated value of a figure. `valid_from` is None where it holds from the beginning."""

    value: str
    valid_from: date | None
    valid_to: date | None
    state: str
    source: Quotation
    reason: str
    decided_on: date
    decided_by: str


@dataclass(frozen=True, slots=True)
class ReadParameter:
    """A figure or choice of the rules, with its values from the newest to the oldest."""

    anchor: str
    label: str
    values: Sequence[ReadValue]


@dataclass(frozen=True, slots=True)
class CatalogueRule:
    """One rule: how it is read, where it comes from, and its figures."""

    anchor: str
    title: str
    reading: str
    sources: Sequence[Quotation]
    parameters: Sequence[ReadParameter]


@dataclass(frozen=True, slots=True)
class ReadFormula:
    """What a route asks for: every part; of a part with several rules, any one of them."""

    route: str
    parts: Sequence[Sequence[CatalogueRule]]


@dataclass(frozen=True, slots=True)
class ReadVersion:
    """A version of all rules together, and the days of applying that it covers."""

    name: date
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word that decisions use, and what it means."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything on the page."""

    rules: Sequence[CatalogueRule]
    general: Sequence[ReadParameter]
    fitness: Sequence[ReadParameter]
    formulas: Sequence[ReadFormula]
    outcomes: Sequence[Meaning]
    results: Sequence[Meaning]
    versions: Sequence[ReadVersion]


def read_catalogue(on: date, data: Mapping[str, Any] | None = None) -> Catalogue:
    """The rules in words, with what is in force on `on` marked. `data` is by default the rules'."""
    data = eligibility.rules_catalogue() if data is None else data
    first_day = data["rulesets"][0]["valid_from"]
    rules = {
        rule["rule"]: CatalogueRule(
            anchor=anchor_of(rule["rule"]),
            title=rule["title"],
            reading=_in_words(rule["reading"]),
            sources=[_quotation(source) for source in (rule["source"], *rule["other_sources"])],
            parameters=[_parameter(each, on, first_day) for each in rule["parameters"]],
        )
        for rule in data["rules"]
    }
    return Catalogue(
        rules=list(rules.values()),
        general=[_parameter(each, on, first_day) for each in data["parameters"]],
        fitness=[_parameter(each, on, first_day) for each in data["fitness"]],
        formulas=[_formula(each, rules) for each in data["formulas"]],
        outcomes=[Meaning(RULE_OUTCOMES[code][0], text) for code, text in OUTCOME_MEANINGS.items()],
        results=[
            Meaning(HEADLINES[each["result"]][0], RESULT_MEANINGS[each["result"]])
            for each in data["results"]
        ],
        versions=[
            ReadVersion(
                date.fromisoformat(each["ruleset"]),
                _from(each["valid_from"], first_day),
                _day(each["valid_to"]),
            )
            for each in reversed(data["rulesets"])
        ],
    )


def _quotation(source: Mapping[str, str]) -> Quotation:
    document = source["document"]
    name = SOURCE_TITLES.get(document) or FITNESS_DOCUMENTS.get(document, document)
    return Quotation(name, source["quote"])


def _formula(data: Mapping[str, str], rules: Mapping[str, CatalogueRule]) -> ReadFormula:
    parts = [
        [rules[FORMULA_RULES[word]] for word in part.strip("()").split(" OR ")]
        for part in data["formula"].split(" AND ")
    ]
    return ReadFormula(route=CODES[data["route"]], parts=parts)


def _parameter(data: Mapping[str, Any], on: date, first_day: str) -> ReadParameter:
    return ReadParameter(
        anchor=anchor_of(data["name"]),
        label=data["label"],
        values=[_value(one, data["unit"], on, first_day) for one in reversed(data["values"])],
    )


def _value(data: Mapping[str, Any], unit: str | None, on: date, first_day: str) -> ReadValue:
    begins, ends = date.fromisoformat(data["valid_from"]), _day(data["valid_to"])
    state = "In force"
    if begins > on:
        state = "Not yet in force"
    elif ends is not None and ends < on:
        state = "No longer in force"
    return ReadValue(
        value=value_in_words(data["value"], unit),
        valid_from=_from(data["valid_from"], first_day),
        valid_to=ends,
        state=state,
        source=_quotation(data),
        reason=_in_words(data["reason"]),
        decided_on=date.fromisoformat(data["decided_on"]),
        decided_by=data["decided_by"],
    )


def value_in_words(value: Any, unit: str | None) -> str:
    """A figure with its unit, yes or no, or what a code stands for; lists in their order."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int):
        return _figure(value, unit or "")
    if isinstance(value, list) and all(isinstance(part, int) for part in value):
        return ":".join(map(str, value))
    if isinstance(value, list):
        words = ", ".join(_lower(_code(word)) for word in value)
        return words[:1].upper() + words[1:]
    return _code(value)


def _figure(number: int, unit: str) -> str:
    shown = f"{number:,} {unit[:-1] if number == 1 and unit.endswith('s') else unit}".strip()
    hours, minutes = divmod(number, 60)
    if unit == "minutes" and hours and not minutes:
        return f"{hours:,} {'hour' if hours == 1 else 'hours'} ({shown})"
    return shown


def _code(word: str) -> str:
    return CODES.get(word, word.replace("_", " "))


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _in_words(text: str) -> str:
    for code, words in IN_TEXT:
        text = text.replace(code, words)
    return text


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _from(iso: str, first_day: str) -> date | None:
    return None if iso == first_day else date.fromisoformat(iso)
