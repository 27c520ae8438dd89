"""What `make run` tells the person who waits. Standard library only."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

STARTED = "RECRUITMENT_STARTED"  # the clock time at which the command began, across an exec


def say(text: str = "") -> None:
    """Print a line at once; a reader that went away is no reason to fall over."""
    with suppress(OSError, ValueError):
        print(text, flush=True)


class Progress:
    """Lines with the seconds since the command began and the seconds that the step took."""

    def __init__(self) -> None:
        self.started = float(os.environ.get(STARTED) or time.time())

    def seconds(self) -> float:
        return time.time() - self.started

    def line(self, text: str) -> None:
        """One finished thing."""
        say(f"{self.seconds():6.1f} s  {text}")

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """A thing that takes a while; on a terminal its name stands there meanwhile."""
        began = time.time()
        interactive = sys.stdout.isatty()
        if interactive:
            print(f"{self.seconds():6.1f} s  {what} …", end="", flush=True)
        try:
            yield
        except BaseException:
            if interactive:
                say()
            raise
        if interactive:
            print("\r\033[K", end="")
        self.line(f"{what} ({time.time() - began:.1f} s)")


def stop_on_signals() -> None:
    """Let SIGTERM and SIGHUP end a command the way Ctrl-C does, so that it tidies up."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
