"""Emails about the sift and outcomes (domain 4.3, no. 15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from applicants.choices import SiftOutReason
from applicants.emails.base import ApplicationEmail
from applicants.models import Application, StatusChange
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
