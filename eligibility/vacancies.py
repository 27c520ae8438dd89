"""Reading the vacancy of a case: route, role class, closing date and typed criteria."""

from __future__ import annotations

from datetime import date
from typing import Final

from .case_model import Criterion, Vacancy
from .dates import read_date
from .errors import FactError
from .facts import as_object, optional, read_items, refuse_unknown_keys, required, word_reader
from .operators import OPERATORS

ROUTES: Final = (
    "external_staff",
    "internal_staff",
    "temporary",
    "transferee",
    "new_constable",
    "special_constable",
)
ROLE_CLASSES: Final = (
    "police_officer",
    "police_staff",
    "pcso",
    "ddo",
    "special_constable",
    "volunteer",
)

_READ_ROUTE: Final = word_reader(*ROUTES)
_READ_ROLE_CLASS: Final = word_reader(*ROLE_CLASSES)
_READ_REFERENCE: Final = word_reader("as_of", "closes_on")
_READ_OPERATOR: Final = word_reader(*OPERATORS)
_VACANCY_KEYS: Final = frozenset({"route", "role_class", "closes_on", "criteria"})
_CRITERION_KEYS: Final = frozenset({"code", "operator", "value", "reference"})


def read_vacancy(raw: object) -> Vacancy:
    """The vacancy of a case, its criteria checked against their operators."""
    stated = as_object(raw)
    if not stated.keys() <= _VACANCY_KEYS:
        refuse_unknown_keys(stated, ("route", "role_class", "closes_on", "criteria"))
    closes_on: date | None = optional(stated, "closes_on", read_date)
    criteria: tuple[Criterion, ...] = ()
    if stated.get("criteria"):
        criteria = required(stated, "criteria", lambda value: _read_criteria(value, closes_on))
    elif stated.get("criteria") not in (None, []):
        raise FactError("criteria", "must be a list")
    return Vacancy(
        required(stated, "route", _READ_ROUTE),
        required(stated, "role_class", _READ_ROLE_CLASS),
        closes_on,
        criteria,
    )


def _read_criteria(raw: object, closes_on: date | None) -> tuple[Criterion, ...]:
    return read_items(raw, lambda item: _read_criterion(item, closes_on))


def _read_criterion(raw: object, closes_on: date | None) -> Criterion:
    stated = as_object(raw)
    if not stated.keys() <= _CRITERION_KEYS:
        refuse_unknown_keys(stated, ("code", "operator", "value", "reference"))
    code = required(stated, "code", _read_code)
    operator = OPERATORS[required(stated, "operator", _READ_OPERATOR)]
    try:
        value = operator.read_value(stated.get("value"))
    except FactError as error:
        raise error.under("value") from None
    at_closing = optional(stated, "reference", _READ_REFERENCE) == "closes_on"
    if at_closing and closes_on is None:
        raise FactError("reference", "is closes_on, but the vacancy has no closing date")
    return Criterion(code, operator, value, at_closing)


def _read_code(raw: object) -> str:
    if type(raw) is str and raw:
        return raw
    raise FactError("", "must be text that is not empty")
