"""The times of an advert: publishing, extending and closing it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from vacancies.choices import VacancyStatus
from vacancies.models import Vacancy
from vacancies.policies import actor_label, check_may
from vacancies.services.saving import save_checked

if TYPE_CHECKING:
    from recruitment.accounts.models import User


def _lock(vacancy_id: int, by: User | None, right: Right) -> Vacancy:
    vacancy = Vacancy.objects.select_for_update().get(pk=vacancy_id)
    check_may(by=by, right=right, vacancy=vacancy)
    return vacancy


@transaction.atomic
def publish_vacancy(*, by: User | None, vacancy_id: int, at: datetime | None = None) -> Vacancy:
    """Put a complete draft before readers, at once or at the opening time it names.

    `at` is the moment of publication, now unless given. Raises PermissionDenied, and
    ValidationError that lists everything still missing.
    """
    vacancy = _lock(vacancy_id, by, Right.APPROVE_VACANCIES)
    at = at or timezone.now()
    if vacancy.status not in (VacancyStatus.DRAFT, VacancyStatus.APPROVED):
        raise ValidationError("Only a draft or an approved advert can be published.")
    missing = _what_is_missing(vacancy, at)
    if missing:
        raise ValidationError(missing)
    before = vacancy.status
    vacancy.status = VacancyStatus.OPEN
    vacancy.published_at = at
    vacancy.opens_at = vacancy.opens_at or at
    save_checked(vacancy)
    record(
        action="vacancy.publish",
        by=by,
        target=vacancy,
        before={"status": before},
        after={"status": vacancy.status, "closes_at": vacancy.closes_at},
        actor_label=actor_label(by),
    )
    return vacancy


def _what_is_missing(vacancy: Vacancy, at: datetime) -> list[str]:
    """What a candidate could not do without (domain report 2.1, "needed to publish")."""
    has_place = vacancy.bases.exists() or bool(vacancy.location_note)
    has_pay = bool(vacancy.salary_min or vacancy.rate or vacancy.pay_note)
    needed = [
        (vacancy.closes_at is None or vacancy.closes_at > at, "The closing time has passed."),
        (has_place, "Choose a base or say where the work is."),
        (has_pay, "Give the salary, the rate or a note about pay."),
        (bool(vacancy.working_patterns), "Choose at least one working pattern."),
        (3 <= len(vacancy.responsibilities) <= 10, "List 3 to 10 key responsibilities."),
        (vacancy.essential_criteria.exists(), "List at least one essential criterion."),
        (bool(vacancy.assessment_plan), "Say what the stages are and when they happen."),
    ]
    return [message for present, message in needed if not present]


@transaction.atomic
def extend_closing(
    *, by: User | None, vacancy_id: int, closes_at: datetime, reason: str
) -> Vacancy:
    """Give people longer to apply; also opens again an advert whose time ran out.

    The new time must be later than the old one and in the future: readers plan by the date they
    saw. Raises PermissionDenied and ValidationError.
    """
    vacancy = _lock(vacancy_id, by, Right.APPROVE_VACANCIES)
    if vacancy.status != VacancyStatus.OPEN:
        raise ValidationError("Only a published advert can be extended.")
    if not reason.strip():
        raise ValidationError("Say why the closing time changes.")
    if vacancy.closes_at is None:
        raise ValidationError("This advert has no closing time to extend.")
    if closes_at <= vacancy.closes_at or closes_at <= timezone.now():
        raise ValidationError("The new closing time must be later than the one people have seen.")
    before = vacancy.closes_at
    vacancy.closes_at = closes_at
    vacancy.version += 1
    save_checked(vacancy)
    record(
        action="vacancy.extend",
        by=by,
        target=vacancy,
        before={"closes_at": before, "version": vacancy.version - 1},
        after={"closes_at": closes_at, "version": vacancy.version},
        reason=reason,
        actor_label=actor_label(by),
    )
    return vacancy


@transaction.atomic
def close_vacancy(*, by: User | None, vacancy_id: int, reason: str) -> Vacancy:
    """Stop taking applications now. The page stays readable and says that it is closed.

    Raises PermissionDenied, and ValidationError for an advert that is not published.
    """
    vacancy = _lock(vacancy_id, by, Right.APPROVE_VACANCIES)
    if vacancy.status != VacancyStatus.OPEN:
        raise ValidationError("Only a published advert can be closed.")
    if not reason.strip():
        raise ValidationError("Say why the advert closes.")
    vacancy.status = VacancyStatus.CLOSED
    vacancy.save(update_fields=["status", "updated_at"])
    record(
        action="vacancy.close",
        by=by,
        target=vacancy,
        before={"status": VacancyStatus.OPEN},
        after={"status": vacancy.status},
        reason=reason,
        actor_label=actor_label(by),
    )
    return vacancy
