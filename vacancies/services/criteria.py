"""The essential criteria of an advert, written as one list; part of creating and editing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from vacancies.choices import AssessedBy
from vacancies.models import EssentialCriterion, Vacancy
from vacancies.scoring import scale_of


@dataclass(frozen=True, slots=True)
class EssentialData:
    """One essential criterion as it is written; its place in the list is its order."""

    code: str
    text: str
    assessed_by: str = AssessedBy.FORM
    # Values of the scale with what a marker looks for; empty: the scale's own words.
    guide: tuple[tuple[int, str], ...] = ()


def essential_data(vacancy: Vacancy) -> list[EssentialData]:
    """The list as it is, in its order."""
    rows = vacancy.essential_criteria.order_by("order")
    return [
        EssentialData(
            row.code,
            row.text,
            row.assessed_by,
            tuple((line["value"], line["words"]) for line in row.guide),
        )
        for row in rows
    ]


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
        row.guide = _guide(item, vacancy)
        row.full_clean(validate_constraints=False)
        row.save()
        rows.append(row)
    return rows


def check_guides(vacancy: Vacancy) -> None:
    """Refuse a scale that does not have the values of the guides. Raises ValidationError."""
    for item in essential_data(vacancy):
        _guide(item, vacancy)


def _guide(item: EssentialData, vacancy: Vacancy) -> list[dict[str, object]]:
    """The guide as it is stored. Raises ValidationError where a value is not on the scale."""
    values = scale_of(vacancy.score_scale).values
    for value, _ in item.guide:
        if value not in values:
            raise ValidationError(
                f"The scoring guide of “{item.text}” has the value {value}: the scale goes from "
                f"{values[0]} to {values[-1]}."
            )
    return [{"value": value, "words": words} for value, words in item.guide]


def _delete(row: EssentialCriterion) -> None:
    try:
        row.delete()
    except ProtectedError as error:
        raise ValidationError(
            f"“{row.text}” has been scored for an application, so it must stay in the list."
        ) from error
