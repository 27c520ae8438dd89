"""Applications at any stage for tests: written straight to the tables, unlike anything in the
product, so that a test of one stage does not depend on the services of the stages before it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from applicants.choices import CheckKind, CheckState, Status
from applicants.deadlines import due_on
from applicants.models import (
    Application,
    ApplicationSection,
    Candidate,
    EligibilityWork,
    Interview,
    InterviewSlot,
    Offer,
    PreEmploymentCheck,
    ReserveList,
)
from applicants.services.eligibility_work import WORK_OF
from recruitment.accounts.models import User
from tests.accounts.people import make_user
from vacancies.choices import AssessedBy
from vacancies.models import EssentialCriterion, Vacancy

_count = iter(range(1, 1_000_000))

CONFIRMED_STAFF = {
    "status": ["police_staff"],
    "probation": "yes",
    "probation_date": "2025-06-03",
    "left_before": "no",
}


def make_vacancy(**fields: Any) -> Vacancy:
    """An open internal police staff vacancy, unless `fields` say otherwise."""
    now = timezone.now()
    number = next(_count)
    defaults: dict[str, Any] = {
        "reference": f"MPS-90-{number:04d}",
        "title": f"Test Analyst {number}",
        "route": "internal_staff",
        "role_class": "police_staff",
        "business_group": "frontline_policing",
        "summary": "A vacancy for tests.",
        "body": "Text.",
        "responsibilities": ["One", "Two", "Three"],
        "grade": "Band D",
        "salary_min": Decimal("34448"),
        "salary_max": Decimal("36864"),
        "contract_type": "permanent",
        "working_patterns": ["full_time"],
        "vetting_level": "rv",
        "residency_years": 3,
        "opens_at": now - timedelta(days=3),
        "closes_at": now + timedelta(days=10),
        "published_at": now - timedelta(days=3),
        "status": "open",
        "visibility": "internal",
        "contact_mailbox": "analysts@met.example",
        "budget_code": f"CC-{number:04d}",
        "approval_reference": f"WFP/{number:04d}",
        "markers": 1,
    }
    vacancy = Vacancy.objects.create(**{**defaults, **fields})
    EssentialCriterion.objects.create(
        vacancy=vacancy, code="analysis", text="Analysis", assessed_by=AssessedBy.FORM, order=0
    )
    return vacancy


def make_candidate(username: str | None = None) -> Candidate:
    """A candidate with an account that can sign in."""
    user: User = make_user(username or f"candidate.{next(_count)}")
    return Candidate.objects.create(user=user, given_names="Indigo", family_name="Sample")


def make_application(
    *,
    status: Status = Status.SUBMITTED,
    vacancy: Vacancy | None = None,
    candidate: Candidate | None = None,
    answers: dict[str, Any] | None = None,
    **fields: Any,
) -> Application:
    """An application in `status`, with an eligibility section of a confirmed member of staff."""
    now = timezone.now()
    never_sent = status in {Status.DRAFT, Status.DRAFT_EXPIRED}
    application = Application.objects.create(
        vacancy=vacancy or make_vacancy(),
        candidate=candidate or make_candidate(),
        reference=f"A-90-{next(_count):06d}",
        status=status,
        status_since=now,
        submitted_at=None if never_sent else now,
        **fields,
    )
    open_eligibility_work(application)
    ApplicationSection.objects.create(
        application=application,
        code="eligibility",
        answers=CONFIRMED_STAFF if answers is None else answers,
        completed=True,
    )
    return application


def open_eligibility_work(application: Application, **fields: Any) -> EligibilityWork | None:
    """What a status about eligibility brings with it in the product."""
    kind = WORK_OF.get(Status(application.status))
    if kind is None:
        return None
    since = application.status_since
    defaults = {"opened_at": since, "due_on": due_on(kind, timezone.localdate(since))}
    return EligibilityWork.objects.create(
        application=application, kind=kind, **{**defaults, **fields}
    )


def make_accepted_offer(**fields: Any) -> Application:
    """An internal application whose offer was accepted and whose checks have begun."""
    application = make_application(status=Status.CHECKS, **fields)
    now = timezone.now()
    Interview.objects.create(
        application=application, starts_at=now, place="Lambeth", result="appointable"
    )
    Offer.objects.create(
        application=application,
        prepared_at=now,
        reply_by=timezone.localdate() + timedelta(days=7),
        salary_text="£34,448 a year",
        replied_at=now,
        accepted=True,
    )
    for kind in (CheckKind.VETTING, CheckKind.LINE_MANAGER):
        PreEmploymentCheck.objects.create(
            application=application, kind=kind, state=CheckState.NOT_STARTED, updated_at=now
        )
    return application


def on_reserve_list(*, days: int = 365, **fields: Any) -> Application:
    """Somebody appointable on the reserve list of their vacancy, which lasts that many days."""
    application = make_application(status=Status.RESERVE, **fields)
    Interview.objects.create(
        application=application,
        starts_at=application.status_since,
        place="Lambeth",
        result="appointable",
    )
    today = timezone.localdate()
    ReserveList.objects.get_or_create(
        vacancy=application.vacancy,
        defaults={"begins_on": today - timedelta(days=1), "ends_on": today + timedelta(days=days)},
    )
    return application


def make_slot(
    vacancy: Vacancy, *, days: int = 7, notice_hours: int = 24, **fields: Any
) -> InterviewSlot:
    """An interview time that many days from now, which anybody invited can choose."""
    starts_at = fields.pop("starts_at", timezone.now() + timedelta(days=days))
    return InterviewSlot.objects.create(
        vacancy=vacancy,
        starts_at=starts_at,
        change_until=starts_at - timedelta(hours=notice_hours),
        place=fields.pop("place", "Lambeth"),
        **fields,
    )
