"""Deciding a case: the rules of the day, applied to the facts, combined by the route's formula."""

from __future__ import annotations

from collections.abc import Mapping

from .case_model import Case
from .cases import parse_case
from .codec import read_line
from .decisions import Decision
from .formulas import FORMULAS, Applied, combine
from .rulesets import RULEBOOK, Rulebook


def decide(case: Mapping[str, object] | Case, *, rulebook: Rulebook = RULEBOOK) -> Decision:
    """Decide one case, given as data in the input format or already parsed.

    The same case gives the same decision and the same words, for ever: nothing but the case and
    the dated values of its day is looked at. FactError names what breaks the format.
    """
    if type(case) is not Case:
        case = parse_case(case)
    vacancy = case.vacancy
    rules = rulebook.on(case.as_of)
    formula = FORMULAS[vacancy.route]
    internal = rules.internal(case) if formula.internal else []
    bar = rules.bar.apply(case)
    transferee = None
    if formula.transferee:
        transferee = rules.transferee.apply(case.facts.transfer, case.as_of)
    criteria = rules.criteria.apply(vacancy, case.as_of) if vacancy.criteria else []
    combined = combine(formula, Applied(internal, bar, transferee, criteria))
    results = internal + criteria if bar is None else [*internal, bar, *criteria]
    if transferee is not None:
        results.insert(len(results) - len(criteria), transferee)
    return Decision(
        case.id,
        case.as_of,
        rules.name,
        combined.result,
        combined.eligible_from,
        rules.tier(case, internal) if internal else None,
        rules.conditions(vacancy.role_class),
        combined.missing,
        combined.unverified,
        results,
    )


def recompute(stored_input: Mapping[str, object] | str | bytes) -> Decision:
    """Decide a stored case again, as data or as its JSON text, under the rules of its day."""
    if isinstance(stored_input, str | bytes):
        return decide(read_line(stored_input))
    return decide(stored_input)
