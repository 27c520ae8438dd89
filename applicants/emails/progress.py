"""Emails at the beginning and at the end of an application's way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from applicants.choices import Status
from applicants.emails.base import ApplicationEmail
from applicants.emails.interviews import CalendarEmail, cancelled_entry
from applicants.models import Application, StatusChange
from recruitment.outbox.registry import register_email
from recruitment.ui.dates import london_datetime


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationReceived(ApplicationEmail):
    """No. 4: the receipt."""

    kind: ClassVar[str] = "application_received"
    urgent: ClassVar[bool] = True
    sample_details: ClassVar[Mapping[str, Any]] = {"sent": "9:30am on 1 December 2026"}
    sent: str

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        return {"sent": london_datetime(change.at)}

    @property
    def subject(self) -> str:
        return f"We’ve received your application for {self.vacancy} ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationHeld(ApplicationEmail):
    """No. 10: the second tier is considered after the first."""

    kind: ClassVar[str] = "application_held"

    @property
    def subject(self) -> str:
        return f"Your application is being held ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(CalendarEmail):
    """No. 24: you withdrew. An interview that was booked is taken out of the calendar with it."""

    kind: ClassVar[str] = "withdrawn"
    urgent: ClassVar[bool] = True
    version: ClassVar[int] = 2
    survives_ending: ClassVar[bool] = True
    sample_details: ClassVar[Mapping[str, Any]] = {"calendar": None}

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        return {"calendar": cancelled_entry(application, change)}

    @property
    def subject(self) -> str:
        return f"You withdrew your application ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyCancelled(ApplicationEmail):
    """No. 23: the vacancy has been withdrawn."""

    kind: ClassVar[str] = "vacancy_cancelled"
    survives_ending: ClassVar[bool] = True
    sample_details: ClassVar[Mapping[str, Any]] = {"is_draft": False}

    is_draft: bool

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        return {"is_draft": change.from_status == Status.DRAFT}

    @property
    def subject(self) -> str:
        return f"We’re sorry: {self.vacancy} has been withdrawn"
