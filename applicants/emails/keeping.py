"""Emails about how long data is kept (domain document 4.3, no. 25), and a closed account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.urls import reverse

from applicants.emails.base import ApplicationEmail
from applicants.models import Application, DeletionWarning
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email
from recruitment.ui.dates import london_date


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionIsNear(ApplicationEmail):
    """No. 25: what goes, when, what stays, and how to get a copy first."""

    kind: ClassVar[str] = "deletion_warning"
    must_say: ClassVar[frozenset[str]] = frozenset({"day"})
    sample_details: ClassVar[Mapping[str, Any]] = {"day": "24 December 2027", "is_draft": False}
    day: str
    is_draft: bool

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """Only while it still goes on that day."""
        warned = DeletionWarning.objects.filter(
            application_id=ids["application"], delete_on=ids["day"]
        )
        return cls.recall(ids) if warned.exists() else None

    @classmethod
    def recall(cls, ids: Mapping[str, Any]) -> Self | None:
        found = Application.objects.select_related("candidate__user", "vacancy")
        application = found.filter(pk=ids["application"]).first()
        if application is None:
            return None
        common = {**cls.common(application), "link": absolute(reverse("applicants:my_data"))}
        return cls(
            **common,
            day=london_date(date.fromisoformat(ids["day"])),
            is_draft=application.is_draft,
        )

    @property
    def subject(self) -> str:
        return f"We will delete your application data on {self.day} ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class AccountClosed:
    """To the address of an account that was closed by its owner. It names nobody."""

    kind: ClassVar[str] = "closed_account"
    urgent: ClassVar[bool] = True
    version: ClassVar[int] = 1
    link: str
    mailbox: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        return cls(link=absolute(reverse("ui:privacy")), mailbox=settings.CONTACT_MAILBOX)

    @classmethod
    def sample(cls) -> Self:
        """Invented values, for the preview and the tests."""
        return cls(link="https://portal.example/privacy/", mailbox="recruitment@met.example")

    @property
    def subject(self) -> str:
        return "Your account is closed"
