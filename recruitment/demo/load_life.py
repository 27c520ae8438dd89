"""Adverts at other stages of their life: one waits for approval, one opens later, one has longer.

The one that opens later is kept as a template as well.

Made through the product's own steps, by two recruiters, once; loading again changes nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from recruitment.accounts.models import User
from vacancies.advert_templates.services import keep_template
from vacancies.choices_life import ExtensionReason, VacancyEvent
from vacancies.models import Vacancy
from vacancies.services import add_team_member, copy_vacancy, edit_vacancy, take_step

WAITING, SCHEDULED, EXTENDED = "MPS-26-0431", "MPS-26-0432", "MPS-26-0408"


def load_life(*, now: datetime) -> None:
    """Bring three adverts to their stages, unless the first of them is there already."""
    if Vacancy.objects.filter(reference=WAITING).exists():
        return
    author = User.objects.get(username="rowan")
    second = User.objects.get(username="harper")
    waiting = _draft("MPS-26-0403", WAITING, author, second)
    edit_vacancy(
        by=author,
        vacancy_id=waiting.pk,
        changes={
            "title": "Business Support Officer (Bromley)",
            "posts": 2,
            "approval_reference": f"WFP/{WAITING}",
        },
    )
    take_step(vacancy_id=waiting.pk, event=VacancyEvent.SEND, by=author)
    scheduled = _draft("MPS-26-0401", SCHEDULED, author, second)
    edit_vacancy(
        by=author,
        vacancy_id=scheduled.pk,
        changes={
            "title": "HR Advisor (policy projects)",
            "approval_reference": f"WFP/{SCHEDULED}",
            "opens_at": now + timedelta(days=3),
            "closes_at": now + timedelta(days=24),
        },
    )
    for event, by in (
        (VacancyEvent.SEND, author),
        (VacancyEvent.APPROVE, second),
        (VacancyEvent.PUBLISH, author),
    ):
        take_step(vacancy_id=scheduled.pk, event=event, by=by)
    _extend(EXTENDED, author)
    keep_template(by=author, vacancy_id=scheduled.pk, name="HR Advisor, policy projects")


def _draft(of: str, reference: str, author: User, second: User) -> Vacancy:
    original = Vacancy.objects.get(reference=of)
    copy = copy_vacancy(by=author, vacancy_id=original.pk, reference=reference)
    add_team_member(by=author, vacancy_id=copy.pk, user=second, role="recruiter")
    return copy


def _extend(reference: str, by: User) -> None:
    vacancy = Vacancy.objects.get(reference=reference)
    if vacancy.closes_at is None:
        return
    take_step(
        vacancy_id=vacancy.pk,
        event=VacancyEvent.EXTEND,
        by=by,
        reason_code=ExtensionReason.FEW_APPLICATIONS,
        closes_at=vacancy.closes_at + timedelta(days=7),
    )
