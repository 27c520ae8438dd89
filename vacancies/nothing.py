"""When nothing was found: which searches near this one would find something, and how many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from vacancies.facets import Counts
from vacancies.filters import FILTER_BY_NAME, MILES, WHERE
from vacancies.params import SearchParams
from vacancies.spelling import WordFound
from vacancies.survey import BROAD, LIMITS

MOST = 6  # ways offered; more would have to be read before one is chosen


@dataclass(frozen=True, slots=True)
class Way:
    """A search that finds something: how many, in what words, and its address."""

    count: int
    label: str
    query: str

    @property
    def number(self) -> str:
        """How many, in figures."""
        return "1,000 or more" if self.count >= BROAD else f"{self.count:,}"


def ways_out(
    params: SearchParams, counts: Counts, *, hits: int, words: Iterable[WordFound] = ()
) -> tuple[Way, ...]:
    """The ways that find something, a wider distance and single filters first."""
    ways = [*_wider(params, counts), *_without_one(params, counts)]
    if hits and not ways:
        ways.append(Way(hits, "without any filter", _bare(params).query()))
    if not hits and not ways:
        ways += _single_words(params, tuple(words))
    return tuple(way for way in ways if way.count)[:MOST]


def _bare(params: SearchParams) -> SearchParams:
    return SearchParams(words=params.words, sort=params.sort)


def _wider(params: SearchParams, counts: Counts) -> Iterator[Way]:
    place = params.place
    if place is None:
        return
    for code, label in MILES:
        count = counts.of("miles", code)
        if int(code) > params.radius and count:
            query = replace(params, miles=int(code), page=1).query()
            yield Way(count, f"within {label} of {place.name}", query)
            return


def _without_one(params: SearchParams, counts: Counts) -> Iterator[Way]:
    """One way for each limit in use that alone keeps adverts out."""
    for name in LIMITS:
        count = counts.without.get(name, 0)
        names = [one for one in (WHERE if name == "where" else (name,)) if _uses(params, one)]
        if not count or not names:
            continue
        wider = params
        for one in names:
            wider = wider.without(one)
        labels = ", ".join(label for one in names for label in filter_labels(params, one))
        yield Way(count, f"without “{labels}”", wider.query())


def _uses(params: SearchParams, name: str) -> bool:
    if name == "near":
        return params.place is not None
    return bool(params.filters.get(name) or getattr(params, name, None))


def filter_labels(params: SearchParams, name: str) -> list[str]:
    """What the chosen values of a limit are called."""
    if name == "near":
        place = params.place
        miles = f"{params.radius} mile{'' if params.radius == 1 else 's'}"
        return [f"Within {miles} of {place.name}"] if place else []
    if name == "salary":
        return [f"£{params.salary:,} a year or more"] if params.salary else []
    if name == "closing":
        return [f"Closing within {params.closing} days"] if params.closing else []
    labels = dict(FILTER_BY_NAME[name].choices)
    return [labels.get(code, code) for code in params.filters.get(name, ())]


def _single_words(params: SearchParams, words: tuple[WordFound, ...]) -> Iterator[Way]:
    if len(words) < 2:
        # One word that nothing has: the filters play no part in it.
        return
    for one in words:
        if one.passing:
            query = replace(params, words=one.word, page=1).query()
            yield Way(one.passing, f"with the word “{one.word}”", query)
    if not any(one.passing for one in words):
        for one in words:
            if one.count:
                query = SearchParams(words=one.word, sort=params.sort).query()
                yield Way(one.count, f"with the word “{one.word}” and no filters", query)
