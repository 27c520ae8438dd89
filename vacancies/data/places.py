"""Places that people type: buildings, boroughs and Basic Command Units, for search by words."""

from __future__ import annotations

from typing import NamedTuple

from vacancies.data.bases import BUILDINGS
from vacancies.data.organisation import BCUS


class Place(NamedTuple):
    """What a place name stands for: whole areas by code, and bases by name."""

    codes: frozenset[str]
    bases: frozenset[str]


def _all_places() -> dict[str, Place]:
    codes: dict[str, set[str]] = {}
    bases: dict[str, set[str]] = {}
    for bcu in BCUS:
        names = [*bcu.boroughs, *([bcu.name] if " " in bcu.name else [])]
        for name in names:
            codes.setdefault(name.lower(), set()).add(bcu.code)
        for name in (part for borough in bcu.boroughs for part in borough.split(" and ")):
            codes.setdefault(name.lower(), set()).add(bcu.code)
    for base in BUILDINGS:
        bases.setdefault(base.name.lower(), set()).add(base.name)
    return {
        name: Place(frozenset(codes.get(name, ())), frozenset(bases.get(name, ())))
        for name in codes.keys() | bases.keys()
    }


# By name in small letters. "south" and "north" alone are directions, not places.
PLACES: dict[str, Place] = _all_places()
LONGEST = max(name.count(" ") + 1 for name in PLACES)
