"""Emails about sift and interview (domain 4.3, nos. 13 to 15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from applicants.choices import SiftOutReason
from applicants.emails.base import ApplicationEmail
from applicants.models import Application, Interview, StatusChange
from recruitment.outbox.registry import register_email
from recruitment.ui.dates import london_datetime


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
    """No. 15: the outcome, its reason and the feedback."""

    kind: ClassVar[str] = "unsuccessful"
    multiline: ClassVar[frozenset[str]] = frozenset({"feedback"})
    sample_details: ClassVar[Mapping[str, Any]] = {
        "stage": "the sift",
        "reason_label": SiftOutReason.CRITERIA_NOT_SHOWN.label,
        "feedback": "Your example did not say what you did yourself.",
    }
    stage: str
    reason_label: str
    feedback: str

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        code = change.reason_code
        return {
            "stage": "the sift" if change.event == "sift_out" else "the interview",
            "reason_label": SiftOutReason(code).label if code in SiftOutReason.values else "",
            "feedback": change.reason,
        }

    @property
    def subject(self) -> str:
        return f"Your application was not successful ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class Reinstated(ApplicationEmail):
    """A decision was reversed."""

    kind: ClassVar[str] = "reinstated"
    multiline: ClassVar[frozenset[str]] = frozenset({"reason"})
    sample_details: ClassVar[Mapping[str, Any]] = {"reason": "A score was missing."}
    reason: str

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        return {"reason": change.reason}

    @property
    def subject(self) -> str:
        return f"We have reversed our decision ({self.reference})"


@dataclass(frozen=True, slots=True, kw_only=True)
class _InterviewEmail(ApplicationEmail):
    """An email that shows the interview's date and place."""

    sample_details: ClassVar[Mapping[str, Any]] = {
        "when": "10am on 14 December 2026",
        "minutes": 45,
        "format": "In person",
        "place": "Lambeth",
        "panel": "Three members of the unit",
        "what_to_bring": "Photo identity",
    }
    when: str
    minutes: int
    format: str
    place: str
    panel: str
    what_to_bring: str

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        interview = Interview.objects.get(application=application)
        return {
            "when": london_datetime(interview.starts_at),
            "minutes": interview.minutes,
            "format": interview.get_format_display(),
            "place": interview.place,
            "panel": interview.panel,
            "what_to_bring": interview.what_to_bring,
        }


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewInvitation(_InterviewEmail):
    """No. 13: the invitation."""

    kind: ClassVar[str] = "interview_invitation"
    asks: ClassVar[bool] = True

    @property
    def subject(self) -> str:
        return f"Invitation to interview for {self.vacancy} ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewConfirmed(_InterviewEmail):
    """No. 14: confirmed."""

    kind: ClassVar[str] = "interview_confirmed"
    asks: ClassVar[bool] = True

    @property
    def subject(self) -> str:
        return f"Interview confirmed for {self.vacancy} ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewHeld(ApplicationEmail):
    """Thanks for coming."""

    kind: ClassVar[str] = "interview_held"

    @property
    def subject(self) -> str:
        return f"Thank you for your interview ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewMissed(ApplicationEmail):
    """We missed you."""

    kind: ClassVar[str] = "interview_missed"

    @property
    def subject(self) -> str:
        return f"We missed you at your interview ({self.reference})"
