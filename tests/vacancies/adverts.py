"""Adverts and readers for tests, written through the product's own services."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.test import Client

from recruitment.access.device import Device, How
from recruitment.accounts.models import InternalStanding, User
from tests.accounts.people import make_user
from vacancies.models import Vacancy
from vacancies.services import EssentialData, create_vacancy, load_bases, publish_vacancy
from vacancies.visibility import Viewer

# A Sunday at noon in London, on winter time.
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CLOSES = datetime(2026, 12, 9, 23, 59, tzinfo=UTC)
MET_DEVICE = {"HTTP_X_MET_DEVICE": "device-secret-for-tests"}
TRUSTED = Device(trusted=True, how=How.EDGE)
HOME = Device(trusted=False, how=How.NO_HEADER)

FIELDS: dict[str, Any] = {
    "title": "Test Analyst",
    "route": "external_staff",
    "role_class": "police_staff",
    "visibility": "public",
    "business_group": "frontline_policing",
    "unit": "South BCU (SN)",
    "summary": "Turn facts into plans.",
    "body": "You work with **facts**.",
    "responsibilities": ["Collect facts.", "Weigh facts.", "Explain facts."],
    "grade": "Band D",
    "salary_min": Decimal("34448"),
    "salary_max": Decimal("36864"),
    "contract_type": "permanent",
    "working_patterns": ["full_time"],
    "hours_per_week": Decimal("36"),
    "vetting_level": "rv",
    "assessment_plan": [{"stage": "Sift", "when": "within 10 working days"}],
    "contact_mailbox": "analysts@met.example",
    "location_note": "London",
    "closes_at": CLOSES,
    "budget_code": "CC-0401",
    "approval_reference": "WFP/0401",
}
INTERNAL = {"route": "internal_staff", "visibility": "internal"}
RESTRICTED = {"route": "internal_staff", "visibility": "restricted"}
TEMPORARY = {
    "route": "temporary",
    "job_family": "hr",
    "contract_type": "temporary",
    "contract_months": 6,
    "salary_min": None,
    "salary_max": None,
    "rate": Decimal("21.40"),
    "rate_unit": "hour",
}
TRANSFEREE = {
    "route": "transferee",
    "role_class": "police_officer",
    "salary_min": None,
    "salary_max": None,
    "pay_note": "Officer pay scale",
}
_FACTS = (EssentialData("facts", "Respect for facts"),)


def make_draft(*, bases: tuple[str, ...] = (), reference: str = "", **fields: Any) -> Vacancy:
    """A complete draft; `bases` are names of known bases."""
    chosen = [load_bases()[name] for name in bases] if bases else []
    whole = {**FIELDS, **fields}
    if "business_group" in fields and "unit" not in fields:
        whole["unit"] = ""  # the usual one belongs to the usual group
    return create_vacancy(
        by=None, fields=whole, bases=chosen, essential=_FACTS, reference=reference
    )


def make_open(*, at: datetime = NOW, days_ago: int = 1, **fields: Any) -> Vacancy:
    """An advert that was published some days before `at`."""
    vacancy = make_draft(**fields)
    return publish_vacancy(by=None, vacancy_id=vacancy.pk, at=at - timedelta(days=days_ago))


def make_internal_user(
    username: str = "internal.example",
    *,
    kind: str = "police_staff",
    valid_from: date = date(2026, 1, 1),
    valid_until: date = date(2027, 1, 1),
) -> User:
    """Somebody of the Met, with a standing for these days."""
    user = make_user(username)
    InternalStanding.objects.create(
        user=user, kind=kind, source="hr_record", valid_from=valid_from, valid_until=valid_until
    )
    return user


def viewer(user: User | None = None, *, device: Device = HOME, at: datetime = NOW) -> Viewer:
    return Viewer(user=user or AnonymousUser(), device=device, at=at)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
