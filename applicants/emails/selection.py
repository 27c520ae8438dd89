"""Emails about the sift and outcomes (domain 4.3, no. 15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from applicants.choices import SiftOutReason, Status
from applicants.emails.base import RESTRICTED_DETAILS, ApplicationEmail, told_by_email
from applicants.models import Application, StatusChange
from applicants.selectors.outcomes import outcome_in
from applicants.selectors.reapplying import reapply_rule
from recruitment.outbox.registry import register_email


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class SiftStarted(ApplicationEmail):
    """The assessors have begun."""

    kind: ClassVar[str] = "sift_started"

    @property
    def subject(self) -> str:
        return f"Your application is being assessed ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class Unsuccessful(ApplicationEmail):
    """No. 15: the stage, its reason, a sentence for each criterion, feedback and applying again."""

    kind: ClassVar[str] = "unsuccessful"
    version: ClassVar[int] = 2
    multiline: ClassVar[frozenset[str]] = frozenset({"feedback"})
    must_say: ClassVar[frozenset[str]] = frozenset({"feedback", "criteria"})
    sample_details: ClassVar[Mapping[str, Any]] = {
        "stage": "the sift",
        "reason_label": SiftOutReason.CRITERIA_NOT_SHOWN.label,
        "criteria": (("Clear writing", "Your example did not say who read what you wrote."),),
        "feedback": "Your example did not say what you did yourself.",
        "reapply": "You can apply for other roles now.",
    }
    stage: str
    reason_label: str
    criteria: tuple[tuple[str, str], ...] = ()
    feedback: str
    reapply: str = ""

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        outcome = outcome_in(change)
        rule = reapply_rule(application, at=change.at)
        details = {
            "stage": outcome.stage,
            "reason_label": outcome.reason_label,
            "criteria": tuple((one.criterion, one.words) for one in outcome.criteria),
            "feedback": outcome.feedback,
            "reapply": rule.words if rule else "",
        }
        if application.vacancy.is_restricted:
            # Criteria and feedback tell what the work is, and an email may be read anywhere.
            details |= {"criteria": (), "feedback": RESTRICTED_DETAILS}
        return details

    @property
    def subject(self) -> str:
        return f"Your application was not successful ({self.reference})"


# What is open again once an outcome is reversed, by the status that it goes back to.
GOES_ON = {
    Status.SIFT: "Your application is being assessed again. You do not need to send anything.",
    Status.INT_DONE: "The outcome of your interview is open again. You do not need to come to "
    "another interview unless we write to you about one.",
}


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class Reinstated(ApplicationEmail):
    """A decision was reversed: what stood, why it does not, and where the application is now."""

    kind: ClassVar[str] = "reinstated"
    version: ClassVar[int] = 2
    multiline: ClassVar[frozenset[str]] = frozenset({"reason"})
    sample_details: ClassVar[Mapping[str, Any]] = {
        "stage": "the sift",
        "reason": "A score was missing.",
        "goes_on": GOES_ON[Status.SIFT],
    }
    stage: str
    reason: str
    goes_on: str

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        after_sift = change.from_status == Status.SIFT_OUT
        return {
            "stage": "the sift" if after_sift else "the interview",
            "reason": told_by_email(application.vacancy, change.reason),
            "goes_on": GOES_ON.get(Status(change.to_status), ""),
        }

    @property
    def subject(self) -> str:
        return f"We have reversed our decision ({self.reference})"
