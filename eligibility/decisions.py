"""A decision and its rule results, with the exact output format (specification, section 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from json import dumps
from json.encoder import encode_basestring_ascii as quoted
from typing import Any, Final, cast

from .outcomes import Outcome, Result


class Source:
    """The document a rule comes from, and its words."""

    __slots__ = ("document", "quote")

    def __init__(self, document: str, quote: str) -> None:
        self.document = document
        self.quote = quote

    def as_dict(self) -> dict[str, str]:
        return {"document": self.document, "quote": self.quote}


class Frame:
    """What all results of one rule share on one day: its figures and its source.

    Their JSON text is made once, since it is the longest part of every decision.
    """

    __slots__ = ("parameters", "source", "tail")

    def __init__(self, parameters: Mapping[str, object], source: Source) -> None:
        self.parameters = dict(parameters)
        self.source = source
        self.tail = (
            f', "parameters": {dumps(self.parameters)}, "source": {dumps(source.as_dict())}}}'
        )


class RuleResult:
    """The outcome of one rule, in the words for the candidate.

    `missing` are the paths of unknown facts that could still change the outcome, `declared`
    those of the facts used that no verified source confirms.
    """

    __slots__ = (
        "declared",
        "facts_used",
        "frame",
        "missing",
        "outcome",
        "possible_from",
        "rule",
        "text",
    )

    def __init__(
        self,
        rule: str,
        frame: Frame,
        outcome: Outcome,
        text: str,
        facts_used: tuple[str, ...],
        declared: tuple[str, ...] = (),
        missing: tuple[str, ...] = (),
        possible_from: date | None = None,
    ) -> None:
        self.rule = rule
        self.frame = frame
        self.outcome = outcome
        self.text = text
        self.facts_used = facts_used
        self.declared = declared
        self.missing = missing
        self.possible_from = possible_from

    def as_dict(self) -> dict[str, object]:
        return {
            "rule": self.rule,
            "outcome": self.outcome,
            "possible_from": _iso(self.possible_from),
            "text": self.text,
            "facts_used": list(self.facts_used),
            "parameters": {
                name: list(value) if isinstance(value, list) else value
                for name, value in self.frame.parameters.items()
            },
            "source": self.frame.source.as_dict(),
        }

    def as_json(self) -> str:
        """The JSON text of `as_dict`, put together from ready parts."""
        possible = self.possible_from
        return (
            f'{{"rule": {quoted(self.rule)}, "outcome": "{self.outcome}", "possible_from": '
            + ("null" if possible is None else f'"{possible}"')
            + f', "text": {quoted(self.text)}, "facts_used": {_names(self.facts_used)}'
            + self.frame.tail
        )


class Decision:
    """The whole answer for one case. Dates are whole dates; `tier` is 1, 2 or None."""

    __slots__ = (
        "as_of",
        "conditions",
        "eligible_from",
        "id",
        "missing",
        "result",
        "rules",
        "ruleset",
        "tier",
        "unverified",
    )

    def __init__(
        self,
        case_id: str | int | None,
        as_of: date,
        ruleset: str,
        result: Result,
        eligible_from: date | None,
        tier: int | None,
        conditions: tuple[str, ...],
        missing: tuple[str, ...],
        unverified: tuple[str, ...],
        rules: Sequence[RuleResult],
    ) -> None:
        self.id = case_id
        self.as_of = as_of
        self.ruleset = ruleset
        self.result = result
        self.eligible_from = eligible_from
        self.tier = tier
        self.conditions = conditions
        self.missing = missing
        self.unverified = unverified
        self.rules = rules

    def as_dict(self) -> dict[str, object]:
        """Exactly the output format, made of plain dicts, lists, text, numbers and None."""
        return {
            "id": self.id,
            "as_of": self.as_of.isoformat(),
            "ruleset": self.ruleset,
            "result": self.result,
            "eligible_from": _iso(self.eligible_from),
            "tier": self.tier,
            "conditions": list(self.conditions),
            "missing": list(self.missing),
            "unverified": list(self.unverified),
            "rules": [rule.as_dict() for rule in self.rules],
        }

    def as_json(self) -> str:
        """The JSON text of `as_dict` on one line, in ASCII."""
        eligible_from = self.eligible_from
        case_id = self.id
        return (
            f'{{"id": {quoted(case_id) if type(case_id) is str else dumps(case_id)}, '
            f'"as_of": "{self.as_of}", "ruleset": "{self.ruleset}", "result": "{self.result}", '
            f'"eligible_from": {"null" if eligible_from is None else _QUOTED_DATE(eligible_from)}, '
            f'"tier": {self.tier or "null"}, "conditions": {_names(self.conditions)}, '
            f'"missing": {_names(self.missing)}, "unverified": {_names(self.unverified)}, '
            f'"rules": [{", ".join([rule.as_json() for rule in self.rules])}]}}'
        )

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Decision:
        """A decision from its stored `as_dict`, for example to explain it years later."""
        return cls(
            stored["id"],
            date.fromisoformat(stored["as_of"]),
            stored["ruleset"],
            cast(Result, stored["result"]),
            _day(stored["eligible_from"]),
            stored["tier"],
            tuple(stored["conditions"]),
            tuple(stored["missing"]),
            tuple(stored["unverified"]),
            [_rule_from_dict(rule) for rule in stored["rules"]],
        )


def _rule_from_dict(stored: Mapping[str, Any]) -> RuleResult:
    source = Source(stored["source"]["document"], stored["source"]["quote"])
    return RuleResult(
        stored["rule"],
        Frame(stored["parameters"], source),
        stored["outcome"],
        stored["text"],
        tuple(stored["facts_used"]),
        possible_from=_day(stored["possible_from"]),
    )


_QUOTED_DATE: Final = '"{}"'.format


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _names(paths: tuple[str, ...]) -> str:
    if not paths:
        return "[]"
    if len(paths) == 1:
        return f"[{quoted(paths[0])}]"
    return f"[{', '.join([quoted(path) for path in paths])}]"
