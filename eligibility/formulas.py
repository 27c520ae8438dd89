"""Which rules count on which route, and how they combine (specification, section 4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from .decisions import RuleResult
from .outcomes import MET, NEEDS_EVIDENCE, NOT_MET, REFER, Outcome, Result, all_of, any_of


class Formula(NamedTuple):
    """The parts of a route besides every criterion and the bar.

    The bar has no flag: it follows the role class, whatever the route, and is left out like
    every rule that does not apply. On the constable routes the roles are never staff roles.
    """

    internal: bool
    transferee: bool
    words: str


_STAFF: Final = Formula(False, False, "every criterion AND bar")
_CRITERIA: Final = Formula(False, False, "every criterion")

FORMULAS: Final[dict[str, Formula]] = {
    "external_staff": _STAFF,
    "internal_staff": Formula(
        True, False, "(employee OR agency OR special OR volunteer) AND every criterion AND bar"
    ),
    "temporary": _STAFF,
    "transferee": Formula(False, True, "transferee AND every criterion AND bar"),
    "new_constable": _CRITERIA,
    "special_constable": _CRITERIA,
}


class Applied(NamedTuple):
    """The results of the rules that applied, by their part in the formula."""

    internal: Sequence[RuleResult]
    bar: RuleResult | None
    transferee: RuleResult | None
    criteria: Sequence[RuleResult]


class Combined(NamedTuple):
    """The result, and what it rests on."""

    result: Result
    eligible_from: date | None
    missing: tuple[str, ...]
    unverified: tuple[str, ...]


_NOTHING: Final[tuple[str, ...]] = ()


def combine(formula: Formula, applied: Applied) -> Combined:
    """The first result of section 4 that fits."""
    bar, transferee = applied.bar, applied.transferee
    parts = [*applied.criteria]
    if transferee is not None:
        parts.insert(0, transferee)
    if bar is not None:
        parts.insert(0, bar)
    outcomes: set[Outcome] = {part.outcome for part in parts}
    internal: Outcome = MET
    if formula.internal:
        internal = any_of([one.outcome for one in applied.internal])
        outcomes.add(internal)
    outcome = all_of(outcomes)
    if outcome == NOT_MET:
        return _failed(applied, parts, internal)
    resting = parts
    if applied.internal:
        resting = [*_resting(applied.internal, internal), *parts]
    missing: list[str] = []
    unverified: list[str] = []
    for part in resting:
        if part.missing:
            missing += part.missing
        if part.declared:
            unverified += part.declared
    result: Result
    if outcome == MET:
        result = "eligible_subject_to_evidence" if unverified else "eligible"
    else:
        result = REFER if outcome == REFER else NEEDS_EVIDENCE
    return Combined(result, None, _once(missing), _once(unverified))


def _resting(internal: Sequence[RuleResult], outcome: Outcome) -> Sequence[RuleResult]:
    """The internal conditions that the OR rests on: if met, the one with fewest declared facts."""
    if len(internal) == 1:
        return internal
    if outcome == MET:
        met = [one for one in internal if one.outcome == MET]
        return [min(met, key=lambda one: len(one.declared))] if met else ()
    return [one for one in internal if one.outcome != NOT_MET]


def _failed(applied: Applied, parts: Sequence[RuleResult], internal: Outcome) -> Combined:
    bar = applied.bar
    failing = [part for part in parts if part.outcome == NOT_MET]
    possible = [part.possible_from for part in failing]
    if internal == NOT_MET:
        days = [one.possible_from for one in applied.internal if one.possible_from is not None]
        possible.append(min(days, default=None))
    known = [day for day in possible if day is not None]
    eligible_from = max(known) if len(known) == len(possible) else None
    if bar is not None and bar.outcome == NOT_MET:
        return Combined("barred", eligible_from, _NOTHING, bar.declared)
    unverified = [path for part in failing for path in part.declared]
    if internal == NOT_MET:
        unverified = [path for one in applied.internal for path in one.declared] + unverified
    # Nothing can mend a failed part, but an open bar could still turn the result into barred.
    missing = _NOTHING if bar is None else bar.missing
    return Combined("not_eligible", eligible_from, missing, _once(unverified))


def _once(paths: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(paths)) if paths else _NOTHING
