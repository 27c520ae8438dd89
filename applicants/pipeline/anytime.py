"""What can happen at almost every point: withdrawing, and what the vacancy itself brings."""

from __future__ import annotations

from applicants.choices import Actor, Event, Status
from applicants.pipeline.step import ACTIVE, Step, step_of
from recruitment.accounts.roles import Right

S = Status

AT_ANY_TIME: tuple[Step, ...] = (
    step_of(
        Event.WITHDRAW,
        (S.DRAFT, *ACTIVE),
        S.WITHDRAWN,
        actor=Actor.CANDIDATE,
        email="withdrawn",
    ),
    step_of(
        Event.EXPIRE_DRAFT,
        (S.DRAFT,),
        S.DRAFT_EXPIRED,
        actor=Actor.SYSTEM,
        guards=("vacancy_has_closed",),
    ),
    step_of(
        Event.REOPEN_DRAFT,
        (S.DRAFT_EXPIRED,),
        S.DRAFT,
        actor=Actor.SYSTEM,
        guards=("vacancy_accepts_applications", "no_other_draft"),
    ),
    step_of(
        Event.CANCEL_VACANCY,
        (S.DRAFT, *ACTIVE),
        S.VACANCY_CANCELLED,
        actor=Actor.SYSTEM,
        extra_actors=frozenset({Actor.STAFF}),
        right=Right.EDIT_VACANCIES,
        needs_reason=True,
        email="vacancy_cancelled",
        tells="The candidate is told that the vacancy is withdrawn.",
    ),
)
