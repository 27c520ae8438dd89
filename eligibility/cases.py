"""Reading a case from JSON-like data, strictly (specification, section 1).

Every refusal is a FactError that names the place, so a misspelt fact is never ignored.
"""

from __future__ import annotations

from collections.abc import Callable
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
    Volunteer,
)
from .dates import Day, read_date, read_day
from .errors import FactError
from .facts import (
    Fact,
    as_object,
    read_fact,
    read_flag,
    read_items,
    read_list_fact,
    read_minutes,
    refuse_unknown_keys,
    required,
    word_reader,
)
from .vacancies import read_vacancy

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


_CASE_KEYS: Final = frozenset({"id", "as_of", "vacancy", "facts"})

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
    as_of = required(stated, "as_of", read_date)
    vacancy = required(stated, "vacancy", read_vacancy)
    facts = Facts()
    if "facts" not in stated:
        raise FactError("facts", "is missing")
    try:
        _read_facts(stated["facts"], facts, vacancy.criteria)
    except FactError as error:
        raise error.under("facts") from None
    return Case(case_id, as_of, vacancy, facts, stated)


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
    if not stated.keys() <= readers.keys() | {key}:
        refuse_unknown_keys(stated, (*readers, key))
    if key not in stated:
        return _fill(block, stated, readers)
    try:
        setattr(block, key, read_list_fact(stated[key], read))
    except FactError as error:
        raise error.under(key) from None
    return _fill(block, {name: stated[name] for name in stated if name != key}, readers)


def _read_breaks(raw: object, verified: bool) -> tuple[Break, ...]:
    return read_items(raw, lambda item: _fill(Break(), item, _BREAK, verified))


def _read_duties(raw: object, verified: bool) -> tuple[Duty, ...]:
    return read_items(raw, lambda item: _fill(Duty(), item, _DUTY, verified))


def _read_services(raw: object, verified: bool) -> tuple[Service, ...]:
    if raw == "none":
        return ()
    if not isinstance(raw, list | tuple):
        raise FactError("", 'must be "none" or a list of periods of service')
    return read_items(raw, lambda item: _fill(Service(), item, _SERVICE, verified))


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
