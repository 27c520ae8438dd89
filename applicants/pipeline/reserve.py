"""The reserve list: placed on it, offered from it, drawn on for a later vacancy, ended."""

from __future__ import annotations

from applicants.choices import Actor, Event, Status
from applicants.pipeline.step import Step, step_of
from recruitment.accounts.roles import Right

S = Status

OF_THE_RESERVE_LIST: tuple[Step, ...] = (
    step_of(
        Event.PLACE_ON_RESERVE,
        (S.INT_DONE,),
        S.RESERVE,
        actor=Actor.STAFF,
        right=Right.RELEASE_DECISIONS,
        guards=("interview_was_passed",),
        email="reserve_listed",
        tells="The candidate is told that they are on the reserve list and until when, never at "
        "which place.",
    ),
    # Out of the order of merit only with a reason, which `services/reserve_list.py` asks for.
    step_of(
        Event.OFFER_FROM_RESERVE,
        (S.RESERVE, S.DRAWN),
        S.OFFER_COND,
        actor=Actor.STAFF,
        right=Right.MAKE_OFFERS,
        guards=("reserve_list_goes_on", "offer_is_prepared"),
        email="conditional_offer",
        tells="The candidate is sent the conditional offer.",
    ),
    step_of(
        Event.LAPSE_RESERVE,
        (S.RESERVE,),
        S.RESERVE_ENDED,
        actor=Actor.SYSTEM,
        guards=("reserve_list_has_ended",),
        email="reserve_ended",
    ),
    step_of(
        Event.LEAVE_RESERVE,
        (S.RESERVE,),
        S.RESERVE_ENDED,
        actor=Actor.SYSTEM,
        email="reserve_ended",
    ),
    # A yes of somebody on the list makes an application for the later vacancy.
    step_of(
        Event.DRAW_FROM_RESERVE,
        (S.DRAFT,),
        S.SUBMITTED,
        actor=Actor.CANDIDATE,
        guards=("was_drawn_from_reserve",),
        email="reserve_drawn",
    ),
    step_of(
        Event.ADMIT_DRAWN,
        (S.SUBMITTED,),
        S.DRAWN,
        actor=Actor.SYSTEM,
        guards=("was_drawn_from_reserve",),
    ),
    step_of(
        Event.END_DRAW,
        (S.DRAWN,),
        S.RESERVE_ENDED,
        actor=Actor.STAFF,
        right=Right.RELEASE_DECISIONS,
        needs_reason=True,
        email="reserve_no_offer",
        tells="The candidate is told that there is no offer for this vacancy, with your reason.",
    ),
)
