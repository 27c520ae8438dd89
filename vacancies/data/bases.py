"""Work bases that adverts name, with places on the map to about a kilometre.

Buildings that the sources or the advert outlines name stand under their district. A posting that
is decided later names the whole Basic Command Unit, placed at its middle.
"""

from __future__ import annotations

from typing import NamedTuple

from vacancies.choices import Zone
from vacancies.data.organisation import BCUS


class BaseData(NamedTuple):
    name: str
    zone: Zone
    bcu: str
    lat: str
    lon: str


BUILDINGS: tuple[BaseData, ...] = (
    BaseData("Acton", Zone.OUTER, "WA", "51.50800", "-0.27000"),
    BaseData("Alperton", Zone.OUTER, "NW", "51.54000", "-0.29900"),
    BaseData("Barking", Zone.OUTER, "EA", "51.53900", "0.08100"),
    BaseData("Bow", Zone.INNER, "CE", "51.52800", "-0.01700"),
    BaseData("Brixton", Zone.INNER, "AS", "51.46200", "-0.11500"),
    BaseData("Catford", Zone.INNER, "SE", "51.44500", "-0.02000"),
    BaseData("Chadwell Heath", Zone.OUTER, "EA", "51.56800", "0.12900"),
    BaseData("Clapham", Zone.INNER, "SW", "51.46200", "-0.14900"),
    BaseData("Croydon", Zone.OUTER, "SN", "51.37200", "-0.10000"),
    BaseData("Empress State Building", Zone.INNER, "AW", "51.48700", "-0.19900"),
    BaseData("Gravesend", Zone.OUTSIDE, "", "51.44100", "0.36900"),
    BaseData("Hendon", Zone.OUTER, "NW", "51.59500", "-0.24000"),
    BaseData("Holborn", Zone.INNER, "CN", "51.51800", "-0.11800"),
    BaseData("Lambeth", Zone.INNER, "AS", "51.49300", "-0.11900"),
    BaseData("Lewisham", Zone.INNER, "SE", "51.46200", "-0.01000"),
    BaseData("New Scotland Yard", Zone.INNER, "AW", "51.50300", "-0.12400"),
    BaseData("Putney", Zone.INNER, "SW", "51.46100", "-0.21600"),
    BaseData("Stoke Newington", Zone.INNER, "CE", "51.56200", "-0.07400"),
    BaseData("Wood Green", Zone.OUTER, "NA", "51.59700", "-0.10900"),
)

# Zone by where most of the area lies; the posting itself decides the allowance.
_AREAS: dict[str, tuple[Zone, str, str]] = {
    "AW": (Zone.INNER, "51.50300", "-0.17500"),
    "SW": (Zone.OUTER, "51.42700", "-0.23000"),
    "SN": (Zone.OUTER, "51.37500", "-0.06000"),
    "SE": (Zone.OUTER, "51.45800", "0.05500"),
    "EA": (Zone.OUTER, "51.56500", "0.13500"),
    "WA": (Zone.OUTER, "51.50800", "-0.38000"),
    "AS": (Zone.INNER, "51.48000", "-0.10000"),
    "NA": (Zone.OUTER, "51.62000", "-0.09500"),
    "CE": (Zone.INNER, "51.53000", "-0.04500"),
    "CN": (Zone.INNER, "51.54300", "-0.13000"),
    "NW": (Zone.OUTER, "51.58500", "-0.26500"),
    "NE": (Zone.OUTER, "51.56000", "0.00500"),
}


def area_name(code: str) -> str:
    """The base that stands for the whole Basic Command Unit with this code."""
    return next(f"{bcu.name} BCU ({bcu.code})" for bcu in BCUS if bcu.code == code)


AREAS: tuple[BaseData, ...] = tuple(
    BaseData(area_name(code), zone, code, lat, lon) for code, (zone, lat, lon) in _AREAS.items()
)
BASES: tuple[BaseData, ...] = BUILDINGS + AREAS
