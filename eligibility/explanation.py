"""A decision as plain sentences, for the candidate and for whoever looks at the case."""

from __future__ import annotations

import re
from typing import Final

from .dates import spoken
from .decisions import Decision
from .outcomes import Result

_RESULTS: Final[dict[Result, str]] = {
    "barred": "You cannot apply for this role now, because of the rule on early departure schemes.",
    "not_eligible": "You cannot apply for this role now.",
    "refer": "You can apply. A person has to look at some of your answers.",
    "needs_evidence": "You can apply. We need some more information to decide.",
    "eligible_subject_to_evidence": (
        "You are eligible, as long as what you told us is confirmed later."
    ),
    "eligible": "You are eligible for this role.",
}

_CONDITIONS: Final = {
    "jrft": (
        "Before a final offer you must pass the job-related fitness test. It stops nothing before."
    ),
}

_TIERS: Final = {
    1: "Your application will be among those considered first.",
    2: (
        "Your application will be considered after those of existing police staff and agency "
        "workers."
    ),
}

_FACTS: Final = {
    "employment.probation_confirmed_on": "the day on which your probation was confirmed",
    "agency.service_started_on": "the day on which your continuous service started",
    "agency.breaks": "the breaks in your service",
    "agency.breaks[].to": "the day on which break {} ended",
    "agency.breaks[].reason": "the reason for break {}",
    "special.duties": "your duties",
    "special.duty_minutes": "your duty hours in the last 12 months",
    "special.prevented": "what stopped you from reaching the hours",
    "special.duties[].on": "the date of duty {}",
    "special.duties[].minutes": "the length of duty {}",
    "special.duties[].training": "whether duty {} was training",
    "volunteer.started_on": "the day on which you started to volunteer",
    "volunteer.minutes_last_12_months": "your volunteering hours in the last 12 months",
    "volunteer.lifetime_minutes": "your volunteering hours in all",
    "volunteer.with_cadets": "whether you volunteer with the cadets",
    "volunteer.attendance_confirmed": "your co-ordinator's confirmation of your attendance",
    "transfer.serving": "whether you are serving as a police officer now",
    "transfer.force_kind": "which force you serve in",
    "transfer.rank": "your rank",
    "transfer.probation_confirmed_on": "the day on which your probation was confirmed",
    "transfer.probation_with_current_force": (
        "whether you completed probation with your current force"
    ),
    "transfer.meets_day_to_day_requirements": (
        "whether you are meeting the day-to-day requirements of your role"
    ),
    "previous_met_service": "whether you worked for the Met before",
    "previous_met_service[].left_on": "the exact day on which you left the Met (period {})",
    "previous_met_service[].early_departure_scheme": (
        "whether you left under an early departure scheme (period {})"
    ),
    "previous_met_service[].compensation": "whether you were awarded compensation (period {})",
}


def describe_fact(path: str) -> str:
    """A fact's path in plain words: "the length of duty 3"."""
    if path.startswith("answers."):
        return f"your answer about {path.removeprefix('answers.').replace('_', ' ')}"
    place = re.search(r"\[(\d+)\]", path)
    if place is None:
        return _FACTS[path]
    general = path.replace(place.group(), "[]", 1)
    return _FACTS[general].format(int(place.group(1)) + 1)


def explain(decision: Decision) -> list[str]:
    """The decision as sentences: the result first, then each rule, then what is still open."""
    sentences = [_RESULTS[decision.result]]
    if decision.eligible_from is not None:
        sentences.append(
            f"If nothing else changes, you can apply from {spoken(decision.eligible_from)}."
        )
    sentences += [rule.text for rule in decision.rules]
    if decision.result in ("barred", "not_eligible"):
        sentences.append(
            "If any of this is wrong, change your answer or ask a person to check. Our other "
            "vacancies and routes may be open to you."
        )
    if decision.tier is not None:
        sentences.append(_TIERS[decision.tier])
    sentences += [_CONDITIONS[name] for name in decision.conditions]
    if decision.missing:
        facts = "; ".join(describe_fact(path) for path in decision.missing)
        sentences.append(f"What we still need to know: {facts}.")
    if decision.unverified:
        facts = "; ".join(describe_fact(path) for path in decision.unverified)
        sentences.append(f"What only you have told us so far: {facts}.")
    sentences.append(f"Decided for {spoken(decision.as_of)} by the rules of {decision.ruleset}.")
    return sentences
