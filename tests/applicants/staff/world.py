"""Vacancies, people and applications for the tests of staff work. Everything is invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.test import Client
from django.utils import timezone

from applicants.choices import Actor, Event, Status
from applicants.models import (
    Application,
    ApplicationSection,
    Candidate,
    Interview,
    Offer,
    SiftDeclaration,
    SiftMarking,
    SiftScore,
    StatusChange,
)
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, Role, has_right
from tests.accounts.people import client_with_second_factor, make_staff, make_user
from tests.applicants.factories import open_eligibility_work
from vacancies.choices import TeamRole, VacancyStatus
from vacancies.models import EssentialCriterion, TeamMember, Vacancy

_numbers = count(1)
CRITERIA = ("casework", "records")


def make_vacancy(*, internal: bool = False, **fields: Any) -> Vacancy:
    """A published vacancy with two essential criteria."""
    number = next(_numbers)
    now = timezone.now()
    values: dict[str, Any] = {
        "reference": f"MPS-26-{7000 + number}",
        "title": f"Case progression officer {number}",
        "route": "internal_staff" if internal else "external_staff",
        "visibility": "internal" if internal else "public",
        "role_class": "police_staff",
        "business_group": "frontline_policing",
        "summary": "Prepares case files.",
        "body": "You prepare case files.",
        "grade": "Band D",
        "salary_min": 34_448,
        "salary_max": 36_864,
        "contract_type": "permanent",
        "working_patterns": ["full_time"],
        "hours_per_week": 36,
        "vetting_level": "rv_ctc",
        "residency_years": 3,
        "opens_at": now - timedelta(days=30),
        "closes_at": now - timedelta(days=1),
        "published_at": now - timedelta(days=30),
        "status": VacancyStatus.OPEN,
        "contact_mailbox": "recruitment@met.example",
        "markers": 1,
        **fields,
    }
    vacancy = Vacancy.objects.create(**values)
    for order, code in enumerate(CRITERIA):
        EssentialCriterion.objects.create(
            vacancy=vacancy, code=code, text=f"Good with {code}", order=order
        )
    return vacancy


def make_member(
    role: Role, *vacancies: Vacancy, first_name: str = "Rowan", declared: bool = True
) -> User:
    """Staff with one role, in the teams of these vacancies. Markers have said that they know
    nobody, unless `declared` is false."""
    number = next(_numbers)
    user = make_staff(
        role, username=f"{role}.{number}", first_name=first_name, last_name=f"Invented{number}"
    )
    team_role = role if role in TeamRole.values else TeamRole.RECRUITER
    for vacancy in vacancies:
        TeamMember.objects.create(vacancy=vacancy, user=user, role=team_role)
        if declared and has_right(user, Right.SCORE_APPLICATIONS):
            SiftDeclaration.objects.create(vacancy=vacancy, marker=user, declared_at=timezone.now())
    return user


def make_candidate(given: str = "Linden", family: str = "Madeup") -> Candidate:
    """A person who applies."""
    user = make_user(f"candidate.{next(_numbers)}")
    return Candidate.objects.create(
        user=user, given_names=given, family_name=family, phone="020 7946 0123"
    )


def make_application(
    vacancy: Vacancy,
    status: Status = Status.SUBMITTED,
    *,
    candidate: Candidate | None = None,
    at: datetime | None = None,
    **fields: Any,
) -> Application:
    """An application in a stage, with what that stage stands on."""
    moment = at or timezone.now() - timedelta(days=2)
    sent = None if status in (Status.DRAFT, Status.DRAFT_EXPIRED) else moment
    application = Application.objects.create(
        candidate=candidate or make_candidate(),
        vacancy=vacancy,
        reference=f"A-26-{next(_numbers):06d}",
        status=status,
        status_since=moment,
        submitted_at=sent,
        version=1,
        **fields,
    )
    open_eligibility_work(application)
    if sent:
        StatusChange.objects.create(
            application=application,
            sequence=1,
            event=Event.SUBMIT,
            from_status=Status.DRAFT,
            to_status=status,
            at=moment,
            actor_kind=Actor.CANDIDATE,
            actor_id=application.candidate.user_id,
        )
    return application


def write_evidence(application: Application, text: str) -> None:
    """The answers that a marker reads, and personal ones that a marker must not read."""
    rows = {
        "evidence": dict.fromkeys(CRITERIA, text),
        "personal": {"given_names": "Linden", "family_name": "Madeup", "phone": "020 7946 0123"},
    }
    for code, answers in rows.items():
        ApplicationSection.objects.update_or_create(
            application=application, code=code, defaults={"answers": answers, "completed": True}
        )


def score_all(application: Application, marker: User, score: int = 4) -> None:
    """A score for every essential criterion: this marker is done."""
    for criterion in EssentialCriterion.objects.filter(vacancy=application.vacancy):
        SiftScore.objects.create(
            application=application,
            criterion=criterion,
            marker=marker,
            score=score,
            comment="Clear and specific.",
            scored_at=timezone.now(),
        )
    now = timezone.now()
    SiftMarking.objects.update_or_create(
        application=application,
        marker=marker,
        defaults={"handed_at": now, "completed_at": now},
    )


def set_interview(application: Application, *, days: int = 7, **fields: Any) -> Interview:
    """An interview that many days from now."""
    return Interview.objects.create(
        application=application,
        starts_at=timezone.now() + timedelta(days=days),
        place="Lambeth",
        **fields,
    )


def prepare(application: Application, *, days: int = 5, **fields: Any) -> Offer:
    """An offer to be answered within that many days."""
    today = timezone.localdate()
    return Offer.objects.create(
        application=application,
        prepared_at=timezone.now(),
        reply_by=today + timedelta(days=days),
        salary_text="£34,448",
        **fields,
    )


def staff_client(user: User) -> Client:
    """A browser in which this person signed in with a second factor."""
    return client_with_second_factor(user)
