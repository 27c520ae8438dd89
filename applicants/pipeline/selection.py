"""The sift, the interview and their outcomes."""

from __future__ import annotations

from types import MappingProxyType

from applicants.choices import Actor, Event, Status
from applicants.pipeline.step import Step, step_of
from recruitment.accounts.roles import Right

S = Status

OF_SELECTION: tuple[Step, ...] = (
    step_of(
        Event.START_SIFT,
        (S.SUBMITTED,),
        S.SIFT,
        actor=Actor.STAFF,
        right=Right.MOVE_APPLICATIONS,
        guards=("seal_is_open",),
        email="sift_started",
        tells="The candidate is told that their application is being assessed.",
    ),
    step_of(
        Event.SIFT_OUT,
        (S.SIFT,),
        S.SIFT_OUT,
        actor=Actor.STAFF,
        right=Right.RELEASE_DECISIONS,
        guards=("every_criterion_scored", "interview_offer_is_kept"),
        needs_reason=True,
        email="unsuccessful",
        tells="The candidate is sent this outcome with your reason and feedback.",
    ),
    step_of(
        Event.INVITE_TO_INTERVIEW,
        (S.SIFT,),
        S.INT_INVITED,
        actor=Actor.STAFF,
        right=Right.SET_INTERVIEWS,
        guards=(
            "every_criterion_scored",
            "unit_gates_are_met",
            "interview_is_arranged_or_offered",
        ),
        email="interview_invitation",
        tells="The candidate is sent the invitation with the date and place, or asked to choose "
        "one of the times that you offer.",
    ),
    step_of(
        Event.CONFIRM_INTERVIEW,
        (S.INT_INVITED,),
        S.INT_BOOKED,
        actor=Actor.CANDIDATE,
        email="interview_confirmed",
    ),
    step_of(
        Event.MOVE_INTERVIEW,
        (S.INT_BOOKED,),
        S.INT_BOOKED,
        actor=Actor.CANDIDATE,
        email="interview_changed",
    ),
    step_of(
        Event.CANCEL_INTERVIEW,
        (S.INT_BOOKED,),
        S.INT_INVITED,
        actor=Actor.STAFF,
        right=Right.SET_INTERVIEWS,
        needs_reason=True,
        email="interview_cancelled",
        tells="The candidate is asked to choose another time.",
    ),
    step_of(
        Event.RECORD_INTERVIEW,
        (S.INT_BOOKED,),
        S.INT_DONE,
        actor=Actor.STAFF,
        right=Right.SET_INTERVIEWS,
        guards=("interview_result_recorded",),
        email="interview_held",
        tells="The candidate is thanked and told when to expect the outcome.",
    ),
    step_of(
        Event.MISS_INTERVIEW,
        (S.INT_BOOKED,),
        S.INT_MISSED,
        actor=Actor.STAFF,
        right=Right.SET_INTERVIEWS,
        email="interview_missed",
        tells="The candidate is told that we missed them and whom to write to.",
    ),
    step_of(
        Event.REINVITE,
        (S.INT_INVITED, S.INT_BOOKED, S.INT_MISSED),
        S.INT_INVITED,
        actor=Actor.STAFF,
        right=Right.SET_INTERVIEWS,
        guards=("interview_is_arranged_or_offered",),
        email="interview_invitation",
        tells="The candidate is sent the new date and place, or asked to choose one of the times "
        "that you offer.",
    ),
    step_of(
        Event.REJECT_AFTER_INTERVIEW,
        (S.INT_DONE,),
        S.UNSUCCESSFUL_INT,
        actor=Actor.STAFF,
        right=Right.RELEASE_DECISIONS,
        needs_reason=True,
        email="unsuccessful",
        tells="The candidate is sent this outcome with your reason and feedback.",
    ),
    Step(
        event=Event.REINSTATE,
        moves=MappingProxyType(
            {
                S.SIFT_OUT: S.SIFT,
                S.UNSUCCESSFUL_INT: S.INT_DONE,
                S.RESERVE: S.INT_DONE,
            }
        ),
        actor=Actor.STAFF,
        right=Right.RELEASE_DECISIONS,
        guards=("is_not_kept_to_read",),
        needs_reason=True,
        email="reinstated",
        tells="The candidate is told that the decision is reversed, with your reason.",
    ),
)
