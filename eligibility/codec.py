"""JSON text in and out, stricter than the standard: no repeated keys, no NaN, no Infinity."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from json.encoder import encode_basestring_ascii as quoted
from typing import Any, Final, NoReturn

from .errors import FactError
from .facts import RepeatedKey

_BYTE_ORDER_MARK: Final = "\ufeff"


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) == len(pairs):
        return read
    repeated = RepeatedKey(read)
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            repeated.key = key
            break
        seen.add(key)
    return repeated


def _refuse_constant(name: str) -> NoReturn:
    raise FactError("", f"{name} is not a number that JSON knows")


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refuse_constant)
_SCAN: Final[Callable[[str, int], tuple[object, int]]] = vars(_DECODER)["scan_once"]
_ENDS: Final = ("", "\n", "\r\n")


def read_line(line: str | bytes) -> Mapping[str, object]:
    """The object of one line of JSON. FactError, with an empty path, where it is none."""
    try:
        raw = _decode(line.decode() if isinstance(line, bytes) else line)
    except FactError:
        raise
    except UnicodeDecodeError:
        raise FactError("", "this line is not UTF-8 text") from None
    except RecursionError:
        raise FactError("", "this line is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise FactError("", f"this line is not JSON: {error.msg}, column {error.colno}") from None
    except ValueError:
        raise FactError("", "this line holds a number that is too long") from None
    if isinstance(raw, dict):
        return raw
    raise FactError("", "this line must be a JSON object")


def _decode(text: str) -> object:
    """The value of a line; the common line needs neither a search for blanks nor a mark."""
    if text[:1] == "{":
        raw, end = _SCAN(text, 0)
        if text[end:] in _ENDS:
            return raw
    # Some programs put the mark before the first line of a file.
    return _DECODER.decode(text.removeprefix(_BYTE_ORDER_MARK))


def error_line(raw: object, error: FactError) -> str:
    """The output line of a case that could not be decided; `raw` is what was read of it."""
    case_id = raw.get("id") if isinstance(raw, Mapping) else None
    shown = case_id if type(case_id) is str or type(case_id) is int else None
    return (
        f'{{"id": {json.dumps(shown)}, "error": '
        f'{{"path": {quoted(error.path)}, "message": {quoted(error.message)}}}}}'
    )
