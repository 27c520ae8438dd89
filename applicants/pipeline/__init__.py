"""The way of an application, declared: which event leads where, who may fire it, and what it needs.

Authority: domain document 4.1. Nothing here touches the database: guards are named, and
`services/guards.py` answers them. The README's diagram and the tests are made from this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from applicants.choices import Actor, Event, Status
from applicants.pipeline.anytime import AT_ANY_TIME
from applicants.pipeline.eligibility import OF_ELIGIBILITY
from applicants.pipeline.offers import OF_OFFERS
from applicants.pipeline.reserve import OF_THE_RESERVE_LIST
from applicants.pipeline.selection import OF_SELECTION
from applicants.pipeline.step import ACTIVE, ENDED, Step

S = Status

STEPS: Mapping[Event, Step] = MappingProxyType(
    {
        step.event: step
        for steps in (OF_ELIGIBILITY, OF_SELECTION, OF_THE_RESERVE_LIST, OF_OFFERS, AT_ANY_TIME)
        for step in steps
    }
)

# The outcomes of the sift and of the interview: staff prepare them, unseen, and release them
# together, so that everybody hears at once (domain document 4.1).
PREPARED_STAGES: Mapping[Status, tuple[Event, ...]] = MappingProxyType(
    {
        S.SIFT: (Event.INVITE_TO_INTERVIEW, Event.SIFT_OUT),
        S.INT_DONE: (
            Event.MAKE_OFFER,
            Event.PLACE_ON_RESERVE,
            Event.REJECT_AFTER_INTERVIEW,
        ),
    }
)
PREPARABLE: frozenset[Event] = frozenset(
    event for events in PREPARED_STAGES.values() for event in events
)


def events_from(status: Status, *, actor: Actor) -> list[Step]:
    """The steps that `actor` could fire from `status`, in the table's order."""
    return [
        step
        for step in STEPS.values()
        if status in step.moves and (step.actor is actor or actor in step.extra_actors)
    ]


__all__ = [
    "ACTIVE",
    "ENDED",
    "PREPARABLE",
    "PREPARED_STAGES",
    "STEPS",
    "Step",
    "events_from",
]
