"""Stored decisions made again, to show that they still stand word for word.

A difference means that a rule, a figure or a stored row was changed afterwards. Nothing is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import eligibility
from applicants.models import EligibilityDecision

CHUNK = 500
COLUMNS = ("as_of", "ruleset", "result")  # kept beside the whole decision, and shown to people


@dataclass(frozen=True, slots=True)
class Recheck:
    """One stored decision against the same case decided again.

    `differences` are the keys that differ, as paths in the output format (eligibility document,
    section 5) such as `rules[1].text`; empty where all is the same. Never the values themselves:
    they are facts about a person.
    """

    reference: str
    decision_id: int
    differences: tuple[str, ...]


def recheck_decisions(
    *, entries: Mapping[str, Mapping[str, Any]] | None = None
) -> Iterator[Recheck]:
    """Decide every stored case again, oldest first, under the rules that its decision names.

    Rows are read in chunks, so that memory stays level however many there are. `entries` are the
    dated values of the rules, by default those in force.
    """
    rules = _Rules(eligibility.load_entries() if entries is None else entries)
    rows = EligibilityDecision.objects.order_by("pk").values_list(
        "application__reference", "pk", "given", "decided", *COLUMNS
    )
    for reference, pk, given, decided, as_of, ruleset, result in rows.iterator(chunk_size=CHUNK):
        columns = {"as_of": as_of.isoformat(), "ruleset": ruleset, "result": result}
        beside = [f"column {name}" for name, value in columns.items() if decided.get(name) != value]
        found = (*beside, *_differences(rules, given, decided))
        yield Recheck(reference=reference, decision_id=pk, differences=found)


def _differences(
    rules: _Rules, given: Mapping[str, Any], decided: Mapping[str, Any]
) -> Iterator[str]:
    try:
        book = rules.named(str(decided.get("ruleset")), given)
        again = eligibility.decide(given, rulebook=book).as_dict()
    except eligibility.FactError as error:
        yield f"given.{error.path} (it can no longer be decided)" if error.path else "given"
        return
    yield from _differing(decided, again, "")


class _Rules:
    """The rules in force, and those of an earlier day where a decision names other ones."""

    def __init__(self, entries: Mapping[str, Mapping[str, Any]]) -> None:
        self.entries = entries
        self.now = eligibility.Rulebook(eligibility.ParameterBook(entries))
        self.earlier: dict[str, eligibility.Rulebook] = {}

    def named(self, name: str, given: Mapping[str, Any]) -> eligibility.Rulebook:
        """The rulebook in which the ruleset `name` was the one of the case's day.

        A ruleset is named after the newest day in it. Where a value was laid down later for days
        already past, leaving out what was decided since gives the rules as they were.
        """
        try:
            day = date.fromisoformat(given["as_of"])
            named_day = date.fromisoformat(name)
            if self.now.on(day).name == name:
                return self.now
        except (KeyError, TypeError, ValueError):
            return self.now  # deciding says what is wrong with the case
        if name not in self.earlier:
            self.earlier[name] = self._as_known_on(named_day)
        return self.earlier[name]

    def _as_known_on(self, day: date) -> eligibility.Rulebook:
        known = {}
        for name, entry in self.entries.items():
            values = [v for v in entry["values"] if date.fromisoformat(v["decided_on"]) <= day]
            known[name] = {**entry, "values": values or entry["values"]}
        try:
            return eligibility.Rulebook(eligibility.ParameterBook(known))
        except eligibility.ParameterError:
            return self.now  # no such rules can be put together: the ruleset's name will differ


def _differing(stored: Any, again: Any, path: str) -> Iterator[str]:
    if isinstance(stored, dict) and isinstance(again, dict):
        for key in dict.fromkeys((*stored, *again)):
            inner = f"{path}.{key}" if path else str(key)
            if key in stored and key in again:
                yield from _differing(stored[key], again[key], inner)
            else:
                yield inner
    elif isinstance(stored, list) and isinstance(again, list) and len(stored) == len(again):
        for number, pair in enumerate(zip(stored, again, strict=True)):
            yield from _differing(*pair, f"{path}[{number}]")
    elif json.dumps(stored) != json.dumps(again):  # as text: True is not 1
        yield path
