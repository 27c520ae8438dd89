"""What people do with an advert: from draft to published, and to its end. See `life.py`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from vacancies.choices_life import ExtensionReason, VacancyEvent
from vacancies.models import Vacancy
from vacancies.services.stepping import Why, check_step, lock_vacancy, moment, write_step

if TYPE_CHECKING:
    from recruitment.accounts.models import User

LATER = "The new closing time must be later than the one people have seen."


@transaction.atomic
def take_step(
    *,
    vacancy_id: int,
    event: VacancyEvent,
    by: User | None,
    reason_code: str = "",
    reason: str = "",
    closes_at: datetime | None = None,
    seen: int | None = None,
    at: datetime | None = None,
) -> Vacancy:
    """Take one step in the life of an advert and return it, changed.

    `closes_at` is the new closing time, for the steps that set one; None for relisting means open
    until filled. `seen` is the number of the latest change that the person saw. `by=None` is the
    portal itself. Raises PermissionDenied, and ValidationError with sentences to show.
    """
    vacancy = lock_vacancy(vacancy_id)
    now = moment(at)
    why = Why(reason_code, reason)
    step = check_step(vacancy, event, by=by, at=now, why=why, seen=seen)
    before = {"closes_at": vacancy.closes_at}
    if step.sets_closing:
        _set_closing(vacancy, event, closes_at, now)
    if event in (VacancyEvent.PUBLISH, VacancyEvent.RELIST):
        _open(vacancy, event, now)
    data: dict[str, Any] = {"before": {}, "after": {}}
    if before["closes_at"] != vacancy.closes_at:
        data = {"before": _spelt(before["closes_at"]), "after": _spelt(vacancy.closes_at)}
    if step.sets_closing:
        vacancy.version += 1
    write_step(vacancy, step, by=by, at=now, why=Why(reason_code, reason, data))
    return vacancy


def _spelt(closes_at: datetime | None) -> dict[str, str | None]:
    return {"closes_at": closes_at.isoformat() if closes_at else None}


def _set_closing(
    vacancy: Vacancy, event: VacancyEvent, closes_at: datetime | None, now: datetime
) -> None:
    """The new time is later than the old one and in the future: readers plan by what they saw."""
    if closes_at is not None and closes_at <= now:
        raise ValidationError(LATER)
    if event is VacancyEvent.EXTEND and (
        closes_at is None or vacancy.closes_at is None or closes_at <= vacancy.closes_at
    ):
        raise ValidationError(LATER)
    vacancy.closes_at = closes_at
    vacancy.clean()


def _open(vacancy: Vacancy, event: VacancyEvent, now: datetime) -> None:
    """An opening time that has gone by while people decided becomes the moment of publication."""
    later = vacancy.opens_at if vacancy.opens_at and vacancy.opens_at > now else now
    vacancy.opens_at = now if event is VacancyEvent.RELIST else later
    vacancy.published_at = now


def publish_vacancy(*, by: User | None, vacancy_id: int, at: datetime | None = None) -> Vacancy:
    """Put an approved advert before readers, at once or at the opening time it names.

    The portal itself (`by=None`) publishes complete drafts too: demonstration data needs nobody's
    approval. Raises PermissionDenied, and ValidationError that lists everything still missing.
    """
    return take_step(vacancy_id=vacancy_id, event=VacancyEvent.PUBLISH, by=by, at=at)


def extend_closing(
    *,
    by: User | None,
    vacancy_id: int,
    closes_at: datetime,
    reason: str = "",
    reason_code: str = ExtensionReason.OTHER,
    seen: int | None = None,
) -> Vacancy:
    """Give people longer to apply; also opens again an advert whose time ran out.

    Everybody who applied or has a draft is told. Raises PermissionDenied and ValidationError.
    """
    return take_step(
        vacancy_id=vacancy_id,
        event=VacancyEvent.EXTEND,
        by=by,
        reason_code=reason_code,
        reason=reason,
        closes_at=closes_at,
        seen=seen,
    )


def close_vacancy(
    *, by: User | None, vacancy_id: int, reason: str = "", reason_code: str = "other"
) -> Vacancy:
    """Stop taking applications now. The page stays readable and says that it is closed.

    Raises PermissionDenied, and ValidationError for an advert that is not published.
    """
    return take_step(
        vacancy_id=vacancy_id,
        event=VacancyEvent.CLOSE,
        by=by,
        reason_code=reason_code,
        reason=reason,
    )
