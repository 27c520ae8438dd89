"""A search as its address says it: words, filters, order and page. Wrong values never break a page.

A value that we do not know is left out, and one plain notice says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict

from vacancies.choices import BusinessGroup, ContractType, RoleClass, Route, WorkingPattern
from vacancies.data.organisation import BCUS
from vacancies.words import MAX_LENGTH

OUTSIDE_LONDON = "outside"
MAX_PAGE = 100_000
NOTICE_UNKNOWN = "We did not recognise part of the address of this search, so we left it out."
NOTICE_LONG = f"We searched for the first {MAX_LENGTH} characters of what you typed."


class Sort(StrEnum):
    """Orders of a list."""

    CLOSING = "closing"
    NEWEST = "newest"
    RELEVANCE = "relevance"

    @property
    def label(self) -> str:
        """The order as people choose it."""
        return {"closing": "Closing soonest", "newest": "Newest first"}.get(
            self.value, "Best match"
        )


@dataclass(frozen=True, slots=True)
class Filter:
    """One group of tick boxes: its name in the address, its heading and its choices."""

    name: str
    heading: str
    choices: tuple[tuple[str, str], ...]


def _choices(members: Iterable[object]) -> tuple[tuple[str, str], ...]:
    return tuple((str(member), str(getattr(member, "label", member))) for member in members)


CLOSING_DAYS = (("3", "3 days"), ("7", "7 days"), ("14", "14 days"), ("30", "30 days"))
FILTERS: tuple[Filter, ...] = (
    Filter("route", "Way to join", _choices(r for r in Route if r != Route.INTERNAL_STAFF)),
    Filter("role", "Type of role", _choices(RoleClass)),
    Filter("group", "Business group", _choices(BusinessGroup)),
    Filter("pattern", "Working pattern", _choices(WorkingPattern)),
    Filter("contract", "Contract", _choices(ContractType)),
    Filter(
        "bcu",
        "Where",
        (
            *((bcu.code, f"{bcu.name}: {', '.join(bcu.boroughs)}") for bcu in BCUS),
            (OUTSIDE_LONDON, "Outside London"),
        ),
    ),
)
FILTER_BY_NAME = {one.name: one for one in FILTERS}


@dataclass(frozen=True)
class SearchParams:
    """What to look for. `filters` maps a filter's name to the chosen codes."""

    words: str = ""
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    closing: int | None = None
    sort: Sort | None = None
    page: int = 1

    @property
    def order(self) -> Sort:
        """The order in force: best match when there are words, otherwise closing soonest."""
        return self.sort or (Sort.RELEVANCE if self.words else Sort.CLOSING)

    @property
    def is_narrowed(self) -> bool:
        """True when words or filters leave something out."""
        return bool(self.words) or self.has_filters

    @property
    def has_filters(self) -> bool:
        """True when something beside words narrows the search."""
        return bool(self.filters or self.closing)

    def query(self, *, page: int = 1) -> str:
        """The address of this search at another page, without a question mark."""
        pairs: list[tuple[str, str]] = [("q", self.words)] if self.words else []
        pairs += [(name, code) for name, codes in self.filters.items() for code in codes]
        if self.closing:
            pairs.append(("closing", str(self.closing)))
        if self.sort:
            pairs.append(("sort", str(self.sort)))
        if page > 1:
            pairs.append(("page", str(page)))
        return urlencode(pairs)

    def without(self, name: str, code: str = "") -> SearchParams:
        """The same search with one filter value, the words or the closing limit taken away."""
        if name == "q":
            sort = None if self.sort == Sort.RELEVANCE else self.sort
            return replace(self, words="", sort=sort, page=1)
        if name == "closing":
            return replace(self, closing=None, page=1)
        kept = tuple(one for one in self.filters.get(name, ()) if one != code)
        filters = {key: codes for key, codes in self.filters.items() if key != name}
        if kept:
            filters[name] = kept
        return replace(self, filters=filters, page=1)


def read_params(data: QueryDict) -> tuple[SearchParams, list[str]]:
    """The search that an address asks for, and notices about what had to be left out."""
    notices: list[str] = []
    typed = " ".join(data.get("q", "").replace("\x00", " ").split())
    if len(typed) > MAX_LENGTH:
        notices.append(NOTICE_LONG)
    filters: dict[str, tuple[str, ...]] = {}
    unknown = False
    for one in FILTERS:
        chosen = [code for code in data.getlist(one.name) if code]
        known = tuple(code for code, _ in one.choices if code in chosen)
        unknown |= not set(chosen) <= set(known)
        if known:
            filters[one.name] = known
    closing, closing_wrong = _one_of(data, "closing", [code for code, _ in CLOSING_DAYS])
    sort, sort_wrong = _one_of(data, "sort", list(Sort))
    page, page_wrong = _page(data.get("page", ""))
    if unknown or closing_wrong or sort_wrong or page_wrong:
        notices.append(NOTICE_UNKNOWN)
    params = SearchParams(
        words=typed[:MAX_LENGTH].strip(),
        filters=filters,
        closing=int(closing) if closing else None,
        sort=Sort(sort) if sort else None,
        page=page,
    )
    return params, notices


def _one_of(data: QueryDict, name: str, known: Sequence[str]) -> tuple[str, bool]:
    """The value if we know it, and whether there was one that we do not."""
    value = data.get(name, "")
    return (value, False) if value in known else ("", bool(value))


def _page(value: str) -> tuple[int, bool]:
    if not value:
        return 1, False
    if value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= MAX_PAGE:
        return int(value[:9]), False
    return 1, True
