"""What a step is, and which statuses end the way or are part of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from applicants.choices import Actor, Event, Status
from recruitment.accounts.roles import Right

S = Status

ENDED: frozenset[Status] = frozenset(
    {
        S.DRAFT_EXPIRED,
        S.INELIGIBLE_FINAL,
        S.SIFT_OUT,
        S.UNSUCCESSFUL_INT,
        S.RESERVE_ENDED,
        S.DECLINED,
        S.OFFER_LAPSED,
        S.CONDITIONS_NOT_MET,
        S.STARTED,
        S.WITHDRAWN,
        S.VACANCY_CANCELLED,
    }
)
ACTIVE: tuple[Status, ...] = tuple(s for s in Status if s not in ENDED and s is not S.DRAFT)


@dataclass(frozen=True, slots=True)
class Step:
    """One event: where it leads from each source, who may fire it, and what must hold.

    `email` is the kind sent to the candidate; `tells` says so on the button that fires the event.
    """

    event: Event
    moves: Mapping[Status, Status]
    actor: Actor
    right: Right | None = None
    guards: tuple[str, ...] = ()
    needs_reason: bool = False
    email: str = ""
    tells: str = ""
    extra_actors: frozenset[Actor] = field(default_factory=frozenset)


def step_of(event: Event, sources: tuple[Status, ...], target: Status, **rest: object) -> Step:
    """A step that leads to the same status from each of its sources."""
    moves = MappingProxyType(dict.fromkeys(sources, target))
    return Step(event=event, moves=moves, **rest)  # type: ignore[arg-type]
