"""From what a person types to the records that entries are about.

The log holds kinds and ids alone. Each app says here how its references lead to them, so that the
log itself needs to know no reference, no name and no address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

Record = tuple[str, str]  # kind ("applicants.application") and id
Find = Callable[[str, bool], Iterable[Record]]

_finders: list[Find] = []


def register_subject(find: Find) -> None:
    """`find` is given what was typed, stripped, and whether the reader is at a Met device; it names
    the records that are meant, if any."""
    if find not in _finders:
        _finders.append(find)


def records_meant_by(text: str, *, trusted: bool) -> set[Record]:
    """Every record that somebody may mean by this text; empty when nobody knows it."""
    wanted = text.strip()
    if not wanted:
        return set()
    return {record for find in _finders for record in find(wanted, trusted)}
