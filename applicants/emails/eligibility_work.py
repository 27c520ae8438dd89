"""Emails about what is open: a reminder to the candidate, and to the reviewer who has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.conf import settings
from django.urls import reverse

from applicants.choices import WorkKind
from applicants.emails.base import SAMPLE_COMMON, ApplicationEmail
from applicants.models import EligibilityWork
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email
from recruitment.ui.dates import london_date


def _open(ids: Mapping[str, Any]) -> EligibilityWork | None:
    """The work, while it is open."""
    rows = EligibilityWork.objects.filter(pk=ids["work"], closed_at__isnull=True)
    return rows.select_related("application__candidate__user", "application__vacancy").first()


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceReminder(ApplicationEmail):
    """Two days are left to send what we asked for."""

    kind: ClassVar[str] = "evidence_reminder"

    by: str
    may_extend: bool

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        work = _open(ids)
        return None if work is None else cls._of(work)

    @classmethod
    def recall(cls, ids: Mapping[str, Any]) -> Self | None:
        work = EligibilityWork.objects.filter(pk=ids["work"]).first()
        return None if work is None else cls._of(work)

    @classmethod
    def _of(cls, work: EligibilityWork) -> Self:
        common = cls.common(work.application)
        common["link"] = absolute(reverse("applicants:evidence", args=[work.application_id]))
        return cls(**common, by=london_date(work.due_on), may_extend=work.extended_at is None)

    @classmethod
    def sample(cls) -> Self:
        return cls(**SAMPLE_COMMON, by="8 December 2026", may_extend=True)

    @property
    def subject(self) -> str:
        return f"Reminder: we need your evidence by {self.by} ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityWorkEmail:
    """No. 27, to the reviewer: something is due. It names no candidate and no vacancy."""

    kind: ClassVar[str] = "eligibility_work"
    version: ClassVar[int] = 1

    what: str
    reference: str
    by: str
    link: str
    mailbox: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        work = _open(ids)
        if work is None or work.owner_id != ids["owner"]:
            return None
        page = reverse("admin:applicants_application_eligibility", args=[work.application_id])
        return cls(
            what=str(WorkKind(work.kind).label),
            reference=work.application.reference,
            by=london_date(work.due_on),
            link=absolute(page),
            mailbox=settings.CONTACT_MAILBOX,
        )

    @classmethod
    def sample(cls) -> Self:
        return cls(
            what=str(WorkKind.REVIEW.label),
            reference="A-26-000123",
            by="8 December 2026",
            link="https://portal.example/staff/",
            mailbox="recruitment@met.example",
        )

    @property
    def reply_to(self) -> str:
        """Answers go to the service's own mailbox."""
        return self.mailbox

    @property
    def subject(self) -> str:
        return f"{self.what}: {self.reference}, due {self.by}"
