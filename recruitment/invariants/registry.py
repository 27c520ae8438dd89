"""The checks, as the apps register them in `apps.py`. Nothing here knows what a check looks at.

    @register_check("final_offer_missing", "Somebody has started without a confirmed offer")
    def final_offer_missing(at: datetime) -> Iterable[str]:
        ...

A check gives back one short reference for each place where its sentence is true, such as an
application's reference or a row's number: a code, never a name, an address or somebody's words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

CODE = re.compile(r"[a-z][a-z0-9_]{2,59}")

Find = Callable[[datetime], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `title` says what is wrong where it finds something."""

    code: str
    title: str
    find: Find


_checks: dict[str, Check] = {}


def register_check(code: str, title: str) -> Callable[[Find], Find]:
    """Decorator: makes a check known. Raises ValueError for a bad or a taken code."""

    def keep(find: Find) -> Find:
        known = _checks.get(code)
        if not CODE.fullmatch(code) or (known is not None and known.find != find):
            raise ValueError(f"{code!r} is no code, or the code of another check.")
        _checks[code] = Check(code, title, find)
        return find

    return keep


def registered_checks() -> list[Check]:
    """All checks, in the order of their codes."""
    return [_checks[code] for code in sorted(_checks)]


def title_of(code: str) -> str:
    """What a check says; its code where it does not exist any more."""
    known = _checks.get(code)
    return known.title if known else code


def unregister_check(code: str) -> None:
    """Forget a check; for tests that bring their own."""
    _checks.pop(code, None)
