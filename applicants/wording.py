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

RULE_OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "met": "Met",
        "not_met": "Not met",
        "needs_evidence": "Needs evidence",
        "refer": "A person must judge",
    }
)

RULE_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "internal.employee": "Employee who has completed probation",
        "internal.agency": "Agency worker with 12 months' service",
        "internal.special": "Special constable with 200 duty hours",
        "internal.volunteer": "Met Volunteer of 12 months",
        "bar.early_departure": "Five-year rule after an early departure",
        "transferee": "Officer transferring from another force",
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

SOURCE_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "internal-vacancies": "Internal vacancies page",
        "temporary-and-interim": "Temporary and interim roles page",
        "transferring-officers": "Transferring officers page",
        "new-police-constable": "New police constables page",
        "advert": "The advert",
    }
)


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
