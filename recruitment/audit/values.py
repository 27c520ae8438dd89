"""What an audit entry may hold: codes, numbers, dates and flags, never a person's words or details.

The log cannot be changed or erased, so a personal value that got in would stay. Values are refused
by shape: what has a space, an at sign, or looks like a telephone or National Insurance number is
not a code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

ALLOWED = "a code, a number, a date, true, false, nothing, or a short list of those"

ACTION = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
CODE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:/+-]{0,79}")
PERSONAL = re.compile(
    r"(?:\+44|0)\d{9,10}"  # telephone
    r"|[A-Z]{2}\d{6}[A-D]"  # National Insurance
    r"|[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}",  # postcode written without its space
    re.IGNORECASE,
)
MAX_KEYS = 30
MAX_LIST = 50

Value = str | int | bool | None | list["Value"]


class RefusedAuditValue(ValueError):
    """An audit entry was given something other than codes, numbers, dates and flags."""


def clean_action(action: str) -> str:
    """An action is "noun.verb" in small letters, at most 64 of them."""
    if not ACTION.fullmatch(action) or len(action) > 64:
        raise RefusedAuditValue("An audit action is written noun.verb, at most 64 characters.")
    return action


def clean_values(values: Mapping[str, object] | None) -> dict[str, Value]:
    """A JSON-ready copy of before or after. Raises RefusedAuditValue; never repeats the value."""
    if not values:
        return {}
    if len(values) > MAX_KEYS:
        raise RefusedAuditValue(f"An audit entry holds at most {MAX_KEYS} values.")
    return {_clean_key(key): _clean_value(key, value) for key, value in values.items()}


def _clean_key(key: str) -> str:
    if not KEY.fullmatch(key):
        raise RefusedAuditValue("An audit key is small letters, digits and underscores, up to 40.")
    return key


def _clean_value(key: str, value: object) -> Value:
    if isinstance(value, list | tuple | set | frozenset):
        if len(value) > MAX_LIST:
            raise RefusedAuditValue(f"The audit list {key!r} is longer than {MAX_LIST}.")
        cleaned = [_clean_one(key, item) for item in value]
        return sorted(cleaned, key=str) if isinstance(value, set | frozenset) else cleaned
    return _clean_one(key, value)


def _clean_one(key: str, value: object) -> Value:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, str) and _is_code(value):
        return str(value)
    raise RefusedAuditValue(f"The audit value {key!r} must be {ALLOWED}.")


def _is_code(text: str) -> bool:
    return text == "" or (CODE.fullmatch(text) is not None and not PERSONAL.fullmatch(text))
