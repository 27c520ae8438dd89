"""The commands of bootstrap.py: prepare and run, prepare for tests, lock, clean."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from recruitment.demo import locks, ports
from recruitment.demo.children import die_with_parent
from recruitment.demo.environment import (
    PYTHON,
    make_environment,
    make_tools,
    package_environment,
    uv,
)
from recruitment.demo.front_end import make_front_end, node_directory
from recruitment.demo.places import PROJECT, STATE, ServiceError, remove_outside
from recruitment.demo.progress import STARTED, Progress, stop_on_signals
from recruitment.demo.steps import explain


def main(arguments: Sequence[str]) -> int:
    """Run one command; every failure that a person can mend is one plain sentence."""
    commands = {"run": _run, "dev": _dev, "node": _node, "clean": _clean, "lock": _lock}
    if not arguments or arguments[0] not in commands:
        print(f"Usage: bootstrap.py {' | '.join(commands)}", file=sys.stderr)
        return 2
    stop_on_signals()
    try:
        return commands[arguments[0]](arguments[1:])
    except ServiceError as error:
        print(f"\n{error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"\n{explain(str(error), doing='The preparation')}", file=sys.stderr)
    return 1


def _run(arguments: Sequence[str]) -> int:
    """Prepare, then become the supervisor: the same process, so make's signals reach it."""
    die_with_parent(signal.SIGTERM, parent=os.getppid())
    ports.check_free(*ports.web_address())
    progress = Progress()
    with _one_at_a_time():
        make_environment("embedded", progress)
        make_front_end(progress)
    os.environ[STARTED] = str(progress.started)
    os.execv(PYTHON, [str(PYTHON), "-m", "recruitment.demo.supervisor", *arguments])  # nosec B606


def _dev(arguments: Sequence[str]) -> int:
    progress = Progress()
    with _one_at_a_time():
        make_environment("dev", progress)
        make_front_end(progress)
    return 0


def _node(arguments: Sequence[str]) -> int:
    """Print the directory of a new enough node, installing one when there is none."""
    print(node_directory(Progress()))
    return 0


def _clean(arguments: Sequence[str]) -> int:
    """Delete all that was made: environment, packages, built files, data and what is outside."""
    if ports.owner_of(STATE / "run" / "portal.lock"):
        raise ServiceError("The portal is running from this folder. Stop it first (Ctrl-C there).")
    for path in remove_outside(STATE):
        print(f"Removed {path}")
    for name in (".venv", "node_modules", "static_build", "var", "bench-results", "test-results"):
        path = PROJECT / name
        if path.is_symlink():
            path.unlink()
        elif path.exists():
            shutil.rmtree(path)
        else:
            continue
        print(f"Removed {name}/")
    return 0


def _lock(arguments: Sequence[str]) -> int:
    make_tools(Progress())
    return locks.main(arguments, uv=uv(), environment=package_environment())


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """A second preparation in the same clone waits for the first."""
    path = STATE / "run" / "install.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("Waiting for another preparation of this folder to end…", flush=True)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
