"""What happened to an application, in the candidate's words, and how far along it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from applicants.choices import Event, Status
from applicants.models import Application, StatusChange

S = Status
# What a candidate reads about each event. Only what was released to them happens as an event;
# reasons stand in the messages, not here.
HAPPENED: Mapping[Event, str] = MappingProxyType(
    {
        Event.SUBMIT: "You sent your application",
        Event.ASK_FOR_EVIDENCE: "We asked you for more information",
        Event.REFER_ELIGIBILITY: "A recruiter began to check your eligibility",
        Event.REJECT_AUTOMATICALLY: "The automatic check found that you are not eligible",
        Event.PROPOSE_REJECTION: "A recruiter began to check your eligibility",
        Event.CONFIRM_REJECTION: "A person confirmed that you are not eligible now",
        Event.ANSWER_EVIDENCE: "You answered our request for evidence",
        Event.REQUEST_EVIDENCE: "We asked you for more information",
        Event.HOLD_FOR_PRIORITY: "We began to consider other applicants first",
        Event.SETTLE_ELIGIBILITY: "We confirmed that you are eligible",
        Event.FIND_INELIGIBLE: "We decided that you are not eligible",
        Event.ASK_FOR_REVIEW: "You asked a person to look again",
        Event.UPHOLD: "A person looked again and kept the decision",
        Event.OVERTURN: "A person looked again and changed the decision",
        Event.RELEASE_TIER: "Your application went on to be considered",
        Event.START_SIFT: "We began to assess your application",
        Event.SIFT_OUT: "You were not successful at this stage",
        Event.INVITE_TO_INTERVIEW: "We invited you to an interview",
        Event.CONFIRM_INTERVIEW: "You confirmed your interview",
        Event.MOVE_INTERVIEW: "You chose another time for your interview",
        Event.CANCEL_INTERVIEW: "We withdrew your interview time and asked you to choose another",
        Event.RECORD_INTERVIEW: "Your interview was held",
        Event.MISS_INTERVIEW: "We missed you at your interview",
        Event.REINVITE: "We invited you to an interview again",
        Event.REJECT_AFTER_INTERVIEW: "You were not successful after your interview",
        Event.REINSTATE: "We reversed the decision",
        Event.PLACE_ON_RESERVE: "We placed you on the reserve list",
        Event.OFFER_FROM_RESERVE: "We made you a conditional offer",
        Event.LAPSE_RESERVE: "The reserve list ended",
        Event.LEAVE_RESERVE: "You left the reserve list for another role",
        Event.DRAW_FROM_RESERVE: "You agreed to be considered from a reserve list",
        Event.ADMIT_DRAWN: "Your application went on to be considered for an offer",
        Event.END_DRAW: "There was no offer for this vacancy",
        Event.MAKE_OFFER: "We made you a conditional offer",
        Event.ACCEPT_OFFER: "You accepted the offer",
        Event.DECLINE_OFFER: "You declined the offer",
        Event.LAPSE_OFFER: "The offer ended without a reply",
        Event.ASK_LINE_MANAGER: "We asked your line manager to confirm your evidence",
        Event.EVIDENCE_VERIFIED: "Your line manager answered",
        Event.EVIDENCE_DISPUTED: "Your line manager answered",
        Event.RAISE_CHECK_PROBLEM: "We need to talk to you about a check",
        Event.RESOLVE_CHECK_PROBLEM: "The checks went on",
        Event.END_ON_CHECKS: "We could not confirm the offer",
        Event.CONFIRM_OFFER: "We confirmed your offer",
        Event.DEFER: "We moved your start date and asked you to confirm it",
        Event.CONFIRM_DEFERRAL: "You confirmed your new start date",
        Event.APPOINT: "You joined",
        Event.WITHDRAW: "You withdrew",
        Event.EXPIRE_DRAFT: "The vacancy closed before you sent your application",
        Event.REOPEN_DRAFT: "The vacancy opened again",
        Event.CANCEL_VACANCY: "The vacancy was withdrawn",
    }
)

STAGES = ("Sent", "Eligibility", "Assessment", "Interview", "Offer", "Checks", "Start")
# Where each status stands on that way. The draft stands before it, endings keep no place.
_PLACE: Mapping[Status, int] = MappingProxyType(
    {
        S.SUBMITTED: 1,
        S.ELIGIBILITY_EVIDENCE: 1,
        S.ELIGIBILITY_REFER: 1,
        S.INELIGIBLE_PROPOSED: 1,
        S.INELIGIBLE_AUTO: 1,
        S.INELIGIBLE_REVIEW: 1,
        S.HELD_PRIORITY: 1,
        S.SIFT: 2,
        S.INT_INVITED: 3,
        S.INT_BOOKED: 3,
        S.INT_DONE: 3,
        S.INT_MISSED: 3,
        S.RESERVE: 4,
        S.DRAWN: 4,
        S.OFFER_COND: 4,
        S.CHECKS: 5,
        S.LM_VERIFY: 5,
        S.CHECK_PROBLEM: 5,
        S.OFFER_FINAL: 6,
        S.DEFERRED: 5,
        S.STARTED: 7,
    }
)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the way: done, current or todo."""

    label: str
    state: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline."""

    title: str
    at: datetime


def stages_of(application: Application) -> list[Stage]:
    """The way from sending to starting; empty once an application has ended before that."""
    place = _PLACE.get(Status(application.status))
    if place is None:
        return []
    return [
        Stage(label, "done" if number < place else "current" if number == place else "todo")
        for number, label in enumerate(STAGES)
    ]


def timeline_of(application: Application) -> list[Happening]:
    """What happened, newest first, from starting the draft on. One query."""
    changes = StatusChange.objects.filter(application=application).order_by("-sequence")
    lines = [Happening(HAPPENED[Event(change.event)], change.at) for change in changes]
    return [*lines, Happening("You started your application", application.created_at)]
