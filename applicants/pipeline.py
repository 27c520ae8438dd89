"""The way of an application, declared: which event leads where, who may fire it, and what it needs.

Authority: domain document 4.1. Nothing here touches the database: guards are named, and
`services/guards.py` answers them. The README's diagram and the tests are made from this table.
"""

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


def _step(event: Event, sources: tuple[Status, ...], target: Status, **rest: object) -> Step:
    moves = MappingProxyType(dict.fromkeys(sources, target))
    return Step(event=event, moves=moves, **rest)  # type: ignore[arg-type]


_STEPS: tuple[Step, ...] = (
    _step(
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
    _step(
        Event.ASK_FOR_EVIDENCE,
        (S.SUBMITTED, S.INELIGIBLE_PROPOSED),
        S.ELIGIBILITY_EVIDENCE,
        actor=Actor.SYSTEM,
        email="evidence_needed",
    ),
    _step(
        Event.REFER_ELIGIBILITY,
        (S.SUBMITTED, S.ELIGIBILITY_EVIDENCE, S.INELIGIBLE_PROPOSED),
        S.ELIGIBILITY_REFER,
        actor=Actor.SYSTEM,
    ),
    _step(
        Event.REJECT_AUTOMATICALLY,
        (S.SUBMITTED, S.ELIGIBILITY_EVIDENCE, S.ELIGIBILITY_REFER),
        S.INELIGIBLE_AUTO,
        actor=Actor.SYSTEM,
        guards=("latest_decision_is_barred",),
        email="automatic_decision",
    ),
    _step(
        Event.PROPOSE_REJECTION,
        (S.SUBMITTED, S.ELIGIBILITY_EVIDENCE, S.ELIGIBILITY_REFER),
        S.INELIGIBLE_PROPOSED,
        actor=Actor.SYSTEM,
        guards=("latest_decision_is_barred",),
    ),
    _step(
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
    _step(
        Event.HOLD_FOR_PRIORITY,
        (S.SUBMITTED,),
        S.HELD_PRIORITY,
        actor=Actor.SYSTEM,
        email="application_held",
    ),
    _step(
        Event.ANSWER_EVIDENCE,
        (S.ELIGIBILITY_EVIDENCE,),
        S.ELIGIBILITY_REFER,
        actor=Actor.CANDIDATE,
        email="evidence_received",
    ),
    _step(
        Event.REQUEST_EVIDENCE,
        (S.ELIGIBILITY_REFER,),
        S.ELIGIBILITY_EVIDENCE,
        actor=Actor.STAFF,
        right=Right.DECIDE_ELIGIBILITY,
        needs_reason=True,
        email="evidence_needed",
        tells="The candidate is asked for what you write, and has 7 days.",
    ),
    _step(
        Event.SETTLE_ELIGIBILITY,
        (S.ELIGIBILITY_EVIDENCE, S.ELIGIBILITY_REFER, S.INELIGIBLE_PROPOSED),
        S.SUBMITTED,
        actor=Actor.STAFF,
        right=Right.DECIDE_ELIGIBILITY,
        needs_reason=True,
        email="eligibility_settled",
        tells="The candidate is told that they are eligible.",
    ),
    _step(
        Event.FIND_INELIGIBLE,
        (S.ELIGIBILITY_EVIDENCE, S.ELIGIBILITY_REFER),
        S.INELIGIBLE_FINAL,
        actor=Actor.STAFF,
        right=Right.DECIDE_ELIGIBILITY,
        needs_reason=True,
        email="not_eligible",
        tells="The candidate is sent the decision with your reason.",
    ),
    _step(
        Event.ASK_FOR_REVIEW,
        (S.INELIGIBLE_AUTO,),
        S.INELIGIBLE_REVIEW,
        actor=Actor.CANDIDATE,
        guards=("review_may_be_asked",),
        needs_reason=True,
        email="review_received",
    ),
    _step(
        Event.UPHOLD,
        (S.INELIGIBLE_REVIEW,),
        S.INELIGIBLE_FINAL,
        actor=Actor.STAFF,
        right=Right.DECIDE_ELIGIBILITY,
        needs_reason=True,
        email="review_result",
        tells="The candidate is sent the result with your reason.",
    ),
    _step(
        Event.OVERTURN,
        (S.INELIGIBLE_REVIEW,),
        S.SUBMITTED,
        actor=Actor.STAFF,
        right=Right.DECIDE_ELIGIBILITY,
        needs_reason=True,
        email="review_result",
        tells="The candidate is told that the decision is overturned, with your reason.",
    ),
    _step(
        Event.RELEASE_TIER,
        (S.HELD_PRIORITY,),
        S.SUBMITTED,
        actor=Actor.STAFF,
        right=Right.MOVE_APPLICATIONS,
        needs_reason=True,
    ),
    _step(
        Event.START_SIFT,
        (S.SUBMITTED,),
        S.SIFT,
        actor=Actor.STAFF,
        right=Right.MOVE_APPLICATIONS,
        guards=("seal_is_open",),
        email="sift_started",
        tells="The candidate is told that their application is being assessed.",
    ),
    _step(
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
    _step(
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
    _step(
        Event.CONFIRM_INTERVIEW,
        (S.INT_INVITED,),
        S.INT_BOOKED,
        actor=Actor.CANDIDATE,
        email="interview_confirmed",
    ),
    _step(
        Event.MOVE_INTERVIEW,
        (S.INT_BOOKED,),
        S.INT_BOOKED,
        actor=Actor.CANDIDATE,
        email="interview_changed",
    ),
    _step(
        Event.CANCEL_INTERVIEW,
        (S.INT_BOOKED,),
        S.INT_INVITED,
        actor=Actor.STAFF,
        right=Right.SET_INTERVIEWS,
        needs_reason=True,
        email="interview_cancelled",
        tells="The candidate is asked to choose another time.",
    ),
    _step(
        Event.RECORD_INTERVIEW,
        (S.INT_BOOKED,),
        S.INT_DONE,
        actor=Actor.STAFF,
        right=Right.SET_INTERVIEWS,
        guards=("interview_result_recorded",),
        email="interview_held",
        tells="The candidate is thanked and told when to expect the outcome.",
    ),
    _step(
        Event.MISS_INTERVIEW,
        (S.INT_BOOKED,),
        S.INT_MISSED,
        actor=Actor.STAFF,
        right=Right.SET_INTERVIEWS,
        email="interview_missed",
        tells="The candidate is told that we missed them and whom to write to.",
    ),
    _step(
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
    _step(
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
        moves=MappingProxyType({S.SIFT_OUT: S.SIFT, S.UNSUCCESSFUL_INT: S.INT_DONE}),
        actor=Actor.STAFF,
        right=Right.RELEASE_DECISIONS,
        guards=("is_not_kept_to_read",),
        needs_reason=True,
        email="reinstated",
        tells="The candidate is told that the decision is reversed, with your reason.",
    ),
    _step(
        Event.MAKE_OFFER,
        (S.INT_DONE,),
        S.OFFER_COND,
        actor=Actor.STAFF,
        right=Right.MAKE_OFFERS,
        guards=("interview_was_passed", "offer_is_prepared"),
        email="conditional_offer",
        tells="The candidate is sent the conditional offer.",
    ),
    _step(
        Event.ACCEPT_OFFER,
        (S.OFFER_COND,),
        S.CHECKS,
        actor=Actor.CANDIDATE,
        guards=("reply_date_not_passed",),
        email="offer_accepted",
    ),
    _step(
        Event.DECLINE_OFFER,
        (S.OFFER_COND, S.DEFERRED),
        S.DECLINED,
        actor=Actor.CANDIDATE,
        email="offer_declined",
    ),
    _step(
        Event.LAPSE_OFFER,
        (S.OFFER_COND,),
        S.OFFER_LAPSED,
        actor=Actor.SYSTEM,
        email="offer_lapsed",
    ),
    _step(
        Event.ASK_LINE_MANAGER,
        (S.CHECKS,),
        S.LM_VERIFY,
        actor=Actor.SYSTEM,
        extra_actors=frozenset({Actor.STAFF}),
        right=Right.RECORD_CHECKS,
        guards=("offer_was_accepted",),
    ),
    _step(
        Event.EVIDENCE_VERIFIED,
        (S.LM_VERIFY,),
        S.CHECKS,
        actor=Actor.LINE_MANAGER,
        email="evidence_verified",
    ),
    _step(
        Event.EVIDENCE_DISPUTED,
        (S.LM_VERIFY,),
        S.CHECK_PROBLEM,
        actor=Actor.LINE_MANAGER,
        email="check_message",
    ),
    _step(
        Event.RAISE_CHECK_PROBLEM,
        (S.CHECKS, S.LM_VERIFY),
        S.CHECK_PROBLEM,
        actor=Actor.STAFF,
        right=Right.RECORD_CHECKS,
        needs_reason=True,
        email="check_message",
        tells="The candidate is asked to sign in; the email says nothing about the check.",
    ),
    _step(
        Event.RESOLVE_CHECK_PROBLEM,
        (S.CHECK_PROBLEM,),
        S.CHECKS,
        actor=Actor.STAFF,
        right=Right.RECORD_CHECKS,
        needs_reason=True,
    ),
    _step(
        Event.END_ON_CHECKS,
        (S.CHECKS, S.CHECK_PROBLEM),
        S.CONDITIONS_NOT_MET,
        actor=Actor.STAFF,
        right=Right.RELEASE_DECISIONS,
        needs_reason=True,
        email="conditions_not_met",
        tells="The candidate is told that we cannot confirm the offer.",
    ),
    _step(
        Event.CONFIRM_OFFER,
        (S.CHECKS,),
        S.OFFER_FINAL,
        actor=Actor.STAFF,
        right=Right.MAKE_OFFERS,
        guards=("every_condition_holds", "start_date_set", "old_enough_to_start"),
        email="offer_confirmed",
        tells="The candidate is sent the confirmed offer with the start date.",
    ),
    _step(
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
    _step(
        Event.CONFIRM_DEFERRAL,
        (S.DEFERRED,),
        S.CHECKS,
        actor=Actor.CANDIDATE,
        email="start_reconfirmed",
    ),
    _step(
        Event.APPOINT,
        (S.OFFER_FINAL,),
        S.STARTED,
        actor=Actor.STAFF,
        right=Right.MAKE_OFFERS,
        guards=("start_date_reached",),
        email="started",
        tells="The candidate is welcomed.",
    ),
    _step(
        Event.WITHDRAW,
        (S.DRAFT, *ACTIVE),
        S.WITHDRAWN,
        actor=Actor.CANDIDATE,
        email="withdrawn",
    ),
    _step(
        Event.EXPIRE_DRAFT,
        (S.DRAFT,),
        S.DRAFT_EXPIRED,
        actor=Actor.SYSTEM,
        guards=("vacancy_has_closed",),
    ),
    _step(
        Event.REOPEN_DRAFT,
        (S.DRAFT_EXPIRED,),
        S.DRAFT,
        actor=Actor.SYSTEM,
        guards=("vacancy_accepts_applications", "no_other_draft"),
    ),
    _step(
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

STEPS: Mapping[Event, Step] = MappingProxyType({step.event: step for step in _STEPS})

# The outcomes of the sift and of the interview: staff prepare them, unseen, and release them
# together, so that everybody hears at once (domain document 4.1).
PREPARED_STAGES: Mapping[Status, tuple[Event, ...]] = MappingProxyType(
    {
        S.SIFT: (Event.INVITE_TO_INTERVIEW, Event.SIFT_OUT),
        S.INT_DONE: (Event.MAKE_OFFER, Event.REJECT_AFTER_INTERVIEW),
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
