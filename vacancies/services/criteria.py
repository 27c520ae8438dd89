"""The essential criteria of an advert, written as one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from vacancies.choices import AssessedBy
from vacancies.models import EssentialCriterion, Vacancy
from vacancies.policies import actor_label, check_may

if TYPE_CHECKING:
    from recruitment.accounts.models import User


@dataclass(frozen=True, slots=True)
class EssentialData:
    """One essential criterion as it is written; its place in the list is its order."""

    code: str
    text: str
    assessed_by: str = AssessedBy.FORM


@transaction.atomic
def set_essential_criteria(
    *, by: User | None, vacancy_id: int, essential: Sequence[EssentialData]
) -> list[EssentialCriterion]:
    """Write the whole list of essential criteria; a criterion keeps its row by its code.

    Raises PermissionDenied, ValidationError, and ProtectedError where a criterion that leaves the
    list has already been scored.
    """
    vacancy = Vacancy.objects.select_for_update().get(pk=vacancy_id)
    check_may(by=by, right=Right.EDIT_VACANCIES, vacancy=vacancy)
    before = list(vacancy.essential_criteria.values_list("code", flat=True))
    rows = write_essential(vacancy, essential)
    record(
        action="vacancy.set_criteria",
        by=by,
        target=vacancy,
        before={"codes": before},
        after={"codes": [row.code for row in rows]},
        actor_label=actor_label(by),
    )
    return rows


def write_essential(
    vacancy: Vacancy, essential: Sequence[EssentialData]
) -> list[EssentialCriterion]:
    """Write the list without asking for a right; its callers did, and hold the transaction."""
    codes = [item.code for item in essential]
    if len(set(codes)) != len(codes):
        raise ValidationError("Two essential criteria have the same code.")
    known = {row.code: row for row in vacancy.essential_criteria.all()}
    for code in known.keys() - set(codes):
        known[code].delete()
    rows = []
    for order, item in enumerate(essential, start=1):
        row = known.get(item.code) or EssentialCriterion(vacancy=vacancy, code=item.code)
        row.text, row.assessed_by, row.order = item.text, item.assessed_by, order
        row.full_clean(validate_constraints=False)
        row.save()
        rows.append(row)
    return rows
