"""A vacancy whose applications two people mark, and the people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from applicants.choices import Status
from applicants.models import Application
from applicants.services.sifting import Mark, record_sift_scores
from recruitment.accounts.models import User
from recruitment.accounts.roles import Role
from tests.applicants.staff.world import make_application, make_member, make_vacancy
from vacancies.models import Vacancy


@dataclass
class Sift:
    """Two markers and a chair; nothing is marked yet."""

    vacancy: Vacancy
    first: User
    second: User
    chair: User

    def apply(self, *, days: int = 2, **fields: Any) -> Application:
        """An application in the sift, sent that many days ago."""
        at = timezone.now() - timedelta(days=days)
        return make_application(self.vacancy, Status.SIFT, at=at, **fields)


def make_sift(**fields: Any) -> Sift:
    """Two markers for each application, one point apart at the most, pass mark 3."""
    vacancy = make_vacancy(**{"markers": 2, **fields})
    return Sift(
        vacancy,
        make_member(Role.SIFTER, vacancy, first_name="Alder"),
        make_member(Role.SIFTER, vacancy, first_name="Birch"),
        make_member(Role.PANEL_CHAIR, vacancy, first_name="Cedar"),
    )


def give(application: Application, by: User, casework: int, records: int) -> None:
    """Both scores of one marker, who is done with it."""
    marks = {
        "casework": Mark(casework, f"{by.first_name} on casework."),
        "records": Mark(records, f"{by.first_name} on records."),
    }
    record_sift_scores(application_id=application.pk, by=by, marks=marks)
