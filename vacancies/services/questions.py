"""The questions of an advert, written as one list."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from vacancies.models import Vacancy
from vacancies.questions import VacancyQuestion
from vacancies.services.writing import edit_vacancy

if TYPE_CHECKING:
    from recruitment.accounts.models import User

CHANGED_MEANWHILE = (
    "Somebody else changed the questions while you had this page open. Nothing was saved: open the "
    "page in another tab, compare, and enter your changes again."
)


def seen_as(stored: Sequence[Any]) -> str:
    """A short mark of a list of questions: a page made from another list is refused."""
    return hashlib.sha256(json.dumps(list(stored), sort_keys=True).encode()).hexdigest()[:16]


@transaction.atomic
def set_questions(
    *, by: User | None, vacancy_id: int, questions: Sequence[VacancyQuestion], seen: str
) -> Vacancy:
    """Write the whole list of an advert's questions; of a published one this is a new version.

    `seen` is the mark of the list that the page was made from. Answers that were given already
    keep their question by its code. Raises PermissionDenied and ValidationError.
    """
    vacancy = Vacancy.objects.select_for_update().get(pk=vacancy_id)
    if seen_as(vacancy.questions) != seen:
        raise ValidationError(CHANGED_MEANWHILE)
    stored = [one.as_stored() for one in questions]
    return edit_vacancy(by=by, vacancy_id=vacancy_id, changes={"questions": stored})
