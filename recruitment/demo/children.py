"""Child processes that never outlive us. Standard library only.

Three nets, one below the other: a stop in order; the kernel's parent-death signal when we are
killed; and, at the next start, a search for processes that still carry our mark.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess  # nosec B404
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from recruitment.demo.places import ServiceError

MARK = "RECRUITMENT_PORTAL_OF"  # in each child's environment: the state directory it serves

_PR_SET_PDEATHSIG = 1


def die_with_parent(number: int, *, parent: int | None = None) -> None:
    """Ask the kernel to send us this signal when our parent dies (Linux; elsewhere nothing)."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os.kill(os.getpid(), number)  # it died before we asked


def _before_exec(number: int) -> Callable[[], None]:
    parent = os.getpid()

    def prepare() -> None:
        # A shell's background job starts with SIGINT ignored, and children would inherit that.
        for ordinary in (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(ordinary, signal.SIG_DFL)
        die_with_parent(number, parent=parent)

    return prepare


class Child:
    """One server process in a session of its own, writing to a log file."""

    def __init__(
        self,
        name: str,
        argv: Sequence[str],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        user: int | None = None,
        group: int | None = None,
        stop_with: Sequence[tuple[signal.Signals, float]] = ((signal.SIGTERM, 10.0),),
        pass_fds: Sequence[int] = (),
    ) -> None:
        """`stop_with`: signals in turn, each with the seconds it is given; SIGKILL comes last."""
        self.name, self.argv, self.log = name, list(argv), log
        self._stop_with = stop_with
        self._asked = False
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            self._process = subprocess.Popen(  # nosec B603
                self.argv,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=dict(os.environ if env is None else env),
                cwd=cwd,
                user=user,
                group=group,
                extra_groups=None if user is None else [],
                pass_fds=pass_fds,
                start_new_session=True,
                preexec_fn=_before_exec(stop_with[0][0]),
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def exit_code(self) -> int | None:
        """None while it runs; a negative number names the signal that ended it."""
        return self._process.poll()

    def ask_to_stop(self) -> None:
        """Send the first signal and do not wait; `stop` will not send it a second time."""
        if not self._asked and self._process.poll() is None:
            self._process.send_signal(self._stop_with[0][0])
        self._asked = True

    def stop(self) -> None:
        """Stop it and everything it started; returns when all of them are gone."""
        self.ask_to_stop()
        for place, (number, seconds) in enumerate(self._stop_with):
            if place and self._process.poll() is None:
                self._process.send_signal(number)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(seconds)
                break
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()

    def last_words(self, lines: int = 12) -> str:
        """The end of its log, to show to a person."""
        return tail(self.log, lines)


def run_to_end(
    argv: Sequence[str],
    *,
    env: Mapping[str, str],
    feed: str = "",
    user: int | None = None,
    group: int | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a short tool; Ctrl-C in the terminal does not reach it, our death does.

    The result's stdout holds both outputs.
    """
    return subprocess.run(  # nosec B603
        list(argv),
        input=feed,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        cwd="/",
        env=dict(env),
        user=user,
        group=group,
        extra_groups=None if user is None else [],
        start_new_session=True,
        preexec_fn=_before_exec(signal.SIGTERM),
        check=False,
    )


def tail(path: Path, lines: int) -> str:
    """The last lines of a text file; empty when there is none."""
    with suppress(OSError):
        return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])
    return ""


def _processes() -> Iterator[Path]:
    with suppress(OSError):
        yield from (path for path in Path("/proc").iterdir() if path.name.isdigit())


def _state_and_parent(process: Path) -> tuple[str, int]:
    fields = (process / "stat").read_text(errors="replace").rpartition(")")[2].split()
    return fields[0], int(fields[1])


def processes_marked(directory: Path) -> dict[int, int]:
    """Living processes that carry this state directory as their mark, each with its parent."""
    mark = os.fsencode(f"{MARK}={directory.resolve()}")
    return _search(lambda process: mark in (process / "environ").read_bytes().split(b"\0"))


def processes_serving(directory: Path, program: str) -> dict[int, int]:
    """Living processes of a program that work in exactly this directory, each with its parent.

    PostgreSQL and Valkey write their titles over their environment, so the mark is not found.
    """
    home = str(directory.resolve())

    def serves(process: Path) -> bool:
        name = Path(os.readlink(process / "exe").removesuffix(" (deleted)")).name
        return name == program and os.readlink(process / "cwd").removesuffix(" (deleted)") == home

    return _search(serves)


def _search(wanted: Callable[[Path], bool]) -> dict[int, int]:
    found = {}
    for process in _processes():
        with suppress(OSError, IndexError):  # it ended while we looked, or is not ours to read
            state, parent = _state_and_parent(process)
            if state != "Z" and int(process.name) != os.getpid() and wanted(process):
                found[int(process.name)] = parent
    return found


def end_leftovers(
    find: Callable[[], Mapping[int, int]],
    *,
    ask: signal.Signals = signal.SIGTERM,
    seconds: float = 12.0,
) -> int:
    """End what a killed start left behind, the leaders politely first. Returns how many there were.

    Only a process whose parent is not among the found is asked: it ends its own children.
    """
    first = find()
    deadline = time.monotonic() + seconds
    asked: set[int] = set()
    while left := find():
        late = time.monotonic() > deadline
        for pid, parent in left.items():
            if late or (parent not in left and pid not in asked):
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL if late else ask)
                asked.add(pid)
        if time.monotonic() > deadline + 5:
            raise ServiceError(
                f"A process of an earlier start will not end (numbers {sorted(left)}). "
                "End it by hand, then start again."
            )
        time.sleep(0.05)
    return len(first)
