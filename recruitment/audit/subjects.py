"""From what a person types to the records that entries are about.

The log holds kinds and ids alone. Each app says here how its references lead to them, so that the
log itself needs to know no reference, no name and no address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import Q

Record = tuple[str, str]  # kind ("applicants.application") and id
Find = Callable[[str, bool], Iterable[Record]]

Hidden = Callable[[], Q]

_finders: list[Find] = []
_hidden: list[Hidden] = []


def register_subject(find: Find) -> None:
    """`find` is given what was typed, stripped, and whether the reader is at a Met device; it names
    the records that are meant, if any."""
    if find not in _finders:
        _finders.append(find)


def register_hidden(entries: Hidden) -> None:
    """`entries` is the condition on entries that only a reader at a Met device may see."""
    if entries not in _hidden:
        _hidden.append(entries)


def for_met_devices_alone() -> list[Q]:
    """The conditions on entries that nobody sees elsewhere."""
    return [entries() for entries in _hidden]


def records_meant_by(text: str, *, trusted: bool) -> set[Record]:
    """Every record that somebody may mean by this text; empty when nobody knows it."""
    wanted = text.strip()
    if not wanted:
        return set()
    return {record for find in _finders for record in find(wanted, trusted)}
