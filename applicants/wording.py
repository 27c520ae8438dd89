"""Words for staff where those of the closed lists speak to the candidate."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.conf import settings

from applicants.choices import CheckState

# CheckState's labels say "you" to the candidate.
CHECK_STATES: Mapping[str, str] = MappingProxyType(
    {
        CheckState.NOT_STARTED: "Not started",
        CheckState.WITH_CANDIDATE: "With the candidate",
        CheckState.WITH_US: "With us",
        CheckState.MORE_INFORMATION: "More information needed",
        CheckState.COMPLETE: "Complete",
        CheckState.NOT_PASSED: "Not passed",
    }
)

ELIGIBILITY_RESULTS: Mapping[str, str] = MappingProxyType(
    {
        "eligible": "Eligible",
        "eligible_subject_to_evidence": "Eligible, subject to evidence",
        "needs_evidence": "Needs evidence",
        "refer": "A person must judge",
        "not_eligible": "Not eligible",
        "barred": "Not eligible: five-year rule",
        "decided_by_person": "Eligible: a person decided",
    }
)

# What preparing a decision does, for one application or for many.
UNTOLD = (
    "The candidate is told nothing by this. They hear of it when the decisions of this vacancy "
    "are released, and until then it can be changed or dropped."
)

# What candidates and staff alike read of one rule, with the mark beside it.
RULE_OUTCOMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "met": ("Met", "yes"),
        "not_met": ("Not met", "no"),
        "needs_evidence": ("Evidence needed", ""),
        "refer": ("A person decides", ""),
    }
)
# "Met" would read as if the bar had struck: a bar applies to a person or it does not.
BAR = "bar.early_departure"
BAR_OUTCOMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {**RULE_OUTCOMES, "met": ("Does not stop you", "yes"), "not_met": ("Stops you now", "no")}
)

RULE_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "internal.employee": "Existing employee who has completed probation",
        "internal.agency": "Agency worker with 12 months’ continuous service",
        "internal.special": "Special constable with 200 duty hours in 12 months",
        "internal.volunteer": "Met volunteer for 12 months",
        "bar.early_departure": "Five-year rule after an early departure with compensation",
        "transferee": "Serving constable of another force",
    }
)

FACT_SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "declared": "the candidate's own word",
        "document": "document seen",
        "hr_record": "HR record",
        "line_manager": "line manager",
        "coordinator": "co-ordinator",
    }
)

# What the candidate reads for a fact that only they have stated.
OWN_WORD = "your own word"

# Each document by the name that people know it under.
SOURCE_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "internal-vacancies": "Internal vacancies page",
        "temporary-and-interim": "Temporary and interim roles page",
        "transferring-officers": "Transferring officers page",
        "new-police-constable": "New police constable page",
        "the-met-at-a-glance": "The Met at a glance",
        "advert": "This advert",
    }
)


def outcome_words(rule: str, outcome: str) -> tuple[str, str]:
    """How the outcome of a rule is called, and its mark."""
    return (BAR_OUTCOMES if rule == BAR else RULE_OUTCOMES)[outcome]


def check_state_label(state: str) -> str:
    """What staff read for the state of a check."""
    return CHECK_STATES[state]


def eligibility_label(result: str) -> str:
    """What staff read for the result of an eligibility decision; "" is "Not decided"."""
    return ELIGIBILITY_RESULTS.get(result, "Not decided")


def duplicate_words() -> tuple[str, ...]:
    """What a person is told who may have two accounts, on pages and in the email alike.

    It says nothing of the other account, which may be somebody else's.
    """
    return (
        "It looks as if you may have registered with us before. Your application was sent, and is "
        "treated like any other.",
        "Each person has one account, so that nothing is asked twice and no message is missed. If "
        f"you have another account, write to {settings.CONTACT_MAILBOX} with the usernames of "
        "both. We check that both are yours and put them together, with everything in them.",
        "If you have not registered before, you do not need to do anything.",
    )
