"""Reserve lists for their tests: people on them with the scores that a panel agreed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from applicants.choices import Status
from applicants.models import (
    Application,
    ApplicationSection,
    ModeratedScore,
    Moderation,
    ReserveList,
)
from tests.applicants.staff.world import make_application, make_candidate, set_interview
from vacancies.models import Vacancy

ANSWERS = {
    "eligibility": {"left_before": "no"},
    "personal": {"given_names": "Linden", "family_name": "Madeup", "phone": "020 7946 0123"},
    "role-questions": {"why": "This one alone."},
}


def make_list(vacancy: Vacancy, *, days: int = 365) -> ReserveList:
    """The list of a vacancy, which lasts that many days from today."""
    today = timezone.localdate()
    return ReserveList.objects.create(
        vacancy=vacancy, begins_on=today - timedelta(days=1), ends_on=today + timedelta(days=days)
    )


def listed(vacancy: Vacancy, name: str, score: int | None = None, **fields: Any) -> Application:
    """Somebody appointable on the list of this vacancy, which is made with the first of them."""
    status = fields.pop("status", Status.RESERVE)
    application = make_application(
        vacancy, status, candidate=make_candidate(name, "Invented"), **fields
    )
    set_interview(application, days=-3, result="appointable", sequence=1)
    if score is not None:
        agreed = Moderation.objects.create(
            application=application, sequence=1, agreed_at=timezone.now()
        )
        ModeratedScore.objects.create(
            moderation=agreed, subject="s0", about="It", order=0, score=score
        )
    for code, answers in ANSWERS.items():
        ApplicationSection.objects.create(
            application=application, code=code, answers=answers, completed=True
        )
    if not ReserveList.objects.filter(vacancy=vacancy).exists():
        make_list(vacancy)
    return application
