"""Servers for the test suite and for tools: fast, thrown away at will. Standard library only.

Usage: python -m recruitment.demo.servers -- COMMAND [ARGUMENT …]

runs a command with DATABASE_URL and REDIS_URL leading to servers of its own, unless they are set.
A data directory is kept between runs (a warm start takes a tenth of a second); a second run at
the same time takes the next slot.
"""

from __future__ import annotations

import os
import subprocess  # nosec B404
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from recruitment.demo.places import STATE, OwnerLock, ServiceError
from recruitment.demo.progress import stop_on_signals
from recruitment.demo.server import Server
from recruitment.demo.services import PostgreSQL, Valkey

SLOTS = 16
KINDS: tuple[tuple[str, type[PostgreSQL] | type[Valkey]], ...] = (
    ("DATABASE_URL", PostgreSQL),
    ("REDIS_URL", Valkey),
)


def start_missing(at_end: Callable[[Callable[[], None]], object]) -> dict[str, str]:
    """Start what the environment does not name; returns the addresses by variable.

    `at_end` is told what to call when the servers are no longer needed (last told, first called).
    """
    missing = [(variable, make) for variable, make in KINDS if not os.environ.get(variable)]
    if not missing:
        return {}
    slot = _free_slot(at_end)
    return {variable: _start(make, slot, at_end) for variable, make in missing}


def _free_slot(at_end: Callable[[Callable[[], None]], object]) -> Path:
    for number in range(SLOTS):
        slot = STATE / "test" / str(number)
        lock = OwnerLock(slot / "run.lock", what=f"The test servers in {slot}")
        try:
            lock.acquire()
        except ServiceError:
            continue
        at_end(lock.release)
        return slot
    raise ServiceError(f"{SLOTS} test runs are under way in this clone. Wait for one to end.")


def _start(
    make: type[PostgreSQL] | type[Valkey],
    slot: Path,
    at_end: Callable[[Callable[[], None]], object],
) -> str:
    home = slot / make.__name__.lower()
    server: Server = make(home, state=STATE, durable=False)
    at_end(server.stop)
    try:
        return server.start()
    except ServiceError:
        # Without fsync a crash of the machine may spoil the files; nothing in them is of value.
        server.forget()
        return server.start()


def main(arguments: Sequence[str]) -> int:
    """Run a command beside the servers; its exit code is ours."""
    stop_on_signals()
    command = list(arguments[1:] if arguments[:1] == ["--"] else arguments)
    with ExitStack() as stack:
        try:
            environment = {**os.environ, **start_missing(stack.callback)}
            return subprocess.run(command, env=environment, check=False).returncode  # nosec B603
        except ServiceError as error:
            print(error, file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
