"""Emails about an application that is not sent yet (domain 4.3, nos. 2 and 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.urls import reverse

from applicants.emails.base import ApplicationEmail
from applicants.models import Application
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email
from recruitment.ui.dates import london_datetime


def _find(ids: Mapping[str, Any]) -> Application | None:
    return (
        Application.objects.select_related("candidate__user", "vacancy")
        .filter(pk=ids["application"])
        .first()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _DraftEmail(ApplicationEmail):
    """An email that is true only while the application is a draft and the vacancy is open."""

    closes: str
    sample_details: ClassVar[Mapping[str, Any]] = {"closes": "11:59pm on 9 December 2026"}

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        application = _find(ids)
        if application is None or not application.is_draft:
            return None
        return cls._of(application, ids)

    @classmethod
    def recall(cls, ids: Mapping[str, Any]) -> Self | None:
        application = _find(ids)
        return cls._of(application, ids) if application is not None else None

    @classmethod
    def _of(cls, application: Application, ids: Mapping[str, Any]) -> Self:
        closes_at = application.vacancy.closes_at
        common = cls.common(application)
        common["link"] = absolute(reverse("applicants:tasks", args=[application.pk]))
        closes = london_datetime(closes_at) if closes_at else ""
        return cls(**common, closes=closes, **cls._more(ids))

    @classmethod
    def _more(cls, ids: Mapping[str, Any]) -> dict[str, Any]:
        """The parts of this kind alone."""
        return {}


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSaved(_DraftEmail):
    """No. 2: you started an application."""

    kind: ClassVar[str] = "draft_saved"
    urgent: ClassVar[bool] = True

    @property
    def subject(self) -> str:
        return f"You started an application for {self.vacancy}"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class DraftReminder(_DraftEmail):
    """No. 3: days left to apply. Sent at 3 days and at 1 day."""

    kind: ClassVar[str] = "draft_reminder"
    version: ClassVar[int] = 2
    sample_details: ClassVar[Mapping[str, Any]] = {**_DraftEmail.sample_details, "days": 3}

    days: int

    @classmethod
    def _more(cls, ids: Mapping[str, Any]) -> dict[str, Any]:
        return {"days": int(ids.get("days", 0))}

    @property
    def subject(self) -> str:
        if not self.days:  # queued before the days were kept with the email
            return f"Your application for {self.vacancy} is not sent yet"
        left = "1 day" if self.days == 1 else f"{self.days} days"
        return f"{left} left to apply for {self.vacancy}"
