"""Emails about offers, checks and the first day (domain 4.3, nos. 18 to 20 and 22)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.urls import reverse
from django.utils import timezone

from applicants.emails.base import RESTRICTED_DETAILS, ApplicationEmail, told_by_email
from applicants.models import Application, Offer, StatusChange
from applicants.selectors.appointment import conditions_in_lines
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email
from recruitment.ui.dates import london_date
from vacancies.choices import AskedWhen, Route
from vacancies.questions import questions_of


def _conditions(application: Application) -> tuple[str, ...]:
    of_role = conditions_in_lines(application.vacancy, timezone.localdate())
    conditions = (*application.vacancy.conditions, *of_role)
    return (RESTRICTED_DETAILS,) if conditions and application.vacancy.is_restricted else conditions


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionalOffer(ApplicationEmail):
    """No. 18: the offer, its conditions and the date to reply by."""

    kind: ClassVar[str] = "conditional_offer"
    must_say: ClassVar[frozenset[str]] = frozenset({"salary", "reply_by", "conditions"})
    asks: ClassVar[bool] = True
    sample_details: ClassVar[Mapping[str, Any]] = {
        "salary": "£34,448 a year",
        "reply_by": "21 December 2026",
        "conditions": ("Vetting",),
        "internal": False,
        "reply_link": "https://portal.example/applications/0/offer/",
    }
    salary: str
    reply_by: str
    conditions: tuple[str, ...]
    internal: bool
    reply_link: str

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        offer = Offer.objects.get(application=application)
        return {
            "salary": told_by_email(application.vacancy, offer.salary_text),
            "reply_by": london_date(offer.reply_by),
            "conditions": _conditions(application),
            "internal": application.vacancy.route == Route.INTERNAL_STAFF,
            "reply_link": absolute(reverse("applicants:offer", args=[application.pk])),
        }

    @property
    def subject(self) -> str:
        return f"Conditional offer: {self.vacancy} ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAccepted(ApplicationEmail):
    """No. 19: the checks begin."""

    kind: ClassVar[str] = "offer_accepted"
    urgent: ClassVar[bool] = True
    version: ClassVar[int] = 2
    sample_details: ClassVar[Mapping[str, Any]] = {
        "checks": ("Identity", "Vetting"),
        "manager": "",
        "has_questions": False,
    }
    checks: tuple[str, ...]
    manager: str
    has_questions: bool

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        offer = Offer.objects.get(application=application)
        kinds = application.checks.all()
        return {
            "checks": tuple(check.get_kind_display() for check in kinds),
            "manager": offer.line_manager_name if application.verifications.exists() else "",
            "has_questions": bool(questions_of(application.vacancy, AskedWhen.OFFER)),
        }

    @property
    def subject(self) -> str:
        return f"Action needed: your pre-employment checks ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDeclined(ApplicationEmail):
    """The candidate declined."""

    kind: ClassVar[str] = "offer_declined"
    urgent: ClassVar[bool] = True

    @property
    def subject(self) -> str:
        return f"You declined our offer ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class OfferLapsed(ApplicationEmail):
    """The date to reply by has passed."""

    kind: ClassVar[str] = "offer_lapsed"

    @property
    def subject(self) -> str:
        return f"Our offer to you has ended ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceVerified(ApplicationEmail):
    """The line manager has answered."""

    kind: ClassVar[str] = "evidence_verified"

    @property
    def subject(self) -> str:
        return f"Your line manager has confirmed your evidence ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class CheckMessage(ApplicationEmail):
    """No. 20: sign in to read. Nothing about the check stands in the email."""

    kind: ClassVar[str] = "check_message"

    @property
    def subject(self) -> str:
        return f"A message about one of your checks ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionsNotMet(ApplicationEmail):
    """We cannot confirm the offer. The reason is told in person, never by email."""

    kind: ClassVar[str] = "conditions_not_met"

    @property
    def subject(self) -> str:
        return f"We cannot confirm our offer ({self.reference})"


@dataclass(frozen=True, slots=True, kw_only=True)
class _StartEmail(ApplicationEmail):
    """An email that shows the start date."""

    must_say: ClassVar[frozenset[str]] = frozenset({"start_on"})
    sample_details: ClassVar[Mapping[str, Any]] = {"start_on": "1 February 2027"}
    start_on: str

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        return {"start_on": london_date(Offer.objects.get(application=application).start_on)}


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class OfferConfirmed(_StartEmail):
    """No. 22: the start date and the induction."""

    kind: ClassVar[str] = "offer_confirmed"

    @property
    def subject(self) -> str:
        return f"Your start date and induction: {self.vacancy} ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class Started(_StartEmail):
    """Welcome."""

    kind: ClassVar[str] = "started"

    @property
    def subject(self) -> str:
        return f"Welcome to the Met ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class StartDeferred(_StartEmail):
    """The first day is moved: the candidate is asked to confirm it."""

    kind: ClassVar[str] = "start_deferred"
    must_say: ClassVar[frozenset[str]] = frozenset({"start_on", "confirm_by", "reason"})
    asks: ClassVar[bool] = True
    multiline: ClassVar[frozenset[str]] = frozenset({"reason"})
    sample_details: ClassVar[Mapping[str, Any]] = {
        **_StartEmail.sample_details,
        "reason": "The training course begins later.",
        "confirm_by": "21 December 2026",
        "reply_link": "https://portal.example/applications/0/start-date/",
    }
    reason: str
    confirm_by: str
    reply_link: str

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        offer = Offer.objects.get(application=application)
        moved_to = change.data.get("to", "")
        return {
            "start_on": london_date(date.fromisoformat(moved_to) if moved_to else offer.start_on),
            "reason": told_by_email(application.vacancy, change.reason),
            "confirm_by": london_date(offer.confirm_by),
            "reply_link": absolute(reverse("applicants:deferral", args=[application.pk])),
        }

    @property
    def subject(self) -> str:
        return f"Action needed: your new start date ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class StartReconfirmed(_StartEmail):
    """The candidate has confirmed the new date."""

    kind: ClassVar[str] = "start_reconfirmed"
    urgent: ClassVar[bool] = True

    @property
    def subject(self) -> str:
        return f"You confirmed your new start date ({self.reference})"
