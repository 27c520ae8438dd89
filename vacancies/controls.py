"""What stands above and beside a list of adverts: the filters in use and the short choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from vacancies.facets import Facet
from vacancies.nothing import filter_labels
from vacancies.params import SearchParams, Sort


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter in use, and the address of the same search without it."""

    label: str
    query: str


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    label: str
    chosen: bool


def chosen(params: SearchParams, facets: Iterable[Facet]) -> list[Chosen]:
    """The words and filters in use, in the order of the filters."""
    found = [Chosen(f"“{params.words}”", params.without("q").query())] if params.words else []
    for facet in facets:
        found += [
            Chosen(choice.label, params.without(facet.name, choice.code).query())
            for choice in facet.choices
            if choice.chosen
        ]
    for name in ("near", "salary", "closing"):
        found += [
            Chosen(label, params.without(name).query()) for label in filter_labels(params, name)
        ]
    return found


def controls(
    params: SearchParams, steps: Mapping[str, Iterable[tuple[str, str, int]]]
) -> dict[str, list[Choice]]:
    """The choices of the short lists, with how many adverts each would leave."""
    held = {
        "closing": ("Any time", params.closing),
        "salary": ("Any salary", params.salary),
    }
    lists = {
        name: [Choice("", anything, value is None)]
        + [
            Choice(code, f"{label} ({count:,})", str(value) == code)
            for code, label, count in steps[name]
        ]
        for name, (anything, value) in held.items()
    }
    lists["miles"] = [
        Choice(
            code,
            f"{label} ({count:,})" if params.place else label,
            code == str(params.radius),
        )
        for code, label, count in steps["miles"]
    ]
    orders = [
        sort
        for sort in Sort
        if (sort is not Sort.RELEVANCE or params.words)
        and (sort is not Sort.DISTANCE or params.place)
    ]
    # The usual order is sent as nothing: words or a place typed next then bring their own.
    usual = replace(params, sort=None).order
    lists["sort"] = [
        Choice("" if sort is usual else str(sort), sort.label, params.order is sort)
        for sort in orders
    ]
    return lists
