"""Sending an application, and what the rules of eligibility do with it."""

from __future__ import annotations

from applicants.choices import Actor, Event, Status
from applicants.pipeline.step import Step, step_of
from recruitment.accounts.roles import Right

S = Status

OF_ELIGIBILITY: tuple[Step, ...] = (
    step_of(
        Event.SUBMIT,
        (S.DRAFT,),
        S.SUBMITTED,
        actor=Actor.CANDIDATE,
        guards=(
            "vacancy_accepts_applications",
            "is_not_kept_to_read",
            "every_section_completed",
        ),
        email="application_received",
    ),
    step_of(
        Event.ASK_FOR_EVIDENCE,
        (S.SUBMITTED, S.INELIGIBLE_PROPOSED),
        S.ELIGIBILITY_EVIDENCE,
        actor=Actor.SYSTEM,
        email="evidence_needed",
    ),
    step_of(
        Event.REFER_ELIGIBILITY,
        (S.SUBMITTED, S.ELIGIBILITY_EVIDENCE, S.INELIGIBLE_PROPOSED),
        S.ELIGIBILITY_REFER,
        actor=Actor.SYSTEM,
    ),
    step_of(
        Event.REJECT_AUTOMATICALLY,
        (S.SUBMITTED, S.ELIGIBILITY_EVIDENCE, S.ELIGIBILITY_REFER),
        S.INELIGIBLE_AUTO,
        actor=Actor.SYSTEM,
        guards=("latest_decision_is_barred",),
        email="automatic_decision",
    ),
    step_of(
        Event.PROPOSE_REJECTION,
        (S.SUBMITTED, S.ELIGIBILITY_EVIDENCE, S.ELIGIBILITY_REFER),
        S.INELIGIBLE_PROPOSED,
        actor=Actor.SYSTEM,
        guards=("latest_decision_is_barred",),
    ),
    step_of(
        Event.CONFIRM_REJECTION,
        (S.INELIGIBLE_PROPOSED,),
        S.INELIGIBLE_AUTO,
        actor=Actor.STAFF,
        right=Right.DECIDE_ELIGIBILITY,
        guards=("latest_decision_is_barred",),
        needs_reason=True,
        email="automatic_decision",
        tells="The candidate is sent the decision notice, which says that a person confirmed it.",
    ),
    step_of(
        Event.HOLD_FOR_PRIORITY,
        (S.SUBMITTED,),
        S.HELD_PRIORITY,
        actor=Actor.SYSTEM,
        email="application_held",
    ),
    step_of(
        Event.ANSWER_EVIDENCE,
        (S.ELIGIBILITY_EVIDENCE,),
        S.ELIGIBILITY_REFER,
        actor=Actor.CANDIDATE,
        email="evidence_received",
    ),
    step_of(
        Event.REQUEST_EVIDENCE,
        (S.ELIGIBILITY_REFER,),
        S.ELIGIBILITY_EVIDENCE,
        actor=Actor.STAFF,
        right=Right.DECIDE_ELIGIBILITY,
        needs_reason=True,
        email="evidence_needed",
        tells="The candidate is asked for what you write, and has 7 days.",
    ),
    step_of(
        Event.SETTLE_ELIGIBILITY,
        (S.ELIGIBILITY_EVIDENCE, S.ELIGIBILITY_REFER, S.INELIGIBLE_PROPOSED),
        S.SUBMITTED,
        actor=Actor.STAFF,
        right=Right.DECIDE_ELIGIBILITY,
        needs_reason=True,
        email="eligibility_settled",
        tells="The candidate is told that they are eligible.",
    ),
    step_of(
        Event.FIND_INELIGIBLE,
        (S.ELIGIBILITY_EVIDENCE, S.ELIGIBILITY_REFER),
        S.INELIGIBLE_FINAL,
        actor=Actor.STAFF,
        right=Right.DECIDE_ELIGIBILITY,
        needs_reason=True,
        email="not_eligible",
        tells="The candidate is sent the decision with your reason.",
    ),
    step_of(
        Event.ASK_FOR_REVIEW,
        (S.INELIGIBLE_AUTO,),
        S.INELIGIBLE_REVIEW,
        actor=Actor.CANDIDATE,
        guards=("review_may_be_asked",),
        needs_reason=True,
        email="review_received",
    ),
    step_of(
        Event.UPHOLD,
        (S.INELIGIBLE_REVIEW,),
        S.INELIGIBLE_FINAL,
        actor=Actor.STAFF,
        right=Right.DECIDE_ELIGIBILITY,
        needs_reason=True,
        email="review_result",
        tells="The candidate is sent the result with your reason.",
    ),
    step_of(
        Event.OVERTURN,
        (S.INELIGIBLE_REVIEW,),
        S.SUBMITTED,
        actor=Actor.STAFF,
        right=Right.DECIDE_ELIGIBILITY,
        needs_reason=True,
        email="review_result",
        tells="The candidate is told that the decision is overturned, with your reason.",
    ),
    step_of(
        Event.RELEASE_TIER,
        (S.HELD_PRIORITY,),
        S.SUBMITTED,
        actor=Actor.STAFF,
        right=Right.MOVE_APPLICATIONS,
        needs_reason=True,
    ),
)
