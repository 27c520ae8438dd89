"""The words of an application's life (domain document 4.1). No logic, no other import of ours."""

from __future__ import annotations

from django.db.models import TextChoices


class Status(TextChoices):
    """Where an application is. The second word is what staff read."""

    DRAFT = "draft", "Draft"
    DRAFT_EXPIRED = "draft_expired", "Draft, closed before it was sent"
    SUBMITTED = "submitted", "New"
    ELIGIBILITY_EVIDENCE = "eligibility_evidence", "Eligibility: needs evidence"
    ELIGIBILITY_REFER = "eligibility_refer", "Eligibility: a person must judge"
    INELIGIBLE_PROPOSED = "ineligible_proposed", "Eligibility: rejection to confirm"
    INELIGIBLE_AUTO = "ineligible_auto", "Not eligible: automatic decision"
    INELIGIBLE_REVIEW = "ineligible_review", "Review of the automatic decision"
    INELIGIBLE_FINAL = "ineligible_final", "Not eligible"
    HELD_PRIORITY = "held_priority", "Held: second tier"
    SIFT = "sift", "Sift"
    SIFT_OUT = "sift_out", "Sifted out"
    INT_INVITED = "int_invited", "Interview: invited"
    INT_BOOKED = "int_booked", "Interview: booked"
    INT_DONE = "int_done", "Interview: held"
    INT_MISSED = "int_missed", "Interview: missed"
    UNSUCCESSFUL_INT = "unsuccessful_int", "Interview: not appointable"
    RESERVE = "reserve", "Reserve list"
    RESERVE_ENDED = "reserve_ended", "Reserve list: ended without an offer"
    DRAWN = "drawn", "Drawn from a reserve list"
    OFFER_COND = "offer_cond", "Conditional offer sent"
    DECLINED = "declined", "Offer declined"
    OFFER_LAPSED = "offer_lapsed", "Offer lapsed"
    CHECKS = "checks", "Checks"
    LM_VERIFY = "lm_verify", "Line manager verification"
    CHECK_PROBLEM = "check_problem", "Check: needs attention"
    CONDITIONS_NOT_MET = "conditions_not_met", "Conditions not met"
    OFFER_FINAL = "offer_final", "Ready to start"
    DEFERRED = "deferred", "Start deferred"
    STARTED = "started", "Started"
    WITHDRAWN = "withdrawn", "Withdrawn"
    VACANCY_CANCELLED = "vacancy_cancelled", "Vacancy withdrawn"


class Category(TextChoices):
    """What a status means for counting and for colours."""

    DRAFT = "draft", "Not sent"
    WITH_US = "with_us", "With us"
    WITH_CANDIDATE = "with_candidate", "With the candidate"
    WITH_LINE_MANAGER = "with_line_manager", "With the line manager"
    OFFERED = "offered", "Offered"
    APPOINTED = "appointed", "Appointed"
    UNSUCCESSFUL = "unsuccessful", "Unsuccessful"
    ENDED = "ended", "Ended"


class Event(TextChoices):
    """What can happen to an application."""

    SUBMIT = "submit", "Submit"
    ASK_FOR_EVIDENCE = "ask_for_evidence", "Ask for evidence"
    REFER_ELIGIBILITY = "refer_eligibility", "Refer eligibility to a person"
    REJECT_AUTOMATICALLY = "reject_automatically", "Reject under the five-year rule"
    PROPOSE_REJECTION = "propose_rejection", "Propose a rejection under the five-year rule"
    CONFIRM_REJECTION = "confirm_rejection", "Confirm the rejection"
    HOLD_FOR_PRIORITY = "hold_for_priority", "Hold for the second tier"
    ANSWER_EVIDENCE = "answer_evidence", "Answer the request for evidence"
    REQUEST_EVIDENCE = "request_evidence", "Ask the candidate for evidence"
    SETTLE_ELIGIBILITY = "settle_eligibility", "Confirm as eligible"
    FIND_INELIGIBLE = "find_ineligible", "Decide not eligible"
    ASK_FOR_REVIEW = "ask_for_review", "Ask a person to look again"
    UPHOLD = "uphold", "Uphold the decision"
    OVERTURN = "overturn", "Overturn the decision"
    RELEASE_TIER = "release_tier", "Release from the second tier"
    START_SIFT = "start_sift", "Start the sift"
    SIFT_OUT = "sift_out", "Not successful at sift"
    INVITE_TO_INTERVIEW = "invite_to_interview", "Invite to interview"
    CONFIRM_INTERVIEW = "confirm_interview", "Confirm interview"
    MOVE_INTERVIEW = "move_interview", "Choose another interview time"
    CANCEL_INTERVIEW = "cancel_interview", "Withdraw the interview time"
    RECORD_INTERVIEW = "record_interview", "Record the interview as held"
    MISS_INTERVIEW = "miss_interview", "Record the interview as missed"
    REINVITE = "reinvite", "Invite again"
    REJECT_AFTER_INTERVIEW = "reject_after_interview", "Not successful after interview"
    REINSTATE = "reinstate", "Reverse the decision"
    PLACE_ON_RESERVE = "place_on_reserve", "Place on the reserve list"
    OFFER_FROM_RESERVE = "offer_from_reserve", "Make an offer from the reserve list"
    LAPSE_RESERVE = "lapse_reserve", "Reserve list ends"
    LEAVE_RESERVE = "leave_reserve", "Leave the reserve list for another role"
    DRAW_FROM_RESERVE = "draw_from_reserve", "Agree to be drawn from a reserve list"
    ADMIT_DRAWN = "admit_drawn", "Go on to an offer, drawn from a reserve list"
    END_DRAW = "end_draw", "No offer for this vacancy"
    MAKE_OFFER = "make_offer", "Make a conditional offer"
    ACCEPT_OFFER = "accept_offer", "Accept the offer"
    DECLINE_OFFER = "decline_offer", "Decline the offer"
    LAPSE_OFFER = "lapse_offer", "Offer lapses"
    ASK_LINE_MANAGER = "ask_line_manager", "Ask the line manager"
    EVIDENCE_VERIFIED = "evidence_verified", "Line manager has confirmed"
    EVIDENCE_DISPUTED = "evidence_disputed", "Line manager has raised a difference"
    RAISE_CHECK_PROBLEM = "raise_check_problem", "Raise a problem with a check"
    RESOLVE_CHECK_PROBLEM = "resolve_check_problem", "Resolve the problem"
    END_ON_CHECKS = "end_on_checks", "Conditions not met"
    CONFIRM_OFFER = "confirm_offer", "Confirm the offer"
    DEFER = "defer", "Defer the start"
    CONFIRM_DEFERRAL = "confirm_deferral", "Confirm the new start date"
    APPOINT = "appoint", "Record as started"
    WITHDRAW = "withdraw", "Withdraw"
    EXPIRE_DRAFT = "expire_draft", "Draft expires"
    REOPEN_DRAFT = "reopen_draft", "Draft opens again"
    CANCEL_VACANCY = "cancel_vacancy", "Vacancy withdrawn"


class Actor(TextChoices):
    """Who may fire an event."""

    CANDIDATE = "candidate", "the candidate"
    STAFF = "staff", "recruitment staff"
    LINE_MANAGER = "line_manager", "the line manager"
    SYSTEM = "system", "the system"


class WorkKind(TextChoices):
    """What is open about an application's eligibility."""

    EVIDENCE = "evidence", "Evidence asked for"
    REFERRAL = "referral", "A person must judge"
    PROPOSAL = "proposal", "Rejection to confirm"
    REVIEW = "review", "Review asked for"


class CheckKind(TextChoices):
    """Pre-employment checks: category and state only, never their content (domain 4.1)."""

    IDENTITY = "identity", "Identity"
    RIGHT_TO_WORK = "right_to_work", "Right to work"
    VETTING = "vetting", "Vetting"
    REFERENCES = "references", "References"
    MEDICAL = "medical", "Medical"
    FITNESS = "fitness", "Job-related fitness test"
    LINE_MANAGER = "line_manager", "Line manager verification"


class CheckState(TextChoices):
    """How far a check is."""

    NOT_STARTED = "not_started", "Not started"
    WITH_CANDIDATE = "with_candidate", "With you"
    WITH_US = "with_us", "With us"
    MORE_INFORMATION = "more_information", "More information needed"
    COMPLETE = "complete", "Complete"
    NOT_PASSED = "not_passed", "Not passed"


class ConditionState(TextChoices):
    """How a condition of an offer stands."""

    PENDING = "pending", "Pending"
    MET = "met", "Met"
    NOT_MET = "not_met", "Not met"
    WAIVED = "waived", "Waived"


class VerificationState(TextChoices):
    """How a line manager's verification stands."""

    OPEN = "open", "Waiting for an answer"
    ANSWERED = "answered", "Answered"
    NOT_MANAGER = "not_manager", "Says they are not the line manager"
    CANCELLED = "cancelled", "Cancelled"


class ClaimAnswer(TextChoices):
    """A line manager's answer to one claim."""

    CONFIRM = "confirm", "Yes, this is right"
    CORRECT = "correct", "No, this is different"
    CANNOT_SAY = "cannot_say", "I cannot say"


class WithdrawalReason(TextChoices):
    """Why a candidate withdraws. Never required to be given in detail."""

    OTHER_JOB = "other_job", "I have accepted another job"
    CIRCUMSTANCES = "circumstances", "My circumstances have changed"
    PAY_OR_TERMS = "pay_or_terms", "The pay or terms do not suit me"
    TOO_LONG = "too_long", "The process is taking too long"
    NOT_FOR_ME = "not_for_me", "The role is not right for me"
    PREFER_NOT_TO_SAY = "prefer_not_to_say", "I prefer not to say"


class SiftOutReason(TextChoices):
    """Structured reasons that the candidate reads."""

    CRITERIA_NOT_SHOWN = "criteria_not_shown", "Your answers did not show the essential criteria"
    STRONGER_FIELD = "stronger_field", "Other applications showed stronger evidence"
    INCOMPLETE = "incomplete", "Parts of the evidence were missing"
    INTERVIEW_SCORE = "interview_score", "Your interview did not reach the standard needed"
