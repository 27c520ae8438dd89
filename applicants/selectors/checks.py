"""Reads about eligibility: the draft's own answers and the stored decisions."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from applicants.choices import Status
from applicants.models import Application, ApplicationSection, EligibilityDecision
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


def latest_decision(application: Application) -> EligibilityDecision | None:
    """The decision in force."""
    return EligibilityDecision.objects.filter(application=application).first()
