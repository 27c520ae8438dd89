"""How long candidates and staff have (domain document 4.4 and 6.2).

Days of candidates are calendar days in London, those of staff are working days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from applicants.choices import WorkKind
from applicants.workdays import add_working_days

EVIDENCE_DAYS = 7
EVIDENCE_EXTENSION_DAYS = 7  # granted once
EVIDENCE_REMINDER_DAYS = 2  # before the due date
REVIEW_ASK_DAYS = 14  # and for as long as the vacancy is open
REVIEW_WORKING_DAYS = 10
# The document names none for these: as long as a review for a judgement, half of it for a proposal.
REFERRAL_WORKING_DAYS = 10
PROPOSAL_WORKING_DAYS = 5
SIFT_WORKING_DAYS = 10  # after the closing time
SCORECARD_WORKING_DAYS = 2  # after the interview; the document names none
TRANSFER_NOTICE_DAYS = 28  # at least, between the confirmed offer and an officer's start

_WORKING_DAYS: Mapping[WorkKind, int] = MappingProxyType(
    {
        WorkKind.REVIEW: REVIEW_WORKING_DAYS,
        WorkKind.REFERRAL: REFERRAL_WORKING_DAYS,
        WorkKind.PROPOSAL: PROPOSAL_WORKING_DAYS,
    }
)


def due_on(kind: WorkKind, opened_on: date) -> date:
    """The last day for a piece of eligibility work that began on a London day."""
    if kind is WorkKind.EVIDENCE:
        return opened_on + timedelta(days=EVIDENCE_DAYS)
    return add_working_days(opened_on, _WORKING_DAYS[kind])
