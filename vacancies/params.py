"""A search as its address says it: words, filters, order and page. Wrong values never break a page.

A value that we do not know is left out, and one plain notice says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict

from vacancies.data.london import LondonPlace
from vacancies.filters import CLOSING_DAYS, FILTERS, MILES, SALARIES
from vacancies.whereabouts import find_place
from vacancies.words import MAX_LENGTH, without_controls

MAX_PAGE = 100_000
MAX_PLACE = 60
USUAL_MILES = 5
NOTICE_UNKNOWN = "We did not recognise part of the address of this search, so we left it out."
NOTICE_LONG = f"We searched for the first {MAX_LENGTH} characters of what you typed."
NOTICE_PLACE = (
    "We do not know the place “{place}”, so we left it out. Try a borough, a district or a station"
    " in London, for example Croydon, Brixton or Waterloo."
)
_CODE = re.compile(r"[a-z0-9-]{1,80}")


class Sort(StrEnum):
    """Orders of a list."""

    RELEVANCE = "relevance"
    CLOSING = "closing"
    NEWEST = "newest"
    SALARY = "salary"
    DISTANCE = "distance"

    @property
    def label(self) -> str:
        """The order as people choose it."""
        return _SORT_LABELS[self.value]


_SORT_LABELS = {
    "relevance": "Best match",
    "closing": "Closing soonest",
    "newest": "Newest first",
    "salary": "Highest salary",
    "distance": "Nearest first",
}


@dataclass(frozen=True)
class SearchParams:
    """What to look for. `filters` maps a filter's name to the chosen codes.

    `salary` is pounds a year, `closing` days, `near` a place as it was typed, `miles` the distance
    from it; without a place the distance says nothing.
    """

    words: str = ""
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    closing: int | None = None
    salary: int | None = None
    near: str = ""
    miles: int | None = None
    sort: Sort | None = None
    page: int = 1

    @property
    def place(self) -> LondonPlace | None:
        """The place that was named, if we know it."""
        return find_place(self.near) if self.near else None

    @property
    def radius(self) -> int:
        """Miles around the place."""
        return self.miles or USUAL_MILES

    @property
    def order(self) -> Sort:
        """The order in force: best match for words, else nearest to a place, else soonest."""
        if self.sort and (self.sort is not Sort.DISTANCE or self.place):
            return self.sort
        if self.words:
            return Sort.RELEVANCE
        return Sort.DISTANCE if self.place else Sort.CLOSING

    @property
    def is_narrowed(self) -> bool:
        """True when words or filters leave something out."""
        return bool(self.words) or self.has_filters

    @property
    def has_filters(self) -> bool:
        """True when something beside words narrows the search."""
        return bool(self.filters or self.closing or self.salary or self.place)

    def query(self, *, page: int = 1) -> str:
        """The address of this search at another page, without a question mark."""
        pairs: list[tuple[str, object]] = [("q", self.words)] if self.words else []
        pairs += [(name, code) for name, codes in self.filters.items() for code in codes]
        singles = (
            ("near", self.near),
            ("miles", self.miles if self.near else None),
            ("salary", self.salary),
            ("closing", self.closing),
            ("sort", self.sort),
            ("page", page if page > 1 else None),
        )
        return urlencode([*pairs, *((name, value) for name, value in singles if value)])

    def without(self, name: str, code: str = "") -> SearchParams:
        """The same search with one filter value, the words or another limit taken away."""
        if name == "q":
            sort = None if self.sort == Sort.RELEVANCE else self.sort
            return replace(self, words="", sort=sort, page=1)
        if name == "near":
            order = None if self.sort == Sort.DISTANCE else self.sort
            return replace(self, near="", miles=None, sort=order, page=1)
        if name in ("closing", "salary"):
            return replace(self, **{name: None}, page=1)  # type: ignore[arg-type]
        kept = tuple(one for one in self.filters.get(name, ()) if one != code)
        filters = {key: codes for key, codes in self.filters.items() if key != name}
        if kept and code:
            filters[name] = kept
        return replace(self, filters=filters, page=1)


def read_params(data: QueryDict) -> tuple[SearchParams, list[str]]:
    """The search that an address asks for, and notices about what had to be left out."""
    notices: list[str] = []
    typed = _text(data, "q")
    if len(typed) > MAX_LENGTH:
        notices.append(NOTICE_LONG)
    filters, unknown = _filters(data)
    closing, closing_wrong = _one_of(data, "closing", [code for code, _ in CLOSING_DAYS])
    salary, salary_wrong = _one_of(data, "salary", [code for code, _ in SALARIES])
    miles, miles_wrong = _one_of(data, "miles", [code for code, _ in MILES])
    sort, sort_wrong = _one_of(data, "sort", list(Sort))
    page, page_wrong = _page(data.get("page", ""))
    if unknown or closing_wrong or salary_wrong or miles_wrong or sort_wrong or page_wrong:
        notices.append(NOTICE_UNKNOWN)
    near = _text(data, "near")[:MAX_PLACE]
    if near and find_place(near) is None:
        notices.append(NOTICE_PLACE.format(place=near))
    params = SearchParams(
        words=typed[:MAX_LENGTH].strip(),
        filters=filters,
        closing=int(closing) if closing else None,
        salary=int(salary) if salary else None,
        near=near,
        miles=int(miles) if miles and near else None,
        sort=Sort(sort) if sort else None,
        page=page,
    )
    return params, notices


def _text(data: QueryDict, name: str) -> str:
    return " ".join(without_controls(data.get(name, "")).split())


def _filters(data: QueryDict) -> tuple[dict[str, tuple[str, ...]], bool]:
    """The chosen codes by filter, and whether one of them is unknown."""
    filters: dict[str, tuple[str, ...]] = {}
    unknown = False
    for one in FILTERS:
        chosen = [code for code in data.getlist(one.name) if code]
        if not chosen:
            continue
        if one.grows:  # what is not there finds nothing
            known = tuple(dict.fromkeys(code for code in chosen if _CODE.fullmatch(code)))
        else:
            known = tuple(code for code, _ in one.choices if code in chosen)
        unknown |= not set(chosen) <= set(known)
        if known:
            filters[one.name] = known
    return filters, unknown


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
