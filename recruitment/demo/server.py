"""What the embedded servers share: one owner, a directory, a process. Standard library only."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from recruitment.demo.children import Child
from recruitment.demo.places import OwnerLock, ServiceError

START_SECONDS = 60.0  # a cold disk and a recovery after a crash included
NO_SPACE = "No space left on device"


def wait_until(ready: Callable[[], bool], *, child: Child, seconds: float = START_SECONDS) -> None:
    """Poll until a server is ready; raise ServiceError when it ends or takes too long."""
    deadline = time.monotonic() + seconds
    while not ready():
        if child.exit_code() is not None:
            raise ServiceError(could_not_start(child.name, child.last_words(), child.log))
        if time.monotonic() > deadline:
            raise ServiceError(
                f"{child.name} did not start within {seconds:.0f} seconds. Look in {child.log}, "
                "then start again."
            )
        time.sleep(0.02)


def could_not_start(name: str, words: str, log: Path) -> str:
    """The plain sentence for a server that ended at its start."""
    if NO_SPACE in words:
        return f"The disk is full: {name} could not start. Free some space, then start again."
    return f"{name} could not start. Its last words (more in {log}):\n{words}"


class Server:
    """What both servers share: one owner, a directory, a child process."""

    name = "server"

    def __init__(self, home: Path) -> None:
        """`home` holds the server's data, log and lock, and is made when missing."""
        self.home = home
        self._data = home / "data"
        self.log = home / "server.log"
        self._lock = OwnerLock(home / "owner.lock", what=f"{self.name} in {home}")
        self._child: Child | None = None

    def start(self) -> str:
        """Start it and return its address; raises ServiceError with a plain sentence."""
        try:
            self._lock.acquire()
            self.log.unlink(missing_ok=True)
            self._start()
        except OSError as error:
            self.stop()
            raise ServiceError(plain_os_error(error, doing=f"start {self.name}")) from error
        except BaseException:
            self.stop()
            raise
        return self.url

    def stop(self) -> None:
        """Stop it and wait for its end; harmless when it does not run."""
        if self._child is not None:
            self._child.stop()
            self._child = None
        self._lock.release()

    @property
    def url(self) -> str:
        raise NotImplementedError

    def forget(self) -> None:
        """Delete the data of a stopped server; the next start begins afresh."""
        self.stop()
        shutil.rmtree(self._data, ignore_errors=True)

    @property
    def child(self) -> Child | None:
        """The running process, for the one who watches over it."""
        return self._child

    def _start(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def plain_os_error(error: OSError, *, doing: str) -> str:
    """A sentence for a full disk, a missing right and the like."""
    if error.strerror == NO_SPACE:
        return f"The disk is full: could not {doing}. Free some space, then start again."
    where = f" ({error.filename})" if error.filename else ""
    return f"Could not {doing}: {error.strerror or error}{where}. Put that right and start again."
