"""Typed criteria of an advert: checked by the parser of the eligibility rules themselves.

A criterion is `{"code", "operator", "value", "reference"?, "label"}`: what the eligibility
specification (its chapters 1 and 3) reads, and a label, which is what people read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from eligibility.cases import parse_case
from eligibility.errors import FactError

# A case around the criteria, so that the parser reads nothing else of interest.
_AROUND = {"route": "internal_staff", "role_class": "police_staff", "closes_on": "2026-12-09"}
_PREFIX = "vacancy.criteria"


def without_labels(criteria: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The criteria as the rules read them."""
    return [
        {key: value for key, value in criterion.items() if key != "label"} for criterion in criteria
    ]


def need_closing_date(criteria: object) -> bool:
    """True where some criterion is judged on the closing date of the advert."""
    return isinstance(criteria, list) and any(
        isinstance(criterion, dict) and criterion.get("reference") == "closes_on"
        for criterion in criteria
    )


def validate_criteria(value: object) -> None:
    """Refuse what the eligibility rules could not decide; the error names the place."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValidationError("Enter a list of criteria.")
    codes = [item.get("code") for item in value]
    for number, item in enumerate(value, start=1):
        label = item.get("label")
        if not isinstance(label, str) or not label.strip():
            raise ValidationError(f"Criterion {number} has no label for people to read.")
        if codes.count(item.get("code")) > 1:
            raise ValidationError(f"Criterion {number} repeats the code {item.get('code')}.")
    case = {
        "id": "advert",
        "as_of": "2026-11-22",
        "vacancy": {**_AROUND, "criteria": without_labels(value)},
        "facts": {},
    }
    try:
        parse_case(case)
    except FactError as error:
        place = error.path.removeprefix(_PREFIX)
        raise ValidationError(f"Criteria{place}: {error.message}") from error
