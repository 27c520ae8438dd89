"""What a process keeps as long as no shared page changes: parts of pages and what they are made of.

A whole page that nobody has asked for yet is put together from parts that everybody has seen. They
hold as long as the stamp of the pages (`stamp.Clock`), and nothing is kept where pages are not.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from threading import Lock
from typing import Generic, TypeVar

from django.conf import settings

from recruitment.page_cache.stamp import clock

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def stamp_number() -> int | None:
    """The stamp that holds now; None where nothing may be kept. Read it before reading the data."""
    stamp = clock.current() if settings.PAGE_CACHE_SECONDS else None
    return None if stamp is None else stamp.number


def fresh_number() -> int | None:
    """The same without a query: None as well where nobody has just read the stamp."""
    stamp = clock.fresh() if settings.PAGE_CACHE_SECONDS else None
    return None if stamp is None else stamp.number


class Kept(Generic[K, V]):
    """Up to `most` values, all made under one stamp; full, it begins again."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._number: int | None = None
        self._values: dict[K, V] = {}
        self._lock = Lock()

    def get(self, keys: Iterable[K], number: int | None) -> dict[K, V]:
        """Those of these that were kept under this stamp."""
        with self._lock:
            if number is None or number != self._number:
                return {}
            return {key: self._values[key] for key in keys if key in self._values}

    def put(self, values: dict[K, V], number: int | None) -> None:
        """Keep values that were read after this stamp was. An older stamp's are not kept."""
        if number is None:
            return
        with self._lock:
            if self._number is None or number > self._number:
                self._number, self._values = number, {}
            if number == self._number:
                if len(self._values) + len(values) > self._most:
                    self._values = {}
                self._values.update(values)

    def forget(self) -> None:
        """Empty it."""
        with self._lock:
            self._number, self._values = None, {}
