"""The current second-factor codes of the demo's staff: how a visitor passes the second factor."""

from __future__ import annotations

import time
from typing import NamedTuple

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from recruitment.demo.people import STAFF, Person

PERIOD = 30  # seconds for which a code is the current one


class CurrentCode(NamedTuple):
    """A person's code, and for how many more seconds it is the current one."""

    person: Person
    code: str
    seconds_left: int


def current_code(person: Person, *, now: float | None = None) -> CurrentCode:
    """The six digits that an authenticator app would show now."""
    moment = time.time() if now is None else now
    counter, passed = divmod(int(moment), PERIOD)
    code = format_hotp_value(hotp_value(person.totp_secret, counter))
    return CurrentCode(person, code, PERIOD - passed)


def current_codes() -> list[CurrentCode]:
    """The codes of all staff."""
    return [current_code(person) for person in STAFF]
