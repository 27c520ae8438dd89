"""The filters that a list offers: their names in the address, headings and choices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import slugify

from vacancies.choices import (
    BusinessGroup,
    ContractType,
    JobFamily,
    RoleClass,
    Route,
    VettingLevel,
    WorkingPattern,
)
from vacancies.data.bases import BUILDINGS
from vacancies.data.organisation import BCUS
from vacancies.whereabouts import OUTSIDE_LONDON


@dataclass(frozen=True, slots=True)
class Filter:
    """One group of tick boxes: its name in the address, its heading and its choices.

    `grows`: staff may add further choices in the database.
    """

    name: str
    heading: str
    choices: tuple[tuple[str, str], ...]
    grows: bool = False


def _choices(members: Iterable[object]) -> tuple[tuple[str, str], ...]:
    return tuple((str(member), str(getattr(member, "label", member))) for member in members)


CLOSING_DAYS = (("3", "3 days"), ("7", "7 days"), ("14", "14 days"), ("30", "30 days"))
SALARIES = tuple((str(amount), f"£{amount:,}") for amount in range(20_000, 80_001, 10_000))
MILES = (
    ("1", "1 mile"),
    ("3", "3 miles"),
    ("5", "5 miles"),
    ("10", "10 miles"),
    ("20", "20 miles"),
)
FILTERS: tuple[Filter, ...] = (
    Filter("route", "Way to join", _choices(r for r in Route if r != Route.INTERNAL_STAFF)),
    Filter("role", "Type of role", _choices(RoleClass)),
    Filter("family", "Job family", _choices(JobFamily)),
    Filter("group", "Business group", _choices(BusinessGroup)),
    Filter("pattern", "Working pattern", _choices(WorkingPattern)),
    Filter("contract", "Contract", _choices(ContractType)),
    Filter("vetting", "Vetting level", _choices(VettingLevel)),
    Filter(
        "bcu",
        "Local policing area (BCU)",
        (
            *((bcu.code, f"{bcu.name}: {', '.join(bcu.boroughs)}") for bcu in BCUS),
            (OUTSIDE_LONDON, "Outside London"),
        ),
    ),
    Filter(
        "borough",
        "Borough",
        tuple(sorted((slugify(name), name) for bcu in BCUS for name in bcu.boroughs)),
    ),
    Filter(
        "base",
        "Met building or base",
        tuple((slugify(base.name), base.name) for base in BUILDINGS),
        grows=True,
    ),
)
FILTER_BY_NAME = {one.name: one for one in FILTERS}
# Three ways to say where: an advert in any of the chosen places will do.
WHERE = ("bcu", "borough", "base")
