"""Counts of long lists, kept for a minute: one bit for each advert and filter value.

Counting thousands of adverts by ten filters costs the database 20 ms and more for each search.
Here a list of 50,000 is read once a minute; then a count is an AND of two numbers. Only sets that
are too broad to be counted afresh are counted here (`survey.BROAD`), and never restricted ones.
"""

from __future__ import annotations

import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import reduce
from operator import and_, or_
from threading import Lock
from typing import Any

from django.db.models import Q, QuerySet

from vacancies.by_index import rows_by_index
from vacancies.choices import PATTERN_BITS, VacancyStatus, Visibility
from vacancies.filters import CLOSING_DAYS, SALARIES
from vacancies.models import Vacancy
from vacancies.params import SearchParams
from vacancies.survey import LIMITS, closing_step, pay_step
from vacancies.whereabouts import KnownBase, ids_of_areas, ids_within

KEPT_SECONDS = 60.0
KEPT_WORDS = 200  # sets of words remembered with a tally, 6 kB each for 50,000 adverts
Bits = int


class Tally:
    """One list as bits: position n of every number stands for the same advert."""

    def __init__(self, listed: QuerySet[Vacancy], *, at: datetime) -> None:
        self.made = time.monotonic()
        rows = list(
            listed.order_by("id")
            .annotate(pay_step=pay_step(), closing_step=closing_step(at))
            .values_list(
                "id", "route", "role_class", "job_family", "business_group", "contract_type",
                "vetting_level", "pattern_bits", "base_ids", "pay_step", "closing_step",
            )
        )  # fmt: skip
        self.position = {row[0]: number for number, row in enumerate(rows)}
        self.size = len(rows)
        self.all: Bits = (1 << self.size) - 1
        self.bits = self._read(rows)
        self._words: OrderedDict[str, Bits] = OrderedDict()

    def _read(self, rows: Sequence[tuple[Any, ...]]) -> dict[tuple[str, object], Bits]:
        size = self.size // 8 + 1
        bytes_of: dict[tuple[str, object], bytearray] = defaultdict(lambda: bytearray(size))
        for number, row in enumerate(rows):
            byte, bit = number >> 3, 1 << (number & 7)
            for name, value in zip(_SINGLE, row[1:7], strict=True):
                bytes_of[name, value][byte] |= bit
            bytes_of["patterns", row[7]][byte] |= bit
            for base_id in row[8]:
                bytes_of["base", base_id][byte] |= bit
            bytes_of["salary", row[9]][byte] |= bit
            bytes_of["closing", row[10]][byte] |= bit
        return {key: int.from_bytes(held, "little") for key, held in bytes_of.items()}

    def of(self, name: str, values: Iterable[object]) -> Bits:
        """The adverts that have one of these values."""
        return reduce(or_, (self.bits.get((name, value), 0) for value in values), 0)

    def of_ids(self, ids: Iterable[int]) -> Bits:
        """These adverts; what came after the tally was made is not known to it."""
        held = bytearray(self.size // 8 + 1)
        for key in ids:
            number = self.position.get(key)
            if number is not None:
                held[number >> 3] |= 1 << (number & 7)
        return int.from_bytes(held, "little")

    def is_broad(self, words: str) -> bool:
        """The adverts with these words, or all, are known to be too many to be counted afresh."""
        return not words or words in self._words

    def of_words(self, words: str, condition: Callable[[], Q]) -> Bits:
        """The adverts that hold the words; the database is asked once.

        It is asked without regard to who may see what: this tally's own adverts were limited to
        that when it was made, and no other id has a position in it.
        """
        if not words:
            return self.all
        if words not in self._words:
            found = Vacancy.objects.filter(condition(), status=VacancyStatus.OPEN)
            statement, parameters = found.order_by().values("id").query.sql_with_params()
            self._words[words] = self.of_ids(key for (key,) in rows_by_index(statement, parameters))
            while len(self._words) > KEPT_WORDS:
                self._words.popitem(last=False)
        return self._words[words]


_SINGLE = ("route", "role", "family", "group", "contract", "vetting")
_kept: dict[Visibility, Tally] = {}
_lock = Lock()


def tally_of(listed: QuerySet[Vacancy], *, kind: Visibility, at: datetime) -> Tally:
    """The tally of a list, at most a minute old. While one thread counts, others use the last."""
    if kind == Visibility.RESTRICTED:
        raise ValueError("Restricted adverts are never kept.")
    kept = _kept.get(kind)
    if kept is not None and time.monotonic() - kept.made < KEPT_SECONDS:
        return kept
    if not _lock.acquire(blocking=kept is None):
        return kept  # type: ignore[return-value]
    try:
        again = _kept.get(kind)
        if again is not kept and again is not None:
            return again
        _kept[kind] = Tally(listed, at=at)
        return _kept[kind]
    finally:
        _lock.release()


def kept_tally(kind: Visibility) -> Tally | None:
    """A tally that is still good, without making one."""
    kept = _kept.get(kind)
    return kept if kept and time.monotonic() - kept.made < KEPT_SECONDS else None


def forget() -> None:
    """Count again when next asked."""
    _kept.clear()


def allowed(tally: Tally, params: SearchParams, bases: Iterable[KnownBase]) -> dict[str, Bits]:
    """The adverts that pass each limit in use."""
    known = tuple(bases)
    chosen = {
        name: tally.of(name, params.filters[name]) for name in _SINGLE if name in params.filters
    }
    if "pattern" in params.filters:
        wanted = sum(
            PATTERN_BITS[code] for code in PATTERN_BITS if code in params.filters["pattern"]
        )
        chosen["pattern"] = tally.of("patterns", (n for n in range(64) if n & wanted))
    areas = [*params.filters.get("bcu", ()), *params.filters.get("borough", ())]
    codes = params.filters.get("base", ())
    if areas or codes:
        chosen["where"] = tally.of("base", ids_of_areas(known, areas=areas, codes=codes))
    if params.place:
        chosen["near"] = tally.of("base", ids_within(known, params.place, params.radius))
    if params.salary:
        step = [amount for amount, _ in SALARIES].index(str(params.salary)) + 1
        chosen["salary"] = tally.of("salary", range(step, len(SALARIES) + 1))
    if params.closing:
        step = [days for days, _ in CLOSING_DAYS].index(str(params.closing))
        chosen["closing"] = tally.of("closing", range(step + 1))
    return chosen


def but_for(chosen: Mapping[str, Bits], start: Bits) -> dict[str, Bits]:
    """For each limit, the adverts that pass all the others; "" is for those that pass all."""
    passed = {
        name: reduce(and_, (bits for other, bits in chosen.items() if other != name), start)
        for name in chosen
    }
    everything = reduce(and_, chosen.values(), start)
    return {"": everything, **{name: passed.get(name, everything) for name in LIMITS}}
