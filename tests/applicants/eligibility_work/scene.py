"""Applications on their way through eligibility, sent as the product sends them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from applicants.choices import Status
from applicants.models import Application
from applicants.services.eligibility import decide_at_submission
from recruitment.accounts.models import User
from recruitment.accounts.roles import Role
from tests.accounts.people import make_staff
from tests.applicants.factories import make_application, make_vacancy
from vacancies.models import Vacancy

STAFF = {"status": ["police_staff"], "probation": "yes", "probation_date": "2025-06-03"}
LEFT = {"left_before": "yes", "left_scheme": "yes", "left_compensation": "yes"}
BARRED = {**STAFF, **LEFT, "left_on": "2024-11-30"}
ON_THE_ANNIVERSARY = {**STAFF, **LEFT, "left_on": "2021-11-24"}
UNSURE = {**BARRED, "left_compensation": "not_sure"}
OFFICER_BARRED = {**BARRED, "status": ["police_officer"]}


def send(answers: dict[str, Any], vacancy: Vacancy | None = None) -> Application:
    """An application decided at its submission."""
    application = make_application(
        status=Status.SUBMITTED, vacancy=vacancy or make_vacancy(), answers=answers
    )
    decide_at_submission(application=application, at=timezone.now())
    application.refresh_from_db()
    return application


def make_reviewer(name: str = "ellis", **fields: Any) -> User:
    """An eligibility reviewer who takes part in no vacancy."""
    return make_staff(Role.ELIGIBILITY_REVIEWER, username=name, **fields)
