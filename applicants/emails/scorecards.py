"""A reminder to a member of a panel. It names neither candidate nor vacancy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.conf import settings
from django.urls import reverse

from applicants.models import Application
from applicants.selectors.panel import scorecard_missing_of
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardReminder:
    """Some working days after an interview, its result waits for this person's scorecard."""

    kind: ClassVar[str] = "scorecard_reminder"
    version: ClassVar[int] = 1

    name: str
    reference: str
    link: str
    mailbox: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """None once the scorecard is sent, or nobody waits for it any more."""
        application = (
            Application.objects.select_related("candidate").filter(pk=ids["application"]).first()
        )
        if application is None:
            return None
        member = scorecard_missing_of(application, ids["member"], ids["sequence"])
        if member is None:
            return None
        page = reverse("admin:applicants_application_scorecard", args=[application.pk])
        return cls(
            name=member.display_name,
            reference=application.reference,
            link=absolute(page),
            mailbox=settings.CONTACT_MAILBOX,
        )

    @classmethod
    def sample(cls) -> Self:
        """Invented values, for the preview and the tests."""
        return cls(
            name="Jordan Panel",
            reference="A-26-000123",
            link="https://portal.example/staff/",
            mailbox="recruitment@met.example",
        )

    @property
    def reply_to(self) -> str:
        """Answers go to the service's own mailbox."""
        return self.mailbox

    @property
    def subject(self) -> str:
        return f"Your scorecard is missing: {self.reference}"
