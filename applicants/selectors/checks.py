"""Reads about eligibility: the draft's own answers and the stored decisions."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from applicants.choices import Event, Status
from applicants.models import (
    Application,
    ApplicationSection,
    EligibilityDecision,
    StatusChange,
)
from applicants.sections import ELIGIBILITY_CODE
from vacancies.models import Vacancy


def own_draft(user: AbstractBaseUser | AnonymousUser, vacancy: Vacancy) -> Application | None:
    """The person's draft for this vacancy, if they have one."""
    if not user.is_authenticated:
        return None
    return Application.objects.filter(
        candidate__user_id=user.pk, vacancy=vacancy, status=Status.DRAFT
    ).first()


def draft_check(user: AbstractBaseUser | AnonymousUser, vacancy: Vacancy) -> dict[str, Any]:
    """The eligibility answers kept in the person's own draft; {} without one."""
    if not user.is_authenticated:
        return {}
    row = ApplicationSection.objects.filter(
        application__candidate__user_id=user.pk,
        application__vacancy=vacancy,
        application__status=Status.DRAFT,
        code=ELIGIBILITY_CODE,
    ).first()
    return dict(row.answers) if row else {}


def decisions_of(application: Application) -> list[EligibilityDecision]:
    """Every decision, the one in force first."""
    rows = EligibilityDecision.objects.filter(application=application)
    return list(rows.select_related("application__vacancy"))


def was_confirmed_by_person(application: Application) -> bool:
    """Whether a person confirmed the rejection before it was sent."""
    sent = StatusChange.objects.filter(application=application, to_status=Status.INELIGIBLE_AUTO)
    latest = sent.order_by("-sequence").values_list("event", flat=True).first()
    return latest == Event.CONFIRM_REJECTION


def evidence_asked_for(application: Application) -> tuple[str, ...]:
    """What is missing, in the words of the request: a reviewer's, else those of the rules."""
    asked = StatusChange.objects.filter(
        application=application, to_status=Status.ELIGIBILITY_EVIDENCE
    )
    reason = asked.order_by("-sequence").values_list("reason", flat=True).first()
    if reason:
        return (reason,)
    decision = EligibilityDecision.objects.filter(application=application).first()
    rules = decision.decided["rules"] if decision else []
    return tuple(rule["text"] for rule in rules if rule["outcome"] == "needs_evidence")
