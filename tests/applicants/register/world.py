"""People on the register and openings for tests, made through the services."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from applicants.register.models import RegisterProfile
from applicants.register.services import register, save_section
from recruitment.accounts.models import User
from recruitment.accounts.roles import Role
from tests.accounts.people import make_staff, make_user
from tests.applicants.factories import make_vacancy
from vacancies.models import Base, TeamMember, Vacancy

ANSWERS: dict[str, dict[str, Any]] = {
    "contact": {"name": "Ash Example", "phone": "020 7946 0123"},
    "right-to-work": {"right_to_work": "yes"},
    "roles": {"titles_hr": ["HR Advisor", "Recruiter / Talent Acquisition Specialist"]},
    "work": {
        "available_from": "2026-12-01",
        "areas": ["AS", "SN"],
        "hybrid": "any",
        "rate_unit": "hour",
        "rate": "20.50",
    },
    "clearance": {"clearance": "none"},
    "summary": {},
    "service": {"left_before": "no"},
}
BARRED = {
    "left_before": "yes",
    "left_scheme": "yes",
    "left_compensation": "yes",
    "left_on": "2024-06-30",
}


def fill(user: User, **changes: dict[str, Any]) -> RegisterProfile:
    """Every section saved; `changes` by section, with _ for -."""
    for code, answers in ANSWERS.items():
        given = {**answers, **changes.get(code.replace("-", "_"), {})}
        profile = save_section(by=user, code=code, answers=given, completed=True)
    return profile


def make_profile(username: str = "ash", **changes: dict[str, Any]) -> RegisterProfile:
    """Somebody on the register."""
    user = make_user(username)
    fill(user, **changes)
    return register(by=user, convictions_read=True, consents=True)


def make_opening(**fields: Any) -> Vacancy:
    """A temporary HR opening at Lambeth, open for ten days."""
    values = {
        "route": "temporary",
        "visibility": "public",
        "job_family": "hr",
        "title": "HR Advisor (employee relations)",
        "contract_type": "temporary",
        "contract_months": 6,
        "salary_min": None,
        "salary_max": None,
        "rate": Decimal("21.40"),
        "rate_unit": "hour",
    }
    vacancy = make_vacancy(**{**values, **fields})
    base, _ = Base.objects.get_or_create(
        name="Lambeth", defaults={"zone": "inner", "bcu": "AS", "lat": "51.49", "lon": "-0.11"}
    )
    vacancy.bases.add(base)
    return vacancy


def make_recruiter(*vacancies: Vacancy, username: str = "remi") -> User:
    """A recruiter of the register in the teams of these openings."""
    user = make_staff(Role.REGISTER_RECRUITER, username=username)
    for vacancy in vacancies:
        TeamMember.objects.create(vacancy=vacancy, user=user, role="recruiter")
    return user
