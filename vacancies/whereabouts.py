"""Where work is: known bases, what lies in an area, and how far it is from a place in London."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from django.utils.text import slugify

from recruitment.page_cache.kept import Kept, stamp_number
from vacancies.choices import Zone
from vacancies.data.bases import AREAS
from vacancies.data.london import BOROUGH_OF_BUILDING, LONDON, LondonPlace
from vacancies.data.organisation import BCU_BY_CODE
from vacancies.models import Base, Vacancy

OUTSIDE_LONDON = "outside"
_MILES_A_DEGREE = 69.093  # of latitude
_AREA_NAMES = frozenset(area.name for area in AREAS)


@dataclass(frozen=True, slots=True)
class KnownBase:
    """A base as search knows it. `areas` are the codes of BCU and boroughs it belongs to."""

    id: int
    name: str
    code: str
    areas: frozenset[str]
    lat: float
    lon: float
    row: Base

    @property
    def is_area(self) -> bool:
        """True for a base that stands for a whole BCU, where the posting is decided later."""
        return self.name in _AREA_NAMES

    def miles_from(self, place: LondonPlace) -> float:
        """As the crow flies; flat arithmetic is right to a few metres across a city."""
        north = (self.lat - place.lat) * _MILES_A_DEGREE
        east = (self.lon - place.lon) * _MILES_A_DEGREE * math.cos(math.radians(place.lat))
        return math.hypot(north, east)


_kept: Kept[str, tuple[KnownBase, ...]] = Kept(most=1)


def known_bases() -> tuple[KnownBase, ...]:
    """Every base of the database, in the order of names; read again when something changed."""
    number = stamp_number()
    if kept := _kept.get(["bases"], number):
        return kept["bases"]
    bases = tuple(
        KnownBase(
            id=base.pk,
            name=base.name,
            code=slugify(base.name),
            areas=_areas(base.name, base.bcu, base.zone),
            lat=float(base.lat),
            lon=float(base.lon),
            row=base,
        )
        for base in Base.objects.order_by("name")
    )
    _kept.put({"bases": bases}, number)
    return bases


def attach_bases(vacancies: Iterable[Vacancy], bases: Iterable[KnownBase]) -> None:
    """What `prefetch_related("bases")` would do, from the bases that are known already."""
    rows = {base.id: base.row for base in bases}
    for vacancy in vacancies:
        held = [rows[key] for key in vacancy.base_ids if key in rows]
        found = Base.objects.all()
        found._result_cache = sorted(held, key=lambda base: base.name)
        found._prefetch_done = True  # type: ignore[attr-defined]
        vacancy._prefetched_objects_cache = {"bases": found}  # type: ignore[attr-defined]


@lru_cache(maxsize=1024)
def _areas(name: str, bcu: str, zone: str) -> frozenset[str]:
    if zone == Zone.OUTSIDE:
        return frozenset({OUTSIDE_LONDON})
    if name in _AREA_NAMES:
        boroughs: Iterable[str] = BCU_BY_CODE[bcu].boroughs
    else:
        boroughs = [BOROUGH_OF_BUILDING[name]] if name in BOROUGH_OF_BUILDING else []
    return frozenset({bcu, *(slugify(borough) for borough in boroughs)})


def ids_of_areas(
    bases: Iterable[KnownBase], *, areas: Iterable[str] = (), codes: Iterable[str] = ()
) -> list[int]:
    """Ids of bases that lie in one of these areas (BCU, borough), or that are named by code."""
    wanted, named = frozenset(areas), frozenset(codes)
    return [base.id for base in bases if base.code in named or base.areas & wanted]


def ids_within(bases: Iterable[KnownBase], place: LondonPlace, miles: float) -> list[int]:
    """Ids of bases within so many miles, the nearest first."""
    distances = sorted((base.miles_from(place), base.id) for base in bases)
    return [base_id for distance, base_id in distances if distance <= miles]


@lru_cache(maxsize=512)
def find_place(typed: str) -> LondonPlace | None:
    """The place whose name was typed; one or two wrong letters are forgiven."""
    name = " ".join(typed.lower().replace("&", "and").replace("'", "").replace("’", "").split())
    if name in LONDON:
        return LONDON[name]
    for ending in (" station", " town hall", " borough"):
        if name.removesuffix(ending) in LONDON:
            return LONDON[name.removesuffix(ending)]
    close = get_close_matches(name, LONDON, n=1, cutoff=0.82)
    return LONDON[close[0]] if close else None
