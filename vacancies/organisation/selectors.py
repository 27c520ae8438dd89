"""Counts for the organisation pages: each is that of the list behind its link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import slugify

from vacancies.alerts.matching import matching
from vacancies.choices import BusinessGroup
from vacancies.data.organisation import BCUS
from vacancies.data.units import FUNCTIONS, OPERATIONAL, UNITS
from vacancies.feeds.selectors import open_public_vacancies
from vacancies.finding import search_vacancies
from vacancies.params import SearchParams
from vacancies.visibility import anonymous_viewer

# The last part of each group's address.
SLUGS: dict[str, BusinessGroup] = {slugify(group.label): group for group in BusinessGroup}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the Met: its name, its page if it has one, and its open public vacancies."""

    name: str
    does: str
    url: str
    count: int
    vacancies_url: str


def _vacancies(**query: str) -> str:
    return f"{reverse('vacancies:list')}?{urlencode(query)}"


def counts_of(facet: str, *, at: datetime) -> dict[str, int]:
    """Open public vacancies by the values of a filter, as the list itself counts them."""
    result = search_vacancies(anonymous_viewer(at), SearchParams())
    found = next((one for one in result.facets if one.name == facet), None)
    return {choice.code: choice.count for choice in found.choices} if found else {}


def groups(*, at: datetime) -> tuple[list[Part], list[Part]]:
    """The operational groups and the functions behind them."""
    counts = counts_of("group", at=at)

    def part(group: BusinessGroup) -> Part:
        return Part(
            name=str(group.label),
            does=f"group.{group}",
            url=reverse("vacancies:organisation_group", args=[slugify(group.label)]),
            count=counts.get(group, 0),
            vacancies_url=_vacancies(group=str(group)),
        )

    return [part(group) for group in OPERATIONAL], [part(group) for group in FUNCTIONS]


def group_of(slug: str) -> BusinessGroup | None:
    """The group behind the last part of an address."""
    return SLUGS.get(slug)


def units_of(group: BusinessGroup, *, at: datetime) -> list[Part]:
    """The units of a group, each with the search that finds its vacancies."""
    open_now = open_public_vacancies(at=at)
    parts = []
    for unit in UNITS.get(group, ()):
        found_by = {"bcu": unit.bcu} if unit.bcu else {"q": unit.words}
        query = urlencode({**found_by, "group": str(group)})
        count = matching(open_now, query, at=at).count()
        url = f"{reverse('vacancies:list')}?{query}"
        parts.append(Part(unit.name, unit.does, "", count, url))
    return parts


def bcus(*, at: datetime) -> list[Part]:
    """The twelve BCUs with their boroughs."""
    counts = counts_of("bcu", at=at)
    return [
        Part(
            name=f"{bcu.name} ({bcu.code})",
            does=", ".join(bcu.boroughs),
            url="",
            count=counts.get(bcu.code, 0),
            vacancies_url=_vacancies(bcu=bcu.code),
        )
        for bcu in BCUS
    ]
