"""The stamp of all shared pages: a page is good as long as its stamp is the current one."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

import structlog
from django.db import DatabaseError, connection
from django.db.migrations import RunSQL
from django.utils import timezone

logger = structlog.get_logger(__name__)

READ_SECONDS = 0.5  # how long a process trusts what it read: a change shows within this time
NextChange = Callable[[datetime], datetime | None]
_next_changes: list[NextChange] = []


def register_next_change(ask: NextChange) -> None:
    """`ask(now)` tells the next moment at which shared pages change without anybody writing.

    It is asked after each change and when that moment has passed, so it may take a query.
    """
    if ask not in _next_changes:
        _next_changes.append(ask)


def watch(table: str) -> RunSQL:
    """A migration's operation: changes of this table drop all shared pages.

    The trigger waits for the commit. A migration that writes rows of the table and alters it needs
    two transactions, as with any deferred constraint.
    """
    name = f"page_stamp_{table}"
    return _trigger(name, table, events="INSERT OR UPDATE OR DELETE")


def watch_changes(table: str, *, where: str, name: str) -> RunSQL:
    """The same for rows that change or go and were `where` before, such as "kind = 'advert'".

    For a table of which most rows are on no shared page. New rows do not count.
    """
    when = f"WHEN (OLD.{where}) "
    return _trigger(f"page_stamp_{name}", table, events="UPDATE OR DELETE", when=when)


def _trigger(name: str, table: str, *, events: str, when: str = "") -> RunSQL:
    return RunSQL(
        f"CREATE CONSTRAINT TRIGGER {name} AFTER {events} ON {table} DEFERRABLE INITIALLY"
        f" DEFERRED FOR EACH ROW {when}EXECUTE FUNCTION page_stamp_raise()",
        f"DROP TRIGGER {name} ON {table}",
    )


def drop_pages() -> None:
    """Drop all shared pages now, for what they show beside the watched tables."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE page_stamp SET number = number + 1")


@dataclass(frozen=True, slots=True)
class Stamp:
    """The number that changes raise, and the moment after which pages differ by themselves."""

    number: int
    good_until: datetime | None


class Clock:
    """Reads the stamp at most twice a second, whatever the number of requests."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stamp: Stamp | None = None
        self._read_at = 0.0

    def current(self) -> Stamp | None:
        """The stamp of this moment; None when the database does not tell."""
        stamp = self._stamp
        if (fresh := self.fresh()) is not None:
            return fresh
        with self._lock:
            if self._stamp is not stamp and self._stamp is not None and _good(self._stamp):
                return self._stamp  # another thread has just read it
            started = time.monotonic()
            self._stamp = _read(stamp)
            self._read_at = started
            return self._stamp

    def fresh(self) -> Stamp | None:
        """The stamp, if it was read just now; asks nobody."""
        stamp = self._stamp
        if stamp is not None and time.monotonic() - self._read_at < READ_SECONDS and _good(stamp):
            return stamp
        return None

    def forget(self) -> None:
        """Read again when next asked."""
        self._stamp = None


def _good(stamp: Stamp) -> bool:
    return stamp.good_until is None or timezone.now() <= stamp.good_until


def _read(known: Stamp | None) -> Stamp | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM page_stamp")
            (number,) = cursor.fetchone()
        if known is not None and known.number == number and _good(known):
            return Stamp(number, known.good_until)
        now = timezone.now()
        moments = [moment for ask in _next_changes if (moment := ask(now)) is not None]
    except DatabaseError as error:
        logger.warning("page_stamp_unavailable", error=type(error).__name__)
        return None
    return Stamp(number, min(moments, default=None))


clock = Clock()
