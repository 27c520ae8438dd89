"""A fact as stated by one or several sources, and how it is read from JSON.

Readers raise FactError with the path below them; each level above puts its own step in front,
so the happy path never builds a path at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Generic, TypeVar

from .errors import FactError

T = TypeVar("T")

DECLARED: Final = "declared"
SOURCES: Final[Mapping[str, bool]] = {
    DECLARED: False,
    "document": True,
    "hr_record": True,
    "line_manager": True,
    "coordinator": True,
}
"""Every source, and whether what it says counts as verified."""

MAX_NUMBER: Final = 10**15
_PLAIN: Final = frozenset({str, int, float, bool})


class RepeatedKey(dict[str, object]):
    """An object of the JSON text in which `key` was written twice."""

    key = ""


class Fact(Generic[T]):
    """The different values stated for one fact; none means unknown.

    `checks` tells for each value whether a verified source gives it, `verified` whether any does.
    """

    __slots__ = ("checks", "values", "verified")

    def __init__(self, values: tuple[T, ...], checks: tuple[bool, ...], verified: bool) -> None:
        self.values = values
        self.checks = checks
        self.verified = verified

    def __repr__(self) -> str:
        return f"Fact({self.values!r}, verified={self.verified})"


UNKNOWN: Final[Fact[Any]] = Fact((), (), False)


def as_object(raw: object) -> Mapping[str, object]:
    """`raw` as a JSON object, refusing a repeated key and anything that is not an object."""
    if type(raw) is dict:
        return raw
    if isinstance(raw, RepeatedKey):
        raise FactError(raw.key, "is given twice; give it once")
    if isinstance(raw, Mapping):
        return raw
    raise FactError("", "must be an object")


def refuse_unknown_keys(raw: Iterable[object], known: Iterable[str]) -> None:
    """FactError naming the first key of `raw` that is not in `known`."""
    allowed = tuple(known)
    for key in raw:
        if key not in allowed:
            expected = f"; expected one of {', '.join(allowed)}" if allowed else ""
            raise FactError(str(key), f"is not a known key{expected}")


def read_fact(raw: object, read: Callable[[object], T], verified: bool = False) -> Fact[T]:
    """A fact: a plain value, one object with its source, or a list of such objects.

    A plain value has the standing of the list it stands in (`verified`), declared by default.
    """
    if type(raw) in _PLAIN:
        return Fact((read(raw),), (verified,), verified)
    if raw is None:
        return UNKNOWN
    if isinstance(raw, Mapping):
        value, standing = _read_sourced(raw)
        if value is None:
            return UNKNOWN
        try:
            return Fact((read(value),), (standing,), standing)
        except FactError as error:
            raise error.under("value") from None
    if isinstance(raw, list | tuple):
        return _read_several(raw, lambda value, _: read(value))
    return Fact((read(raw),), (verified,), verified)


def read_list_fact(
    raw: object, read: Callable[[object, bool], T], verified: bool = False
) -> Fact[T]:
    """The same for a fact whose value is itself a list: `read` is told the list's standing."""
    if raw is None:
        return UNKNOWN
    if isinstance(raw, Mapping):
        value, standing = _read_sourced(raw)
        if value is None:
            return UNKNOWN
        try:
            return Fact((read(value, standing),), (standing,), standing)
        except FactError as error:
            raise error.under("value") from None
    if (
        isinstance(raw, list | tuple)
        and raw
        and all(isinstance(item, Mapping) and "value" in item for item in raw)
    ):
        return _read_several(raw, read)
    return Fact((read(raw, verified),), (verified,), verified)


def _read_sourced(raw: object) -> tuple[object, bool]:
    """The value of {"value", "source"} and whether its source counts as verified."""
    stated = as_object(raw)
    if len(stated) != 2 or "value" not in stated or "source" not in stated:
        refuse_unknown_keys(stated, ("value", "source"))
        missing = "source" if "value" in stated else "value"
        raise FactError(missing, "is missing: a fact with its source has both value and source")
    source = stated["source"]
    if type(source) is not str or source not in SOURCES:
        raise FactError("source", f"must be one of {', '.join(SOURCES)}")
    return stated["value"], SOURCES[source]


def _read_several(raw: Sequence[object], read: Callable[[object, bool], T]) -> Fact[T]:
    if not raw:
        raise FactError("", "must give at least one value")
    found: dict[tuple[str, str], tuple[T, bool]] = {}
    for index, item in enumerate(raw):
        try:
            stated, standing = _read_sourced(item)
            if stated is None:
                continue
            try:
                value = read(stated, standing)
            except FactError as error:
                raise error.under("value") from None
        except FactError as error:
            raise error.under(f"[{index}]") from None
        # 1 and true are equal in Python and different facts, hence the text of the value.
        key = (type(value).__name__, json.dumps(stated, sort_keys=True))
        if standing or key not in found:
            found[key] = (value, standing)
    # In an order of their own, so that the order of the list never shows, not even in the words.
    ordered = [found[key] for key in sorted(found)]
    checks = tuple([check for _, check in ordered])
    return Fact(tuple([value for value, _ in ordered]), checks, any(checks))


def read_flag(raw: object) -> bool:
    """true or false."""
    if raw is True or raw is False:
        return bool(raw)
    raise FactError("", "must be true or false")


def read_minutes(raw: object) -> int:
    """A whole number of minutes, zero or more."""
    if type(raw) is int and 0 <= raw <= MAX_NUMBER:
        return raw
    raise FactError("", "must be a whole number of minutes, zero or more")


def read_number(raw: object) -> int | float:
    """A finite number; true and false are not numbers."""
    # NaN fails both comparisons, so it is refused with the infinities.
    if (type(raw) is int or type(raw) is float) and -MAX_NUMBER <= raw <= MAX_NUMBER:
        return raw
    raise FactError("", "must be a number")


def word_reader(*words: str) -> Callable[[object], str]:
    """A reader that takes one of `words` and nothing else."""
    allowed = frozenset(words)
    message = f"must be {words[0]}" if len(words) == 1 else f"must be one of {', '.join(words)}"

    def read_word(raw: object) -> str:
        if type(raw) is str and raw in allowed:
            return raw
        raise FactError("", message)

    return read_word


def required(raw: Mapping[str, object], key: str, read: Callable[[object], Any]) -> Any:
    """The value of a key that must be there, as `read` gives it."""
    if key not in raw:
        raise FactError(key, "is missing")
    try:
        return read(raw[key])
    except FactError as error:
        raise error.under(key) from None


def optional(raw: Mapping[str, object], key: str, read: Callable[[object], Any]) -> Any:
    """The same for a key that may be absent or null: then None."""
    return None if raw.get(key) is None else required(raw, key, read)


def read_items(raw: object, read: Callable[[object], Any]) -> tuple[Any, ...]:
    """Every item of a list, as `read` gives it."""
    if not isinstance(raw, list | tuple):
        raise FactError("", "must be a list")
    items = []
    for item in raw:
        try:
            items.append(read(item))
        except FactError as error:
            raise error.under(f"[{len(items)}]") from None
    return tuple(items)
