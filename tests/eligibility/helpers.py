"""Short ways of writing cases: facts are verified unless `declared` says otherwise."""

from __future__ import annotations

from typing import Any

from eligibility import Decision, decide

AS_OF = "2026-11-22"


def verified(value: Any, source: str = "hr_record") -> dict[str, Any]:
    """A fact as a verified source gives it."""
    return {"value": value, "source": source}


def declared(value: Any) -> dict[str, Any]:
    """A fact as the candidate gives it, with its source written out."""
    return {"value": value, "source": "declared"}


def make_case(
    facts: dict[str, Any],
    *,
    as_of: str = AS_OF,
    route: str = "internal_staff",
    role_class: str = "police_staff",
    closes_on: str | None = "2026-12-09",
    criteria: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """A case with no earlier Met service (verified) unless the facts say otherwise."""
    return {
        "id": "case-1",
        "as_of": as_of,
        "vacancy": {
            "route": route,
            "role_class": role_class,
            "closes_on": closes_on,
            "criteria": criteria or [],
        },
        "facts": {"previous_met_service": verified("none"), **facts},
    }


def decide_facts(facts: dict[str, Any], **vacancy: Any) -> Decision:
    return decide(make_case(facts, **vacancy))


def staff(confirmed: Any = "2024-05-01", kind: str = "police_staff") -> dict[str, Any]:
    """Employment with a verified confirmation of probation."""
    return {"kind": verified(kind), "probation_confirmed_on": verified(confirmed)}


def departure(
    left_on: Any = "2021-06-30", scheme: Any = True, compensation: Any = True
) -> dict[str, Any]:
    """One period of earlier service, as the candidate declares it."""
    return {
        "left_on": left_on,
        "early_departure_scheme": scheme,
        "compensation": compensation,
    }


def outcome_of(decision: Decision, rule: str) -> str:
    """The outcome of one rule; `not_applicable` if it is not listed."""
    found = [each.outcome for each in decision.rules if each.rule == rule]
    return found[0] if found else "not_applicable"


def summary(decision: Decision) -> tuple[str, str | None, int | None]:
    """Result, eligible-from date and tier."""
    day = decision.eligible_from
    return decision.result, None if day is None else day.isoformat(), decision.tier
