"""The essential criteria of an advert, written as one list; part of creating and editing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from vacancies.choices import AssessedBy
from vacancies.models import EssentialCriterion, Vacancy


@dataclass(frozen=True, slots=True)
class EssentialData:
    """One essential criterion as it is written; its place in the list is its order."""

    code: str
    text: str
    assessed_by: str = AssessedBy.FORM


def essential_data(vacancy: Vacancy) -> list[EssentialData]:
    """The list as it is, in its order."""
    rows = vacancy.essential_criteria.order_by("order")
    return [EssentialData(row.code, row.text, row.assessed_by) for row in rows]


def write_essential(
    vacancy: Vacancy, essential: Sequence[EssentialData]
) -> list[EssentialCriterion]:
    """Write the whole list of essential criteria; a criterion keeps its row by its code.

    Asks for no right: its callers did, and hold the transaction. Raises ValidationError, also where
    a criterion that leaves the list has already been scored.
    """
    codes = [item.code for item in essential]
    if len(set(codes)) != len(codes):
        raise ValidationError("Two essential criteria have the same code.")
    known = {row.code: row for row in vacancy.essential_criteria.all()}
    for code in known.keys() - set(codes):
        _delete(known[code])
    rows = []
    for order, item in enumerate(essential, start=1):
        row = known.get(item.code) or EssentialCriterion(vacancy=vacancy, code=item.code)
        row.text, row.assessed_by, row.order = item.text, item.assessed_by, order
        row.full_clean(validate_constraints=False)
        row.save()
        rows.append(row)
    return rows


def _delete(row: EssentialCriterion) -> None:
    try:
        row.delete()
    except ProtectedError as error:
        raise ValidationError(
            f"“{row.text}” has been scored for an application, so it must stay in the list."
        ) from error
