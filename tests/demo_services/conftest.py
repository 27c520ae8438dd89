"""State directories for servers under test, and a view of what is still running."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from recruitment.demo.places import remove_outside
from recruitment.settings import env


@pytest.fixture
def state() -> Iterator[Path]:
    """A short state directory that every user may enter, emptied of processes and files after."""
    path = Path(tempfile.mkdtemp(prefix="rp-")).resolve()
    path.chmod(0o755)
    yield path
    left = running_in(path)
    remove_outside(path)
    shutil.rmtree(path, ignore_errors=True)
    assert left == []


@pytest.fixture
def closed_state(state: Path) -> Path:
    """A state directory below a folder that nobody but its owner may enter, as under /root."""
    closed = state / "closed"
    closed.mkdir(mode=0o700)
    (closed / "var").mkdir()
    return closed / "var"


@pytest.fixture(autouse=True)
def _no_given_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests start servers themselves: what the suite runs on must not leak in."""
    for name in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "PG_BINDIR", "BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def running_in(directory: Path) -> list[str]:
    """Command lines of living processes that work in a directory, name it or carry it along."""
    found = []
    needle = os.fsencode(directory)
    for process in Path("/proc").glob("[0-9]*"):
        if int(process.name) == os.getpid():
            continue
        with suppress(OSError):
            command = (process / "cmdline").read_bytes()
            traces = command + (process / "environ").read_bytes()
            traces += os.fsencode(os.readlink(process / "cwd"))
            if needle in traces and command:
                found.append(command.replace(b"\0", b" ").decode(errors="replace").strip())
    return found


def wait_for(happened: Callable[[], bool], *, seconds: float = 15.0) -> bool:
    """Whether something happens within the time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if happened():
            return True
        time.sleep(0.05)
    return False


def query(url: str, statement: str) -> list[tuple[object, ...]]:
    """Run one statement on a server of ours; the rows, if it gives any."""
    parts = env.database(url)
    with psycopg.connect(
        host=str(parts["HOST"]), dbname=str(parts["NAME"]), user=str(parts["USER"]), autocommit=True
    ) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []
