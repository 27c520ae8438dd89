"""The operators an advert's criterion can use: value, answer, comparison and wording of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from .dates import Span, read_date, read_day, spoken, spoken_day, tenure_date
from .errors import FactError
from .facts import MAX_NUMBER, read_flag, read_number
from .outcomes import MET, NOT_MET, REFER, Outcome

Judged = tuple[Outcome, date | None]
"""An outcome, and the first later day on which time alone would change a not_met."""

Scalar = str | int | float | bool

MAX_MONTHS: Final = 1200
MAX_AGE: Final = 150


class Operator:
    """One operator.

    `read_value` checks the advert's value; `reader(value)` gives the reader of the candidate's
    answer; `judge(answer, value, reference)` compares; `wants(value, reference)` completes "The
    advert asks for …".
    """

    __slots__ = ("judge", "name", "read_value", "reader", "wants")

    def __init__(
        self,
        name: str,
        read_value: Callable[[object], Any],
        reader: Callable[[Any], Callable[[object], Any]],
        judge: Callable[[Any, Any, date], Judged],
        wants: Callable[[Any, date], str],
    ) -> None:
        self.name = name
        self.read_value = read_value
        self.reader = reader
        self.judge = judge
        self.wants = wants


_FAILS: Final[Judged] = (NOT_MET, None)
_PASSES: Final[Judged] = (MET, None)


def read_scalar(raw: object) -> Scalar:
    """Text, a number, or true or false."""
    if isinstance(raw, str | bool):
        return raw
    if isinstance(raw, int | float) and -MAX_NUMBER <= raw <= MAX_NUMBER:
        return raw
    raise FactError("", "must be text, a number, or true or false")


def spoken_value(value: object) -> str:
    """A value of a criterion or an answer as people write it."""
    if value is True:
        return "yes"
    if value is False:
        return "no"
    if isinstance(value, int | float):
        return f"{value:,}"
    if isinstance(value, date | Span):
        return spoken_day(value).removeprefix("on ").removeprefix("in ")
    return str(value)


def _family(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true or false"
    return "text" if isinstance(value, str) else "a number"


def _same(answer: Scalar, value: Scalar) -> bool:
    # In Python true == 1; an advert that asks for 1 does not ask for true.
    return answer == value and isinstance(answer, bool) is isinstance(value, bool)


def _reader_like(*values: Scalar) -> Callable[[object], Scalar]:
    families = tuple(dict.fromkeys(_family(value) for value in values))
    message = f"must be {' or '.join(families)}, as in the advert's criterion"

    def read(raw: object) -> Scalar:
        answer = read_scalar(raw)
        if _family(answer) not in families:
            raise FactError("", message)
        return answer

    return read


def _read_choices(raw: object) -> tuple[Scalar, ...]:
    if not isinstance(raw, list | tuple) or not raw:
        raise FactError("", "must be a list with at least one value")
    choices = []
    for index, item in enumerate(raw):
        try:
            choices.append(read_scalar(item))
        except FactError as error:
            raise error.under(f"[{index}]") from None
    return tuple(choices)


def _read_true_or_nothing(raw: object) -> None:
    if raw is not None and raw is not True:
        raise FactError("", "must be true, or left out, for is_true")


def _read_note(raw: object) -> str | None:
    if raw is None or isinstance(raw, str):
        return raw
    raise FactError("", "must be text, or left out, for judged")


def _read_date_or_reference(raw: object) -> date | None:
    """None stands for the reference date itself."""
    if raw == "reference":
        return None
    try:
        return read_date(raw)
    except FactError as error:
        raise FactError("", f'{error.message}, or "reference"') from None


def _whole_number_up_to(limit: int, unit: str) -> Callable[[object], int]:
    def read(raw: object) -> int:
        if type(raw) is int and 0 <= raw <= limit:
            return raw
        raise FactError("", f"must be a whole number of {unit} from 0 to {limit:,}")

    return read


def _always(read: Callable[[object], Any]) -> Callable[[Any], Callable[[object], Any]]:
    return lambda value: read


def _judge_is_true(answer: bool, value: None, reference: date) -> Judged:
    return _PASSES if answer else _FAILS


def _judge_equals(answer: Scalar, value: Scalar, reference: date) -> Judged:
    return _PASSES if _same(answer, value) else _FAILS


def _judge_one_of(answer: Scalar, value: tuple[Scalar, ...], reference: date) -> Judged:
    return _PASSES if any(_same(answer, choice) for choice in value) else _FAILS


def _judge_at_least(answer: float, value: float, reference: date) -> Judged:
    return _PASSES if answer >= value else _FAILS


def _judge_at_most(answer: float, value: float, reference: date) -> Judged:
    return _PASSES if answer <= value else _FAILS


def _judge_on_or_before(answer: date, value: date | None, reference: date) -> Judged:
    if value is None:
        return _PASSES if answer <= reference else (NOT_MET, answer)
    return _PASSES if answer <= value else _FAILS


def _judge_on_or_after(answer: date, value: date | None, reference: date) -> Judged:
    return _PASSES if answer >= (reference if value is None else value) else _FAILS


def _judge_held_for_months(answer: date, value: int, reference: date) -> Judged:
    complete = tenure_date(answer, value)
    return _PASSES if reference >= complete else (NOT_MET, complete)


def _judge_age_at_least(answer: date, value: int, reference: date) -> Judged:
    return _judge_held_for_months(answer, 12 * value, reference)


def _judge_judged(answer: Scalar, value: str | None, reference: date) -> Judged:
    return _FAILS if answer is False else (REFER, None)


def _wants_one_of(value: tuple[Scalar, ...], reference: date) -> str:
    names = [spoken_value(choice) for choice in value]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _wants_date(side: str) -> Callable[[date | None, date], str]:
    return lambda value, reference: f"a date on or {side} {spoken(value or reference)}"


def _counted(number: int, unit: str) -> str:
    return f"{number:,} {unit}" if number == 1 else f"{number:,} {unit}s"


OPERATORS: Final[dict[str, Operator]] = {
    operator.name: operator
    for operator in (
        Operator(
            "is_true",
            _read_true_or_nothing,
            _always(read_flag),
            _judge_is_true,
            lambda value, reference: "the answer yes",
        ),
        Operator(
            "equals",
            read_scalar,
            _reader_like,
            _judge_equals,
            lambda value, reference: spoken_value(value),
        ),
        Operator(
            "one_of",
            _read_choices,
            lambda value: _reader_like(*value),
            _judge_one_of,
            _wants_one_of,
        ),
        Operator(
            "at_least",
            read_number,
            _always(read_number),
            _judge_at_least,
            lambda value, reference: f"at least {spoken_value(value)}",
        ),
        Operator(
            "at_most",
            read_number,
            _always(read_number),
            _judge_at_most,
            lambda value, reference: f"at most {spoken_value(value)}",
        ),
        Operator(
            "on_or_before",
            _read_date_or_reference,
            _always(read_day),
            _judge_on_or_before,
            _wants_date("before"),
        ),
        Operator(
            "on_or_after",
            _read_date_or_reference,
            _always(read_day),
            _judge_on_or_after,
            _wants_date("after"),
        ),
        Operator(
            "held_for_months",
            _whole_number_up_to(MAX_MONTHS, "months"),
            _always(read_day),
            _judge_held_for_months,
            lambda value, reference: (
                f"at least {_counted(value, 'month')} completed by {spoken(reference)}"
            ),
        ),
        Operator(
            "age_at_least",
            _whole_number_up_to(MAX_AGE, "years"),
            _always(read_day),
            _judge_age_at_least,
            lambda value, reference: (
                f"an age of at least {_counted(value, 'year')} on {spoken(reference)}"
            ),
        ),
        Operator(
            "judged",
            _read_note,
            _always(read_scalar),
            _judge_judged,
            lambda value, reference: value or "an answer that a person judges",
        ),
    )
}
