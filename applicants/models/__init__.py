"""The tables of applying. Everything else imports them from here."""

from applicants.models.application import (
    MAY_BEGIN_AGAIN,
    STANDS,
    Application,
    ApplicationSection,
    Candidate,
)
from applicants.models.decisions import EligibilityDecision, EligibilityFact
from applicants.models.duplicates import PossibleDuplicate
from applicants.models.eligibility_work import EligibilityWork
from applicants.models.feedback import FeedbackRequest
from applicants.models.history import AnswerChange, StatusChange
from applicants.models.interview_scores import (
    InterviewQuestion,
    ModeratedScore,
    Moderation,
    Scorecard,
    ScorecardScore,
)
from applicants.models.latest_work import LatestWork
from applicants.models.notices import EligibilityNotice
from applicants.models.offers import Offer, OfferCondition, PreEmploymentCheck
from applicants.models.profile import ProfileSection
from applicants.models.releasing import PreparedDecision, Release, ReleaseLine
from applicants.models.reserve import ReserveList, ReserveRequest
from applicants.models.retention import DeletionWarning, LegalHold, Tombstone
from applicants.models.sealed import (
    AdjustmentsRequest,
    ConductDeclaration,
    EqualityCounter,
    EqualityPool,
)
from applicants.models.selection import Interview
from applicants.models.sifting import (
    AgreedScore,
    Reconciliation,
    SealOpening,
    SiftConflict,
    SiftDeclaration,
    SiftMarking,
    SiftScore,
)
from applicants.models.slots import InterviewSlot, InterviewWish
from applicants.models.unit_gates import UnitGate
from applicants.models.verification import VerificationClaim, VerificationRequest

__all__ = [
    "MAY_BEGIN_AGAIN",
    "STANDS",
    "AdjustmentsRequest",
    "AgreedScore",
    "AnswerChange",
    "Application",
    "ApplicationSection",
    "Candidate",
    "ConductDeclaration",
    "DeletionWarning",
    "EligibilityDecision",
    "EligibilityFact",
    "EligibilityNotice",
    "EligibilityWork",
    "EqualityCounter",
    "EqualityPool",
    "FeedbackRequest",
    "Interview",
    "InterviewQuestion",
    "InterviewSlot",
    "InterviewWish",
    "LatestWork",
    "LegalHold",
    "ModeratedScore",
    "Moderation",
    "Offer",
    "OfferCondition",
    "PossibleDuplicate",
    "PreEmploymentCheck",
    "PreparedDecision",
    "ProfileSection",
    "Reconciliation",
    "Release",
    "ReleaseLine",
    "ReserveList",
    "ReserveRequest",
    "Scorecard",
    "ScorecardScore",
    "SealOpening",
    "SiftConflict",
    "SiftDeclaration",
    "SiftMarking",
    "SiftScore",
    "StatusChange",
    "Tombstone",
    "UnitGate",
    "VerificationClaim",
    "VerificationRequest",
]
