"""From the offer over the checks to the first day."""

from __future__ import annotations

from applicants.choices import Actor, Event, Status
from applicants.pipeline.step import Step, step_of
from recruitment.accounts.roles import Right

S = Status

OF_OFFERS: tuple[Step, ...] = (
    step_of(
        Event.MAKE_OFFER,
        (S.INT_DONE,),
        S.OFFER_COND,
        actor=Actor.STAFF,
        right=Right.MAKE_OFFERS,
        guards=("interview_was_passed", "offer_is_prepared"),
        email="conditional_offer",
        tells="The candidate is sent the conditional offer.",
    ),
    step_of(
        Event.ACCEPT_OFFER,
        (S.OFFER_COND,),
        S.CHECKS,
        actor=Actor.CANDIDATE,
        guards=("reply_date_not_passed",),
        email="offer_accepted",
    ),
    step_of(
        Event.DECLINE_OFFER,
        (S.OFFER_COND, S.DEFERRED),
        S.DECLINED,
        actor=Actor.CANDIDATE,
        email="offer_declined",
    ),
    step_of(
        Event.LAPSE_OFFER,
        (S.OFFER_COND,),
        S.OFFER_LAPSED,
        actor=Actor.SYSTEM,
        email="offer_lapsed",
    ),
    step_of(
        Event.ASK_LINE_MANAGER,
        (S.CHECKS,),
        S.LM_VERIFY,
        actor=Actor.SYSTEM,
        extra_actors=frozenset({Actor.STAFF}),
        right=Right.RECORD_CHECKS,
        guards=("offer_was_accepted",),
    ),
    step_of(
        Event.EVIDENCE_VERIFIED,
        (S.LM_VERIFY,),
        S.CHECKS,
        actor=Actor.LINE_MANAGER,
        email="evidence_verified",
    ),
    step_of(
        Event.EVIDENCE_DISPUTED,
        (S.LM_VERIFY,),
        S.CHECK_PROBLEM,
        actor=Actor.LINE_MANAGER,
        email="check_message",
    ),
    step_of(
        Event.RAISE_CHECK_PROBLEM,
        (S.CHECKS, S.LM_VERIFY),
        S.CHECK_PROBLEM,
        actor=Actor.STAFF,
        right=Right.RECORD_CHECKS,
        needs_reason=True,
        email="check_message",
        tells="The candidate is asked to sign in; the email says nothing about the check.",
    ),
    step_of(
        Event.RESOLVE_CHECK_PROBLEM,
        (S.CHECK_PROBLEM,),
        S.CHECKS,
        actor=Actor.STAFF,
        right=Right.RECORD_CHECKS,
        needs_reason=True,
    ),
    step_of(
        Event.END_ON_CHECKS,
        (S.CHECKS, S.CHECK_PROBLEM),
        S.CONDITIONS_NOT_MET,
        actor=Actor.STAFF,
        right=Right.RELEASE_DECISIONS,
        needs_reason=True,
        email="conditions_not_met",
        tells="The candidate is told that we cannot confirm the offer.",
    ),
    step_of(
        Event.CONFIRM_OFFER,
        (S.CHECKS,),
        S.OFFER_FINAL,
        actor=Actor.STAFF,
        right=Right.MAKE_OFFERS,
        guards=("every_condition_holds", "start_date_set", "old_enough_to_start"),
        email="offer_confirmed",
        tells="The candidate is sent the confirmed offer with the start date.",
    ),
    step_of(
        Event.DEFER,
        (S.CHECKS, S.OFFER_FINAL),
        S.DEFERRED,
        actor=Actor.STAFF,
        right=Right.MAKE_OFFERS,
        guards=("start_date_set",),
        needs_reason=True,
        email="start_deferred",
        tells="The candidate is sent the new start date with your reason and asked to confirm it.",
    ),
    # Confirmed by the candidate, the offer is confirmed again once every condition holds then.
    step_of(
        Event.CONFIRM_DEFERRAL,
        (S.DEFERRED,),
        S.CHECKS,
        actor=Actor.CANDIDATE,
        email="start_reconfirmed",
    ),
    step_of(
        Event.APPOINT,
        (S.OFFER_FINAL,),
        S.STARTED,
        actor=Actor.STAFF,
        right=Right.MAKE_OFFERS,
        guards=("start_date_reached",),
        email="started",
        tells="The candidate is welcomed.",
    ),
)
