"""What each status means: its name for each audience, its category, and the candidate's clock
(domain document 4.1 and 4.4).

Decisions that are not released yet never show: a candidate reads these words and no others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from applicants.choices import Category, Status

S = Status


@dataclass(frozen=True, slots=True)
class Clock:
    """What a candidate reads about a status.

    label: the status in two to six words. who: who has it now. usual: how long this usually
    takes, or "" where nothing is waited for: it is not sent yet, or it has ended. next: what
    happens next.
    """

    label: str
    who: str
    usual: str
    next: str


CLOCKS: Mapping[Status, Clock] = MappingProxyType(
    {
        S.DRAFT: Clock(
            "In progress, not sent", "You", "", "Finish every section, then send it to us."
        ),
        S.DRAFT_EXPIRED: Clock(
            "Closed before you sent it",
            "Nobody",
            "",
            "The vacancy has closed. You can still read what you wrote.",
        ),
        S.SUBMITTED: Clock(
            "Application received",
            "The recruitment team",
            "Up to 10 working days after the closing date",
            "The recruitment team reads the applications after the closing date.",
        ),
        S.ELIGIBILITY_EVIDENCE: Clock(
            "We need something from you",
            "You",
            "7 days",
            "Send us the missing information. Your application keeps its place.",
        ),
        S.ELIGIBILITY_REFER: Clock(
            "A recruiter is checking your eligibility",
            "The recruitment team",
            "Up to 10 working days",
            "A person decides, and we write to you.",
        ),
        S.INELIGIBLE_PROPOSED: Clock(
            "A recruiter is checking your eligibility",
            "The recruitment team",
            "Up to 5 working days",
            "A person decides, and we write to you.",
        ),
        S.INELIGIBLE_AUTO: Clock(
            "Not eligible: automatic check",
            "You",
            "14 days to ask",
            "You can ask a person to look again.",
        ),
        S.INELIGIBLE_REVIEW: Clock(
            "A person is reviewing the decision",
            "The eligibility reviewer",
            "Up to 10 working days",
            "We write to you with the result and the reasons.",
        ),
        S.INELIGIBLE_FINAL: Clock("Not eligible", "Nobody", "", "You can apply for other roles."),
        S.HELD_PRIORITY: Clock(
            "Received, other applicants are considered first",
            "The recruitment team",
            "Until existing police staff and agency workers have been considered",
            "There is nothing for you to do. We write to you either way.",
        ),
        S.SIFT: Clock(
            "Being assessed",
            "The assessors",
            "Up to 10 working days after the closing date",
            "We tell you whether you are invited to an interview.",
        ),
        S.SIFT_OUT: Clock(
            "Not successful at this stage", "Nobody", "", "You can apply for other roles."
        ),
        S.INT_INVITED: Clock(
            "Interview: please reply",
            "You",
            "3 working days",
            "Confirm the date or choose a time, or tell us that you cannot come.",
        ),
        S.INT_BOOKED: Clock(
            "Interview booked",
            "You",
            "Until the day of your interview",
            "Come to your interview. We write to you afterwards.",
        ),
        S.INT_DONE: Clock(
            "Interview held, awaiting outcome",
            "The interview panel",
            "Up to 10 working days",
            "We write to you with the outcome.",
        ),
        S.INT_MISSED: Clock(
            "Interview missed",
            "The recruitment team",
            "Up to 5 working days",
            "If something kept you away, tell us. We may be able to offer another date.",
        ),
        S.UNSUCCESSFUL_INT: Clock(
            "Not successful after interview", "Nobody", "", "You can apply for other roles."
        ),
        S.RESERVE: Clock(
            "Reserve list",
            "The recruitment team",
            "Until the list ends",
            "There is nothing for you to do. If there is a role for you, we write to you.",
        ),
        S.RESERVE_ENDED: Clock(
            "No offer from the reserve list", "Nobody", "", "You can apply for other roles."
        ),
        S.DRAWN: Clock(
            "From the reserve list: being considered",
            "The recruitment team",
            "Up to 10 working days",
            "We write to you with an offer, or tell you that there is none.",
        ),
        S.OFFER_COND: Clock(
            "Conditional offer",
            "You",
            "5 working days to reply",
            "Accept or decline the offer by the date shown.",
        ),
        S.DECLINED: Clock("You declined the offer", "Nobody", "", "You can apply for other roles."),
        S.OFFER_LAPSED: Clock(
            "Offer ended without a reply", "Nobody", "", "Write to us if you still want the role."
        ),
        S.CHECKS: Clock(
            "Pre-employment checks",
            "The checks team",
            "6 to 12 weeks",
            "We finish each check, then confirm your offer and start date.",
        ),
        S.LM_VERIFY: Clock(
            "Your line manager is confirming your evidence",
            "Your line manager",
            "5 working days",
            "When they have answered, the checks go on.",
        ),
        S.CHECK_PROBLEM: Clock(
            "We need to talk to you about a check",
            "The checks team",
            "Up to 5 working days",
            "A member of the checks team contacts you.",
        ),
        S.CONDITIONS_NOT_MET: Clock(
            "We cannot confirm the offer",
            "Nobody",
            "",
            "Our message to you says whom to write to about this.",
        ),
        S.OFFER_FINAL: Clock(
            "Offer confirmed",
            "You",
            "Until your start date",
            "Come on your start date. We look forward to it.",
        ),
        S.DEFERRED: Clock(
            "New start date: please confirm",
            "You",
            "5 working days to reply",
            "Confirm your new start date, or decline the offer, by the date shown.",
        ),
        S.STARTED: Clock("You have joined", "Nobody", "", "Welcome."),
        S.WITHDRAWN: Clock("Withdrawn by you", "Nobody", "", "You can apply for other roles."),
        S.VACANCY_CANCELLED: Clock(
            "This vacancy was withdrawn", "Nobody", "", "You can apply for other roles."
        ),
    }
)

# While our email to the line manager has come back, the candidate has it and not the manager.
MANAGER_UNREACHABLE = Clock(
    "We could not reach your line manager",
    "You",
    "",
    "Check your line manager’s address. Then we send them the questions again.",
)


CATEGORIES: Mapping[Status, Category] = MappingProxyType(
    {
        S.DRAFT: Category.DRAFT,
        S.DRAFT_EXPIRED: Category.ENDED,
        S.SUBMITTED: Category.WITH_US,
        S.ELIGIBILITY_EVIDENCE: Category.WITH_CANDIDATE,
        S.ELIGIBILITY_REFER: Category.WITH_US,
        S.INELIGIBLE_PROPOSED: Category.WITH_US,
        S.INELIGIBLE_AUTO: Category.UNSUCCESSFUL,
        S.INELIGIBLE_REVIEW: Category.WITH_US,
        S.INELIGIBLE_FINAL: Category.UNSUCCESSFUL,
        S.HELD_PRIORITY: Category.WITH_US,
        S.SIFT: Category.WITH_US,
        S.SIFT_OUT: Category.UNSUCCESSFUL,
        S.INT_INVITED: Category.WITH_CANDIDATE,
        S.INT_BOOKED: Category.WITH_CANDIDATE,
        S.INT_DONE: Category.WITH_US,
        S.INT_MISSED: Category.WITH_US,
        S.UNSUCCESSFUL_INT: Category.UNSUCCESSFUL,
        S.RESERVE: Category.WITH_US,
        S.RESERVE_ENDED: Category.UNSUCCESSFUL,
        S.DRAWN: Category.WITH_US,
        S.OFFER_COND: Category.OFFERED,
        S.DECLINED: Category.ENDED,
        S.OFFER_LAPSED: Category.ENDED,
        S.CHECKS: Category.OFFERED,
        S.LM_VERIFY: Category.WITH_LINE_MANAGER,
        S.CHECK_PROBLEM: Category.OFFERED,
        S.CONDITIONS_NOT_MET: Category.UNSUCCESSFUL,
        S.OFFER_FINAL: Category.APPOINTED,
        S.DEFERRED: Category.WITH_CANDIDATE,
        S.STARTED: Category.APPOINTED,
        S.WITHDRAWN: Category.ENDED,
        S.VACANCY_CANCELLED: Category.ENDED,
    }
)


def candidate_label(status: str) -> str:
    """What a candidate reads for a status code."""
    return CLOCKS[Status(status)].label


def staff_label(status: str) -> str:
    """What recruitment staff read for a status code."""
    return str(Status(status).label)
