"""Telling a worker at once that there is work. If that fails nothing is lost: a sweep finds it.

A page never waits for a dead broker: a hung one costs half a second once, a closed port less, and
then this process stops trying for half a minute.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

import structlog
from kombu.pools import producers

from recruitment.celery import app

PAUSE_SECONDS = 30.0
# The client tries a hung server twice, so this is half of what a page may lose.
ANSWER_SECONDS = 0.24

logger = structlog.get_logger(__name__)


class NudgeBreaker:
    """A circuit breaker for this process: after a failure, one try in each pause, by one thread."""

    def __init__(
        self, *, pause: float = PAUSE_SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._pause = pause
        self._clock = clock
        self._lock = Lock()
        self._closed_until: float | None = None

    def allows(self) -> bool:
        """May the caller try? After a pause the first caller may, and the others wait again."""
        with self._lock:
            if self._closed_until is None:
                return True
            if self._clock() < self._closed_until:
                return False
            self._closed_until = self._clock() + self._pause
            return True

    def succeeded(self) -> None:
        """The broker answered: all callers may try again."""
        with self._lock:
            self._closed_until = None

    def failed(self) -> None:
        """The broker did not answer: nobody tries until the pause is over."""
        with self._lock:
            self._closed_until = self._clock() + self._pause


breaker = NudgeBreaker()


def publish(task: str, *arguments: object) -> bool:
    """Hand a task with its arguments (ids, or lists of ids) to the queue that the settings route
    it to; False when the broker could not be told."""
    if not breaker.allows():
        return False
    try:
        broker = app.connection_for_write(transport_options={"socket_timeout": ANSWER_SECONDS})
        with producers[broker].acquire(block=True, timeout=ANSWER_SECONDS) as producer:
            app.send_task(
                task, args=list(arguments), producer=producer, retry=False, ignore_result=True
            )
    except Exception as error:  # whatever the broker's client raises, the page must go on
        breaker.failed()
        logger.warning("broker_nudge_failed", task=task, error=type(error).__name__)
        return False
    breaker.succeeded()
    return True
