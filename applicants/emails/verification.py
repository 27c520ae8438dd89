"""Emails to a line manager (domain 4.3, no. 21): who asks, what is asked and what is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.urls import reverse
from django.utils import timezone

from applicants.choices import Status, VerificationState
from applicants.emails.base import ApplicationEmail, mailbox_of, name_of_vacancy
from applicants.models import Application
from applicants.models import VerificationRequest as Request
from applicants.services.manager_address import verification_bounced
from applicants.verification_links import link_path
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email
from recruitment.ui.dates import london_date, london_datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _ManagerEmail:
    """An email with the secure link, derived anew at each sending and stored nowhere."""

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1

    manager: str
    candidate: str
    vacancy: str
    link: str
    answer_by: str
    expires: str
    claims: int
    mailbox: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        request = (
            Request.objects.select_related("application__candidate__user", "application__vacancy")
            .filter(
                pk=ids["request"],
                generation=ids["generation"],
                state=VerificationState.OPEN,
                expires_at__gt=timezone.now(),
                application__status=Status.LM_VERIFY,
            )
            .first()
        )
        if request is None:
            return None
        application = request.application
        return cls(
            manager=request.manager_name,
            candidate=application.candidate.full_name,
            vacancy=name_of_vacancy(application.vacancy),
            link=absolute(link_path(request)),
            answer_by=london_date(request.answer_by),
            expires=london_datetime(request.expires_at),
            claims=request.claims.count(),
            mailbox=mailbox_of(application.vacancy),
        )

    @classmethod
    def sample(cls) -> Self:
        return cls(
            manager="Alex Manager",
            candidate="Sam Example",
            vacancy="Crime Analyst (Band D)",
            link="https://portal.example/verify/sample-of-a-link-that-opens-nothing/",
            answer_by="8 December 2026",
            expires="9:30am on 15 December 2026",
            claims=4,
            mailbox="recruitment@met.example",
        )

    @property
    def reply_to(self) -> str:
        return self.mailbox

    @classmethod
    def returned(cls, ids: Mapping[str, Any]) -> None:
        """It came back for good: the candidate is asked to put the address right."""
        verification_bounced(request_id=ids["request"], generation=ids["generation"])


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationRequestEmail(_ManagerEmail):
    """Please confirm evidence."""

    kind: ClassVar[str] = "verification_request"

    @property
    def subject(self) -> str:
        return f"Please confirm evidence for {self.candidate}"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationReminderEmail(_ManagerEmail):
    """A reminder, after 3 and after 5 working days."""

    kind: ClassVar[str] = "verification_reminder"

    @property
    def subject(self) -> str:
        return f"Reminder: please confirm evidence for {self.candidate}"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class LineManagerUnreachable(ApplicationEmail):
    """To the candidate: our email to their line manager came back."""

    kind: ClassVar[str] = "line_manager_unreachable"
    asks: ClassVar[bool] = True
    sample_details: ClassVar[Mapping[str, Any]] = {
        "reply_link": "https://portal.example/applications/0/line-manager/"
    }
    reply_link: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        waits = Request.objects.filter(
            pk=ids["request"],
            generation=ids["generation"],
            state=VerificationState.OPEN,
            bounced_at__isnull=False,
            application__status=Status.LM_VERIFY,
        )
        return cls.recall(ids) if waits.exists() else None

    @classmethod
    def recall(cls, ids: Mapping[str, Any]) -> Self | None:
        found = Application.objects.select_related("candidate__user", "vacancy")
        application = found.filter(pk=ids["application"]).first()
        if application is None:
            return None
        page = reverse("applicants:line_manager", args=[application.pk])
        return cls(**cls.common(application), reply_link=absolute(page))

    @property
    def subject(self) -> str:
        return f"Action needed: we could not reach your line manager ({self.reference})"
