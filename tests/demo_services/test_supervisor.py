"""`make run` from its first line to every kind of end."""

from __future__ import annotations

import os
import re
import signal
import smtplib
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from recruitment.demo import ports
from recruitment.demo.places import PROJECT, STATE_VARIABLE
from tests.demo_services.conftest import query, running_in, wait_for

START_SECONDS = 90.0


class Run:
    """A supervisor in a session of its own, as a terminal would start it."""

    def __init__(self, state: Path, **variables: str) -> None:
        with ports.listen("127.0.0.1", 0) as free:
            self.port = free.getsockname()[1]
        self.state = state
        self.output = state / f"output-{self.port}.txt"
        environment = {
            **os.environ,
            STATE_VARIABLE: str(state),
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "recruitment.settings.local",
            "DEMO_DATA": "0",
            "PYTHON": sys.executable,
            **variables,
        }
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                # What the Makefile's recipe becomes once everything is installed, with make above.
                ["make", "-f", "-", "run"],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=PROJECT,
                env=environment,
                start_new_session=True,
            )
        assert self.process.stdin is not None
        self.process.stdin.write(b"run:\n\t@$(PYTHON) -m recruitment.demo.supervisor\n")
        self.process.stdin.close()

    def text(self) -> str:
        return self.output.read_text()

    def wait_until_ready(self) -> None:
        def settled() -> bool:
            return "Ctrl-C stops everything." in self.text() or self.process.poll() is not None

        assert wait_for(settled, seconds=START_SECONDS)
        assert "The portal is ready" in self.text(), self.text()

    def supervisor(self) -> int:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return int(children.read_text().split()[0])

    def child(self, name: str) -> int:
        """The process that the supervisor started under this name."""
        pid = self.supervisor()
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        commands = {int(one): Path(f"/proc/{one}/cmdline").read_bytes() for one in found}
        return next(
            one for one, command in commands.items() if b"\0%b\0" % name.encode() in command
        )

    def get(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return answer.status, answer.read().decode()

    def database(self) -> str:
        folder = (self.state / "postgres" / "socket").as_posix().replace("/", "%2F")
        return f"postgres://postgres@/portal?host={folder}"

    def end(self, seconds: float = 40.0) -> int:
        return self.process.wait(seconds)


@pytest.fixture
def run(state: Path) -> Iterator[Run]:
    started = Run(state)
    yield started
    if started.process.poll() is None:
        os.killpg(started.process.pid, signal.SIGTERM)
        started.end()


def test_start_mail_kill_restart_and_stop(run: Run, state: Path) -> None:
    run.wait_until_ready()
    told = run.text()
    assert [line for line in told.splitlines() if line.startswith("  ")][:4] != []
    order = re.findall(
        r"^ +\d+\.\d s  (PostgreSQL|Valkey|Mail|Database|Static|The web|The Celery|Celery beat)",
        told,
        re.MULTILINE,
    )
    assert order == [
        "PostgreSQL", "Valkey", "Mail", "Database", "Static", "The web", "The Celery",
        "Celery beat",
    ]  # fmt: skip
    assert f"http://127.0.0.1:{run.port}/demo/mailbox/" in told
    assert "Traceback" not in told
    assert run.get("/healthz")[0] == 200
    assert run.get("/")[0] == 200
    _mail_arrives(told, state)

    os.kill(run.child("worker"), signal.SIGKILL)
    sentence = "worker ended (exit code -9) and was started again"
    assert wait_for(lambda: sentence in run.text(), seconds=30)

    second = Run(state)
    assert second.end() != 0
    assert f"This folder's portal is already in use by process {run.supervisor()}." in second.text()

    query(run.database(), "CREATE TABLE kept (text text)")
    os.kill(run.supervisor(), signal.SIGKILL)
    assert run.end() != 0
    assert wait_for(lambda: running_in(state) == [], seconds=30)

    again = Run(state)
    again.wait_until_ready()
    assert query(again.database(), "SELECT count(*) FROM kept") == [(0,)]
    again.process.send_signal(signal.SIGTERM)  # to make alone, which passes it on
    again.end()
    assert "Nothing is left running" in again.text()
    assert running_in(state) == []


@pytest.mark.drill
def test_ctrl_c_leaves_nothing(run: Run, state: Path) -> None:
    run.wait_until_ready()
    os.killpg(run.process.pid, signal.SIGINT)  # as the terminal does: make and its child at once
    run.end()
    assert "Nothing is left running" in run.text()
    assert running_in(state) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_the_middle_of_the_start_leaves_nothing(
    run: Run, state: Path, number: signal.Signals
) -> None:
    assert wait_for(lambda: "Valkey is ready" in run.text(), seconds=START_SECONDS)
    os.killpg(run.process.pid, number)
    run.end()
    assert "Nothing is left running" in run.text()
    assert running_in(state) == []


def test_given_servers_replace_the_embedded_ones(state: Path) -> None:
    run = Run(
        state,
        DATABASE_URL="postgres://portal:secret@127.0.0.1:1/portal",
        REDIS_URL="redis://127.0.0.1:1",
        EMAIL_URL="smtp://127.0.0.1:1",
    )
    assert run.end() != 0
    told = run.text()
    assert "PostgreSQL: using DATABASE_URL (postgres://127.0.0.1:1/portal)" in told
    assert "Valkey: using REDIS_URL (redis://127.0.0.1:1)" in told
    assert "Mail: using EMAIL_URL (smtp://127.0.0.1:1)" in told
    assert "The database that DATABASE_URL names does not answer:" in told
    assert "Start it or correct the address." in told
    assert "secret" not in told
    assert "Traceback" not in told
    assert not (state / "postgres").exists()
    assert not (state / "valkey").exists()


def _mail_arrives(told: str, state: Path) -> None:
    port = int(re.search(r"smtp://127\.0\.0\.1:(\d+)", told)[1])  # type: ignore[index]
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as connection:
        connection.sendmail("a@met.example", ["b@post.example"], "Subject: Hello\n\nBody\n")
    (kept,) = (state / "mail").glob("*.eml")
    assert kept.read_bytes().endswith(b"Subject: Hello\r\n\r\nBody\r\n")
