"""Timed work on many things: one at a time, and one failure never holds up the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

import structlog

log = structlog.get_logger(__name__)

T = TypeVar("T")


def in_groups(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """The things in lists of at most `size`, each fetched when it is asked for."""
    rest = iter(things)
    while group := list(islice(rest, size)):
        yield group


def each(name: str, due: Iterable[Any], do: Callable[[Any], object]) -> int:
    """Hand each thing that is due to a service; returns how many of them it did something with.

    `name` is the task's, for the log of what failed.
    """
    done = 0
    for one in due:
        try:
            done += bool(do(one))
        except Exception:
            log.exception("task_item_failed", task=name, item=str(one))
    return done
