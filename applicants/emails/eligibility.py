"""Emails about eligibility. The words of a decision are those that the page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from applicants.choices import Event, WorkKind
from applicants.deadlines import REVIEW_ASK_DAYS, due_on
from applicants.emails.base import RESTRICTED_DETAILS, ApplicationEmail, told_by_email
from applicants.models import Application, EligibilityDecision, EligibilityWork, StatusChange
from applicants.selectors.decision_facts import facts_in_words
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email
from recruitment.ui.dates import london_date

REVIEW_TIME = timedelta(days=REVIEW_ASK_DAYS)


def _decision_behind(change: StatusChange) -> EligibilityDecision | None:
    """The decision in force when a step was taken: a notice that is read again says what it said,
    whatever was decided since."""
    made = EligibilityDecision.objects.filter(application_id=change.application_id)
    return made.filter(made_at__lte=change.at).first()


def missing_evidence(application: Application, change: StatusChange) -> tuple[str, ...]:
    """What is asked for: what a reviewer wrote, else the rules that lack something."""
    if change.reason:
        return (told_by_email(application.vacancy, change.reason),)
    decision = _decision_behind(change)
    hidden = application.vacancy.is_restricted
    # The text of a criterion is the advert's own.
    return tuple(
        RESTRICTED_DETAILS if hidden and r["rule"].startswith("criterion.") else r["text"]
        for r in (decision.decided["rules"] if decision else [])
        if r["outcome"] == "needs_evidence"
    )


def _day(iso: str | None) -> str:
    return london_date(date.fromisoformat(iso)) if iso else ""


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceNeeded(ApplicationEmail):
    """No. 6: what is missing, why, and by when."""

    kind: ClassVar[str] = "evidence_needed"
    must_say: ClassVar[frozenset[str]] = frozenset({"items", "by"})
    asks: ClassVar[bool] = True
    sample_details: ClassVar[Mapping[str, Any]] = {
        "items": ("The date on which your probation was confirmed is not known.",),
        "by": "8 December 2026",
    }
    items: tuple[str, ...]
    by: str

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        work = EligibilityWork.objects.filter(
            application=application, kind=WorkKind.EVIDENCE, opened_at=change.at
        ).first()
        by = work.due_on if work else due_on(WorkKind.EVIDENCE, timezone.localdate(change.at))
        return {"items": missing_evidence(application, change), "by": london_date(by)}

    @property
    def subject(self) -> str:
        return f"We need evidence for your application ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceReceived(ApplicationEmail):
    """The candidate's answer has arrived, and a person looks at it."""

    kind: ClassVar[str] = "evidence_received"
    urgent: ClassVar[bool] = True
    sample_details: ClassVar[Mapping[str, Any]] = {"by": "18 December 2026"}
    by: str

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        return {"by": london_date(due_on(WorkKind.REFERRAL, timezone.localdate(change.at)))}

    @property
    def subject(self) -> str:
        return f"We’ve received your answer ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class AutomaticDecision(ApplicationEmail):
    """No. 7: the decision notice (domain document 6.2)."""

    kind: ClassVar[str] = "automatic_decision"
    # What the law asks a decision notice to say (domain document 6.2).
    must_say: ClassVar[frozenset[str]] = frozenset(
        {"texts", "facts", "quote", "as_of", "ruleset", "ask_by", "complaints", "eligible_from"}
    )
    sample_details: ClassVar[Mapping[str, Any]] = {
        "texts": ("You told us that you left on 30 June 2023 with compensation.",),
        "facts": ("The date you left: 30 June 2023 (your own word)",),
        "quote": "Please note that individuals … are not eligible to submit an application …",
        "eligible_from": "1 July 2028",
        "made_on": "22 November 2026",
        "as_of": "22 November 2026",
        "ruleset": "2026-11-22",
        "ask_by": "6 December 2026",
        "review_link": "https://portal.example/applications/0/eligibility/review/",
        "complaints": "data-protection@met.example",
        "confirmed": False,
    }
    texts: tuple[str, ...]
    facts: tuple[str, ...]
    quote: str
    eligible_from: str
    made_on: str
    as_of: str
    ruleset: str
    ask_by: str
    review_link: str
    complaints: str
    confirmed: bool

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        decision = _decision_behind(change)
        decided = decision.decided if decision else {"rules": [], "eligible_from": None}
        bar = [r for r in decided["rules"] if r["rule"] == "bar.early_departure"]
        return {
            "texts": tuple(r["text"] for r in bar),
            "facts": tuple(facts_in_words(decision, bar)) if decision else (),
            "quote": bar[0]["source"]["quote"] if bar else "",
            "eligible_from": _day(decided["eligible_from"]),
            "made_on": london_date(decision.made_at) if decision else "",
            "as_of": london_date(decision.as_of) if decision else "",
            "ruleset": decision.ruleset if decision else "",
            "ask_by": london_date(timezone.localdate(change.at) + REVIEW_TIME),
            "review_link": absolute(reverse("applicants:review", args=[application.pk])),
            "complaints": settings.COMPLAINTS_MAILBOX,
            "confirmed": change.event == Event.CONFIRM_REJECTION,
        }

    @property
    def subject(self) -> str:
        return f"Automatic eligibility result for {self.reference}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _WithReason(ApplicationEmail):
    """A decision of a person, with the reason they wrote for the candidate."""

    multiline: ClassVar[frozenset[str]] = frozenset({"reason"})
    must_say: ClassVar[frozenset[str]] = frozenset({"reason"})
    sample_details: ClassVar[Mapping[str, Any]] = {"reason": "Your letter shows the date."}
    reason: str

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        return {"reason": told_by_email(application.vacancy, change.reason)}


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilitySettled(_WithReason):
    """A person found the candidate eligible."""

    kind: ClassVar[str] = "eligibility_settled"

    @property
    def subject(self) -> str:
        return f"You are eligible: your application goes on ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class NotEligible(_WithReason):
    """A person found the candidate not eligible."""

    kind: ClassVar[str] = "not_eligible"

    @property
    def subject(self) -> str:
        return f"Our decision about your eligibility ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewReceived(ApplicationEmail):
    """No. 8: the request for a review has arrived."""

    kind: ClassVar[str] = "review_received"
    urgent: ClassVar[bool] = True
    sample_details: ClassVar[Mapping[str, Any]] = {"by": "18 December 2026"}
    by: str

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        return {"by": london_date(due_on(WorkKind.REVIEW, timezone.localdate(change.at)))}

    @property
    def subject(self) -> str:
        return f"We’ve received your request for a review ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewResult(_WithReason):
    """No. 9: the result of the review."""

    kind: ClassVar[str] = "review_result"
    sample_details: ClassVar[Mapping[str, Any]] = {
        "reason": "Your letter shows that no compensation was paid.",
        "overturned": True,
    }
    overturned: bool

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        reason = told_by_email(application.vacancy, change.reason)
        return {"reason": reason, "overturned": change.event == Event.OVERTURN}

    @property
    def subject(self) -> str:
        return f"Result of your review ({self.reference})"
