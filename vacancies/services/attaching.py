"""Putting documents on an advert, taking them off, and copying them with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID

import structlog
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from recruitment.uploads.errors import RefusedFile
from recruitment.uploads.models import StoredFile
from recruitment.uploads.selectors import files_of
from recruitment.uploads.services import copy_upload, delete_upload, store_upload
from vacancies.attachments import ADVERT, Purpose, files_of_advert
from vacancies.choices_life import VacancyEvent
from vacancies.material import material_facts
from vacancies.models import Vacancy
from vacancies.models.constraints import PUBLISHED
from vacancies.services.stepping import CHANGED, Why, check_step, lock_vacancy
from vacancies.services.writing import write_edit

if TYPE_CHECKING:
    from recruitment.accounts.models import User
    from recruitment.uploads.inspection import CheckedFile

GONE = "That document is no longer there. Look at the documents again."

logger = structlog.get_logger(__name__)


def attach_file(
    *,
    by: User | None,
    vacancy_id: int,
    checked: CheckedFile,
    purpose: Purpose,
    in_place_of: UUID | None = None,
    seen: int | None = None,
) -> StoredFile:
    """Put a checked document on an advert, in place of another where one is named.

    A change of the advert like any other: see `edit_vacancy`. Readers get it once the virus check
    has found nothing. Raises PermissionDenied, and ValidationError by field.
    """
    with _changing(by=by, vacancy_id=vacancy_id, seen=seen) as vacancy:
        if in_place_of is not None:
            _delete(vacancy, in_place_of, by=by, reason="Replaced.")
        try:
            return store_upload(
                checked=checked, kind=ADVERT, owner_id=vacancy.pk, purpose=purpose.value, by=by
            )
        except RefusedFile as refused:
            raise ValidationError({"file": str(refused)}) from refused


def remove_file(
    *, by: User | None, vacancy_id: int, file_id: UUID, seen: int | None = None
) -> None:
    """Take a document off an advert and delete it. Raises PermissionDenied and ValidationError."""
    with _changing(by=by, vacancy_id=vacancy_id, seen=seen) as vacancy:
        _delete(vacancy, file_id, by=by, reason="Removed.")


def copy_files(*, source: tuple[str, int], to: tuple[str, int], by: User | None) -> None:
    """Copies of the documents of an advert or a template for another one, with their verdicts.

    What the virus check locked stays behind. Part of what writes the other one.
    """
    kind, owner_id = source
    for file in files_of(kind=kind, owner_id=owner_id):
        try:
            copy_upload(file=file, kind=to[0], owner_id=to[1], by=by)
        except FileNotFoundError:
            # The texts are worth having without a document that the storage lost.
            logger.error("attachment_content_lost", file=str(file.pk))


@contextmanager
def _changing(*, by: User | None, vacancy_id: int, seen: int | None) -> Iterator[Vacancy]:
    """One edit of the advert: locked and allowed before, written and told after."""
    with transaction.atomic():
        vacancy = lock_vacancy(vacancy_id)
        now = timezone.now()
        step = check_step(vacancy, VacancyEvent.EDIT, by=by, at=now, why=Why(), seen=seen)
        facts = material_facts(vacancy)
        yield vacancy
        vacancy.version += 1 if vacancy.status in PUBLISHED else 0
        write_edit(vacancy, step, by=by, at=now, facts=facts, fields=["attachments"])


def _delete(vacancy: Vacancy, file_id: UUID, *, by: User | None, reason: str) -> None:
    file = files_of_advert(vacancy).filter(pk=file_id).first()
    if file is None:
        raise ValidationError(GONE, code=CHANGED)
    delete_upload(file=file, by=by, reason=reason)
