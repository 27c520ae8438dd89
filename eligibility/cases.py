"""Reading a case from JSON-like data, strictly (specification, section 1).

Every refusal is a FactError that names the place, so a misspelt fact is never ignored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from .case_model import (
    NOT_CONFIRMED,
    Agency,
    Break,
    Case,
    Criterion,
    Duty,
    Employment,
    Facts,
    Service,
    Special,
    Transfer,
    Vacancy,
    Volunteer,
)
from .dates import Day, read_date, read_day
from .errors import FactError
from .facts import (
    Fact,
    as_object,
    read_fact,
    read_flag,
    read_list_fact,
    read_minutes,
    refuse_unknown_keys,
    word_reader,
)
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
KINDS_OF_EMPLOYMENT: Final = ("police_officer", "police_staff", "pcso", "ddo")
BREAK_REASONS: Final = ("leave", "sickness", "family_leave", "jury_service", "other")

Read = Callable[[object], Any]
ReadList = Callable[[object, bool], tuple[Any, ...]]


def _read_probation(raw: object) -> Day | str:
    if raw == NOT_CONFIRMED:
        return NOT_CONFIRMED
    try:
        return read_day(raw)
    except FactError as error:
        raise FactError("", f'{error.message}, or "{NOT_CONFIRMED}"') from None


_READ_ROUTE: Final = word_reader(*ROUTES)
_READ_ROLE_CLASS: Final = word_reader(*ROLE_CLASSES)
_READ_REFERENCE: Final = word_reader("as_of", "closes_on")
_READ_OPERATOR: Final = word_reader(*OPERATORS)

_CASE_KEYS: Final = frozenset({"id", "as_of", "vacancy", "facts"})
_VACANCY_KEYS: Final = frozenset({"route", "role_class", "closes_on", "criteria"})
_CRITERION_KEYS: Final = frozenset({"code", "operator", "value", "reference"})

_EMPLOYMENT: Final[dict[str, tuple[str, Read]]] = {
    "kind": ("kind", word_reader(*KINDS_OF_EMPLOYMENT)),
    "probation_confirmed_on": ("probation_confirmed_on", _read_probation),
}
_BREAK: Final[dict[str, tuple[str, Read]]] = {
    "from": ("from_", read_day),
    "to": ("to", read_day),
    "reason": ("reason", word_reader(*BREAK_REASONS)),
}
_DUTY: Final[dict[str, tuple[str, Read]]] = {
    "on": ("on", read_day),
    "minutes": ("minutes", read_minutes),
    "training": ("training", read_flag),
}
_SERVICE: Final[dict[str, tuple[str, Read]]] = {
    "left_on": ("left_on", read_day),
    "early_departure_scheme": ("early_departure_scheme", read_flag),
    "compensation": ("compensation", read_flag),
}
_VOLUNTEER: Final[dict[str, tuple[str, Read]]] = {
    "started_on": ("started_on", read_day),
    "minutes_last_12_months": ("minutes_last_12_months", read_minutes),
    "lifetime_minutes": ("lifetime_minutes", read_minutes),
    "with_cadets": ("with_cadets", read_flag),
    "attendance_confirmed": ("attendance_confirmed", read_flag),
}
_TRANSFER: Final[dict[str, tuple[str, Read]]] = {
    "serving": ("serving", read_flag),
    "force_kind": ("force_kind", word_reader("home_office", "other")),
    "rank": ("rank", word_reader("constable", "sergeant_or_above")),
    "probation_confirmed_on": ("probation_confirmed_on", _read_probation),
    "probation_with_current_force": ("probation_with_current_force", read_flag),
    "meets_day_to_day_requirements": ("meets_day_to_day_requirements", read_flag),
}
_AGENCY: Final[dict[str, tuple[str, Read]]] = {
    "service_started_on": ("service_started_on", read_day),
}
_SPECIAL: Final[dict[str, tuple[str, Read]]] = {
    "duty_minutes": ("duty_minutes", read_minutes),
    "prevented": ("prevented", read_flag),
}


def parse_case(raw: object) -> Case:
    """Read one case. FactError with the path of the first thing that breaks the format."""
    stated = as_object(raw)
    if not stated.keys() <= _CASE_KEYS:
        refuse_unknown_keys(stated, ("id", "as_of", "vacancy", "facts"))
    case_id = stated.get("id")
    if not (case_id is None or type(case_id) is str or type(case_id) is int):
        raise FactError("id", "must be text or a whole number")
    as_of = _required(stated, "as_of", read_date)
    vacancy = _required(stated, "vacancy", _read_vacancy)
    facts = Facts()
    if "facts" not in stated:
        raise FactError("facts", "is missing")
    try:
        _read_facts(stated["facts"], facts, vacancy.criteria)
    except FactError as error:
        raise error.under("facts") from None
    return Case(case_id, as_of, vacancy, facts, stated)


def _required(raw: Mapping[str, object], key: str, read: Callable[[object], Any]) -> Any:
    if key not in raw:
        raise FactError(key, "is missing")
    try:
        return read(raw[key])
    except FactError as error:
        raise error.under(key) from None


def _optional(raw: Mapping[str, object], key: str, read: Callable[[object], Any]) -> Any:
    return None if raw.get(key) is None else _required(raw, key, read)


def _read_vacancy(raw: object) -> Vacancy:
    stated = as_object(raw)
    if not stated.keys() <= _VACANCY_KEYS:
        refuse_unknown_keys(stated, ("route", "role_class", "closes_on", "criteria"))
    closes_on: date | None = _optional(stated, "closes_on", read_date)
    criteria: tuple[Criterion, ...] = ()
    if stated.get("criteria"):
        criteria = _required(stated, "criteria", lambda value: _read_criteria(value, closes_on))
    elif stated.get("criteria") not in (None, []):
        raise FactError("criteria", "must be a list")
    return Vacancy(
        _required(stated, "route", _READ_ROUTE),
        _required(stated, "role_class", _READ_ROLE_CLASS),
        closes_on,
        criteria,
    )


def _read_items(raw: object, read: Callable[[object], Any]) -> tuple[Any, ...]:
    if not isinstance(raw, list | tuple):
        raise FactError("", "must be a list")
    items = []
    for item in raw:
        try:
            items.append(read(item))
        except FactError as error:
            raise error.under(f"[{len(items)}]") from None
    return tuple(items)


def _read_criteria(raw: object, closes_on: date | None) -> tuple[Criterion, ...]:
    return _read_items(raw, lambda item: _read_criterion(item, closes_on))


def _read_criterion(raw: object, closes_on: date | None) -> Criterion:
    stated = as_object(raw)
    if not stated.keys() <= _CRITERION_KEYS:
        refuse_unknown_keys(stated, ("code", "operator", "value", "reference"))
    code = _required(stated, "code", _read_code)
    operator = OPERATORS[_required(stated, "operator", _READ_OPERATOR)]
    try:
        value = operator.read_value(stated.get("value"))
    except FactError as error:
        raise error.under("value") from None
    at_closing = _optional(stated, "reference", _READ_REFERENCE) == "closes_on"
    if at_closing and closes_on is None:
        raise FactError("reference", "is closes_on, but the vacancy has no closing date")
    return Criterion(code, operator, value, at_closing)


def _read_code(raw: object) -> str:
    if type(raw) is str and raw:
        return raw
    raise FactError("", "must be text that is not empty")


def _read_facts(raw: object, facts: Facts, criteria: tuple[Criterion, ...]) -> None:
    for key, value in as_object(raw).items():
        reader = _BLOCKS.get(key)
        try:
            if reader is not None:
                if value is not None:
                    setattr(facts, key, reader(value))
            elif key == "answers":
                if value is not None:
                    _read_answers(value, criteria)
            else:
                raise FactError("", f"is not a known key; expected one of {_BLOCK_NAMES}")
        except FactError as error:
            raise error.under(str(key)) from None


def _read_answers(raw: object, criteria: tuple[Criterion, ...]) -> None:
    by_code: dict[str, list[Criterion]] = {}
    for criterion in criteria:
        by_code.setdefault(criterion.code, []).append(criterion)
    for code, value in as_object(raw).items():
        asked = by_code.get(code)
        if asked is None:
            raise FactError(str(code), "is not the code of a criterion of this vacancy")
        try:
            for criterion in asked:
                criterion.answer = read_fact(value, criterion.operator.reader(criterion.value))
        except FactError as error:
            raise error.under(code) from None


def _fill(
    block: Any, raw: object, readers: dict[str, tuple[str, Read]], verified: bool = False
) -> Any:
    """Set the facts of a block or of a list's item from the object `raw`."""
    for key, value in as_object(raw).items():
        known = readers.get(key)
        if known is None:
            refuse_unknown_keys((key,), readers)
            continue
        try:
            setattr(block, known[0], read_fact(value, known[1], verified))
        except FactError as error:
            raise error.under(key) from None
    return block


def _fill_with_list(
    block: Any, raw: object, readers: dict[str, tuple[str, Read]], key: str, read: ReadList
) -> Any:
    """The same for a block with one fact, `key`, whose value is itself a list."""
    stated = as_object(raw)
    if key not in stated:
        return _fill(block, stated, readers)
    refuse_unknown_keys(stated, (*readers, key))
    try:
        setattr(block, key, read_list_fact(stated[key], read))
    except FactError as error:
        raise error.under(key) from None
    return _fill(block, {name: stated[name] for name in stated if name != key}, readers)


def _read_breaks(raw: object, verified: bool) -> tuple[Break, ...]:
    return _read_items(raw, lambda item: _fill(Break(), item, _BREAK, verified))


def _read_duties(raw: object, verified: bool) -> tuple[Duty, ...]:
    return _read_items(raw, lambda item: _fill(Duty(), item, _DUTY, verified))


def _read_services(raw: object, verified: bool) -> tuple[Service, ...]:
    if raw == "none":
        return ()
    if not isinstance(raw, list | tuple):
        raise FactError("", 'must be "none" or a list of periods of service')
    return _read_items(raw, lambda item: _fill(Service(), item, _SERVICE, verified))


def _read_previous(raw: object) -> Fact[tuple[Service, ...]]:
    return read_list_fact(raw, _read_services)


_BLOCKS: Final[dict[str, Read]] = {
    "employment": lambda raw: _fill(Employment(), raw, _EMPLOYMENT),
    "agency": lambda raw: _fill_with_list(Agency(), raw, _AGENCY, "breaks", _read_breaks),
    "special": lambda raw: _fill_with_list(Special(), raw, _SPECIAL, "duties", _read_duties),
    "volunteer": lambda raw: _fill(Volunteer(), raw, _VOLUNTEER),
    "transfer": lambda raw: _fill(Transfer(), raw, _TRANSFER),
    "previous_met_service": _read_previous,
}
_BLOCK_NAMES: Final = ", ".join((*_BLOCKS, "answers"))
