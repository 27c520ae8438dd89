"""How many adverts each filter value would leave. Each count obeys all the other filters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from vacancies.choices import PATTERN_BITS
from vacancies.filters import CLOSING_DAYS, FILTERS, MILES, SALARIES
from vacancies.params import SearchParams
from vacancies.survey import BIT, Survey
from vacancies.tally import Tally, allowed, but_for
from vacancies.whereabouts import KnownBase, ids_of_areas, ids_within


@dataclass(frozen=True, slots=True)
class FacetChoice:
    code: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its counts. Values that would leave nothing are not offered."""

    name: str
    heading: str
    choices: tuple[FacetChoice, ...]

    @property
    def is_used(self) -> bool:
        """True when the reader has chosen one of its values."""
        return any(choice.chosen for choice in self.choices)


@dataclass(frozen=True)
class Counts:
    """Adverts by filter and value, the whole, and what there would be without each limit."""

    total: int
    by_code: Mapping[tuple[str, str], int]
    without: Mapping[str, int] = field(default_factory=dict)

    def of(self, name: str, code: str) -> int:
        """How many adverts this value would leave."""
        return self.by_code.get((name, code), 0)


def facets_of(
    counts: Counts,
    params: SearchParams,
    *,
    bases: Iterable[KnownBase],
    without: tuple[str, ...] = (),
) -> list[Facet]:
    """The filters as lists of tick boxes."""
    # A whole area is chosen as such, not as a building.
    known = [(base.code, base.name) for base in bases if not base.is_area]
    return [
        Facet(
            one.name,
            one.heading,
            tuple(_choices(one.name, known if one.grows else one.choices, params, counts)),
        )
        for one in FILTERS
        if one.name not in without
    ]


def steps_of(counts: Counts) -> dict[str, tuple[tuple[str, str, int], ...]]:
    """The choices of the short lists: code, label and how many adverts each would leave."""
    lists = (("closing", CLOSING_DAYS), ("salary", SALARIES), ("miles", MILES))
    return {
        name: tuple((code, label, counts.of(name, code)) for code, label in choices)
        for name, choices in lists
    }


def _choices(
    name: str, choices: Iterable[tuple[str, str]], params: SearchParams, counts: Counts
) -> Iterator[FacetChoice]:
    chosen = params.filters.get(name, ())
    for code, label in choices:
        count = counts.of(name, code)
        if count or code in chosen:
            yield FacetChoice(code, label, count, code in chosen)


def counts_of_survey(survey: Survey, params: SearchParams, *, bases: Iterable[KnownBase]) -> Counts:
    """Counts from what was looked at just now."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for name in ("route", "role", "family", "group", "contract", "vetting"):
        for value, fails, count in survey.groups[name]:
            if not fails & ~BIT[name]:
                found[name, value] += count
    for value, fails, count in survey.groups["pattern"]:
        if not fails & ~BIT["pattern"]:
            for pattern, bit in PATTERN_BITS.items():
                if int(value) & bit:
                    found["pattern", str(pattern)] += count
    _count_places(found, survey, params, tuple(bases))
    for value, fails, count in survey.groups["salary"]:
        if value and not fails & ~BIT["salary"]:
            for amount, _ in SALARIES[: int(value)]:
                found["salary", amount] += count
    for value, fails, count in survey.groups["closing"]:
        if not fails & ~BIT["closing"]:
            for days, _ in CLOSING_DAYS[int(value) :]:
                found["closing", days] += count
    return Counts(survey.total, found, {name: survey.without(name) for name in BIT})


def _count_places(
    found: dict[tuple[str, str], int],
    survey: Survey,
    params: SearchParams,
    bases: tuple[KnownBase, ...],
) -> None:
    by_id = {base.id: base for base in bases}
    place = params.place
    for value, fails, count in survey.groups["where"]:
        held = [by_id[int(key)] for key in value.split() if int(key) in by_id]
        if not fails & ~BIT["where"]:
            # A set, so that an advert with two bases in one area counts once.
            for area in frozenset[str]().union(*(base.areas for base in held)):
                found["borough" if area.islower() and area != "outside" else "bcu", area] += count
            for base in held:
                found["base", base.code] += count
        if place and held and not fails & ~BIT["near"]:
            nearest = min(base.miles_from(place) for base in held)
            for miles, _ in MILES:
                if nearest <= int(miles):
                    found["miles", miles] += count


def counts_of_tally(
    tally: Tally, start: int, params: SearchParams, *, bases: Iterable[KnownBase]
) -> Counts:
    """Counts of a broad set, at most a minute old. `start` are the adverts that hold the words."""
    known = tuple(bases)
    passed = but_for(allowed(tally, params, known), start)
    found: dict[tuple[str, str], int] = {}
    for name in ("route", "role", "family", "group", "contract", "vetting"):
        for code, _ in _codes(name):
            found[name, code] = (passed[name] & tally.of(name, [code])).bit_count()
    for pattern, bit in PATTERN_BITS.items():
        bits = tally.of("patterns", (n for n in range(64) if n & bit))
        found["pattern", str(pattern)] = (passed["pattern"] & bits).bit_count()
    for name in ("bcu", "borough"):
        for code, _ in _codes(name):
            bits = tally.of("base", ids_of_areas(known, areas=[code]))
            found[name, code] = (passed["where"] & bits).bit_count()
    for base in known:
        found["base", base.code] = (passed["where"] & tally.of("base", [base.id])).bit_count()
    for number, (amount, _) in enumerate(SALARIES, start=1):
        bits = tally.of("salary", range(number, len(SALARIES) + 1))
        found["salary", amount] = (passed["salary"] & bits).bit_count()
    for number, (days, _) in enumerate(CLOSING_DAYS):
        bits = tally.of("closing", range(number + 1))
        found["closing", days] = (passed["closing"] & bits).bit_count()
    if params.place:
        for miles, _ in MILES:
            bits = tally.of("base", ids_within(known, params.place, int(miles)))
            found["miles", miles] = (passed["near"] & bits).bit_count()
    without = {name: passed[name].bit_count() for name in BIT}
    return Counts(passed[""].bit_count(), found, without)


def _codes(name: str) -> tuple[tuple[str, str], ...]:
    return next(one.choices for one in FILTERS if one.name == name)
