"""One search for every list: the adverts of a page, the filters with their counts, and help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from recruitment.page_cache.kept import Kept, stamp_number
from vacancies import survey
from vacancies.by_index import about_how_many
from vacancies.choices import Visibility
from vacancies.facets import (
    Counts,
    Facet,
    counts_of_survey,
    counts_of_tally,
    facets_of,
    steps_of,
)
from vacancies.models import Vacancy
from vacancies.nothing import Way, ways_out
from vacancies.params import SearchParams, Sort
from vacancies.search import condition_of, in_order, limits_of, order_of, passing, with_words
from vacancies.spelling import count_words, put_right
from vacancies.survey import take_survey
from vacancies.tally import Tally, allowed, but_for, kept_tally, tally_of
from vacancies.visibility import Viewer, visible_vacancies
from vacancies.whereabouts import KnownBase, attach_bases, ids_within, known_bases
from vacancies.words import read_words

PAGE_SIZE = 20
GUESSED_WRONG = 3  # what is expected to be narrow is counted up to so many times BROAD
RANKED = 250  # the most adverts of a broad set that are put by rank
NOTICE_NEAR = "No advert has the words that you typed. These are the vacancies for “{words}”."
NOTICE_COMMON = "Those words are in every advert. Try the name of a role, a unit or a place."
NOTICE_LAST_PAGE = "There are fewer pages than that, so this is the last one."
KEPT_ROWS = 4000  # some kilobytes each
_rows: Kept[int, Vacancy] = Kept(KEPT_ROWS)
_IN_LISTS = (
    "reference",
    "title",
    "route",
    "role_class",
    "business_group",
    "unit",
    "summary",
    "grade",
    "salary_min",
    "salary_max",
    "location_allowance",
    "non_pensionable_allowance",
    "shift_percent",
    "rate",
    "rate_unit",
    "pay_note",
    "contract_type",
    "contract_months",
    "working_patterns",
    "location_note",
    "closes_at",
    "visibility",
    "base_ids",
)


@dataclass(frozen=True)
class SearchResult:
    """One page of a list, the filters with their counts, and notices in plain words.

    `steps` are the choices of the short lists (closing, salary, miles). Where nothing was found,
    `ways` say what would find something and how many. `searched` are the words that were looked
    for: those that were typed, or those that were meant.
    """

    page: Page[Vacancy]
    total: int
    facets: list[Facet]
    notices: list[str] = field(default_factory=list)
    steps: Mapping[str, tuple[tuple[str, str, int], ...]] = field(default_factory=dict)
    ways: tuple[Way, ...] = ()
    bases: tuple[KnownBase, ...] = ()
    searched: str = ""


@dataclass(frozen=True)
class _Seen:
    """Counts and one page, as ids or as rows. `hits` are all adverts that hold the words.

    Rows are those of the last page where a later one was asked for.
    """

    counts: Counts
    hits: int
    ids: tuple[int, ...] = ()
    rows: list[Vacancy] | None = None


def search_vacancies(
    viewer: Viewer, params: SearchParams, *, kind: Visibility = Visibility.PUBLIC
) -> SearchResult:
    """The open adverts of one list that answer a search. Never fails for what was typed."""
    look = _Look(viewer, params, kind)
    notices: list[str] = []
    seen = look.at(params)
    ways: tuple[Way, ...] = ()
    searched = params
    if not seen.counts.total:
        words = read_words(params.words)
        meant = ""
        if words.words and not seen.hits:
            meant = " ".join(put_right(look.listed, words.words, kind=kind, bases=look.bases))
        if meant and meant != params.words:
            searched = replace(params, words=meant)
            seen = look.at(searched)
            notices.append(NOTICE_NEAR.format(words=meant))
        elif params.words and words.is_empty:
            notices.append(NOTICE_COMMON)
        if not seen.counts.total:
            notices = [one for one in notices if one == NOTICE_COMMON]
            about = []
            if len(words.words) > 1 and not seen.hits:
                narrowed = passing(look.listed, look.limits) if look.limits else None
                about = count_words(look.listed, narrowed, words.words, bases=look.bases)
            ways = ways_out(searched, seen.counts, hits=seen.hits, words=about)
    pages: Paginator[Any] = Paginator(range(seen.counts.total), PAGE_SIZE)
    if params.page > pages.num_pages:
        notices.append(NOTICE_LAST_PAGE)
        if seen.rows is None:
            seen = look.at(replace(searched, page=pages.num_pages))
    rows = look.rows(seen.ids) if seen.rows is None else seen.rows
    page = Page(rows, pages.get_page(params.page).number, pages)
    without = ("route",) if kind != Visibility.PUBLIC else ()
    facets = facets_of(seen.counts, params, bases=look.bases, without=without)
    return SearchResult(
        page, seen.counts.total, facets, notices, steps_of(seen.counts), ways, look.bases,
        searched.words,
    )  # fmt: skip


class _Look:
    """One search under way: what everything in it shares."""

    def __init__(self, viewer: Viewer, params: SearchParams, kind: Visibility) -> None:
        self.now: datetime = viewer.at
        self.kind = kind
        self.listed: QuerySet[Vacancy] = visible_vacancies(viewer).filter(visibility=kind)
        self.bases = known_bases()
        self.limits: dict[str, Q] = limits_of(params, at=self.now, bases=self.bases)

    def at(self, params: SearchParams) -> _Seen:
        """Counts and the page, afresh unless the set is too broad for that."""
        found = with_words(self.listed, params.words, bases=self.bases)
        kept = kept_tally(self.kind) if self.kind != Visibility.RESTRICTED else None
        times = 1
        if kept is not None:
            if kept.is_broad(params.words):
                return self._broad(found, params)
            # The planner's guess costs a twentieth of a survey that gives up; in a short list a
            # survey costs little more than the guess.
            is_long = kept.size > GUESSED_WRONG * survey.BROAD
            if is_long and about_how_many(found) > survey.BROAD:
                return self._broad(found, params)
            times = GUESSED_WRONG
        start = (params.page - 1) * PAGE_SIZE
        looked = take_survey(
            found,
            self.limits,
            at=self.now,
            order=order_of(params, bases=self.bases),
            page=slice(start, start + PAGE_SIZE),
            times=times,
        )
        if looked.is_broad:
            return self._broad(found, params)
        counts = counts_of_survey(looked, params, bases=self.bases)
        return _Seen(counts, looked.hits, looked.ids)

    def _broad(self, found: QuerySet[Vacancy], params: SearchParams) -> _Seen:
        tally = tally_of(self.listed, kind=self.kind, at=self.now)
        start = tally.of_words(
            params.words, lambda: condition_of(read_words(params.words), self.bases)
        )
        counts = counts_of_tally(tally, start, params, bases=self.bases)
        order = order_of(params, bases=self.bases, ranked=counts.total <= RANKED)
        last = max(1, -(-counts.total // PAGE_SIZE))
        first = (min(params.page, last) - 1) * PAGE_SIZE
        rows: list[Vacancy] = []
        if counts.total:
            # Whole rows in one query: there is no other that would bring their ids.
            sorted_rows = in_order(passing(found, self.limits), order).only(*_IN_LISTS)
            wanted = slice(first, first + PAGE_SIZE)
            if near := self._nearest_enough(tally, start, params, wanted.stop):
                rows = list(sorted_rows.filter(base_ids__overlap=near)[wanted])
            if len(rows) < PAGE_SIZE:
                rows = list(sorted_rows[wanted])
        attach_bases(rows, self.bases)
        return _Seen(counts, start.bit_count(), rows=rows)

    def _nearest_enough(
        self, tally: Tally, start: int, params: SearchParams, wanted: int
    ) -> list[int]:
        """The nearest bases that have so many adverts between them, where distance is the order:
        the adverts of all the others come later, so the database need not put them in order."""
        if params.order is not Sort.DISTANCE or not params.place:
            return []
        passed = but_for(allowed(tally, params, self.bases), start)[""]
        near: list[int] = []
        for base_id in ids_within(self.bases, params.place, params.radius):
            near.append(base_id)
            if (passed & tally.of("base", near)).bit_count() >= wanted:
                return near
        return []

    def rows(self, ids: Iterable[int]) -> list[Vacancy]:
        """The adverts of the page in their order; only those are read that were not read before."""
        wanted = list(ids)
        number = None if self.kind == Visibility.RESTRICTED else stamp_number()
        rows = _rows.get(wanted, number)
        if missing := [key for key in wanted if key not in rows]:
            read = {row.pk: row for row in self.listed.filter(id__in=missing).only(*_IN_LISTS)}
            attach_bases(read.values(), self.bases)
            _rows.put(read, number)
            rows |= read
        return [rows[key] for key in wanted if key in rows]
