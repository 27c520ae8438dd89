"""Emails about adjustments. None says what somebody needs, or why (domain document 4.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.conf import settings
from django.urls import reverse

from applicants.emails.base import SAMPLE_COMMON, ApplicationEmail
from applicants.models import AdjustmentsRequest, Application
from applicants.pipeline import ENDED
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentsWaiting:
    """To the advisers: a request waits. Not even the vacancy is named."""

    kind: ClassVar[str] = "adjustments_waiting"
    version: ClassVar[int] = 1

    reference: str
    link: str
    mailbox: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """Only while the request waits as it did when this was queued."""
        row = (
            AdjustmentsRequest.objects.select_related("application")
            .filter(application_id=ids["application"], version=ids["version"])
            .first()
        )
        if row is None or not row.is_waiting or row.application.status in ENDED:
            return None
        where = reverse("admin:applicants_application_adjustments", args=[row.application_id])
        return cls(
            reference=row.application.reference,
            link=absolute(where),
            mailbox=settings.CONTACT_MAILBOX,
        )

    @classmethod
    def sample(cls) -> Self:
        """Invented values, for the preview and the tests."""
        return cls(**{name: SAMPLE_COMMON[name] for name in ("reference", "link", "mailbox")})

    @property
    def subject(self) -> str:
        return f"A request for adjustments waits for you ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangementAgreed(ApplicationEmail):
    """To the candidate: look in your account."""

    kind: ClassVar[str] = "arrangement_agreed"

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        application = (
            Application.objects.select_related("candidate__user", "vacancy")
            .filter(pk=ids["application"])
            .first()
        )
        if application is None or application.status in ENDED:
            return None
        return cls(**cls.common(application))

    @classmethod
    def recall(cls, ids: Mapping[str, Any]) -> Self | None:
        found = Application.objects.select_related("candidate__user", "vacancy")
        application = found.filter(pk=ids["application"]).first()
        return None if application is None else cls(**cls.common(application))

    @property
    def subject(self) -> str:
        return f"About the adjustments for your application ({self.reference})"
