"""The real processes of a drill: a broker, workers, beat; started, killed, stopped in order."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from recruitment import processes
from recruitment.demo.children import Child
from recruitment.demo.programs import valkey_program
from tests.outbox.sink import MailSink, free_port

CONCURRENCY = 2
START_SECONDS = 30.0


def wait_until(true: Callable[[], bool], *, seconds: float, every: float = 0.2) -> bool:
    """Wait for something to become true; False when the time is over."""
    stop_at = time.monotonic() + seconds
    while not true():
        if time.monotonic() > stop_at:
            return False
        time.sleep(every)
    return True


def must(true: Callable[[], bool], *, seconds: float, what: str, every: float = 0.1) -> None:
    """Wait for what the drill cannot go on without."""
    if not wait_until(true, seconds=seconds, every=every):
        raise AssertionError(f"{what}: not within {seconds:.0f} s.")


class Broker:
    """A Valkey on a port of its own, which can be closed or hung and come back with its data."""

    def __init__(self, home: Path) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}"
        self._home = home
        self._child: Child | None = None

    def start(self) -> None:
        """Listen."""
        self._home.mkdir(parents=True, exist_ok=True)
        command = [
            str(valkey_program()), "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
            "--appendonly", "yes", "--appendfsync", "everysec", "--dir", str(self._home),
        ]  # fmt: skip
        self._child = Child("Valkey", command, log=self._home / "log")
        must(self.is_open, seconds=START_SECONDS, what="The broker listens")

    def close(self) -> None:
        """Nothing listens on the port any more."""
        if self._child is not None:
            self.resume()
            self._child.stop()
            self._child = None

    def hang(self) -> None:
        """The port takes calls and nobody answers."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Answer again."""
        self._signal(signal.SIGCONT)

    def is_open(self) -> bool:
        """Does the port take calls?"""
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False

    def _signal(self, number: signal.Signals) -> None:
        if self._child is not None:
            os.kill(self._child.pid, number)


class Stage:
    """One drill's processes. Leaving the `with` block stops all of them."""

    def __init__(self, home: Path, sink: MailSink) -> None:
        self.broker = Broker(home / "broker")
        self._home = home
        self._sink = sink
        self._children: list[Child] = []

    def __enter__(self) -> Stage:
        self.broker.start()
        return self

    def __exit__(self, *error: object) -> None:
        for child in reversed(self._children):
            child.stop()
        self.broker.close()

    def start_worker(self) -> Child:
        """A Celery worker for the email queue, ready to work."""
        worker = self._start("worker", processes.worker(queues=["email"], processes=CONCURRENCY))
        self._wait_for_log(worker, " ready.")
        return worker

    def supervise(self, worker: Child) -> Child:
        """As the supervisor of a deployment does: a worker that has ended is started again.

        Celery ends with code 1 if the broker goes at the very moment in which it confirms a task.
        """
        return worker if worker.exit_code() is None else self.start_worker()

    def start_beat(self) -> Child:
        """Celery's clock, which sweeps every second here."""
        return self._start("beat", processes.beat(schedule=str(self._home / "beat")))

    def start_dispatcher(self) -> Child:
        """`manage.py sweep_outbox`: sends what is due without Celery, and ends."""
        return self._start("dispatcher", ["python", "manage.py", "sweep_outbox"])

    def kill(self, worker: Child) -> None:
        """kill -9: the worker and its processes, in the middle of whatever they do."""
        os.killpg(worker.pid, signal.SIGKILL)
        worker.stop()

    def stop(self, worker: Child) -> None:
        """SIGTERM, as a deployment does, and wait for the end."""
        worker.stop()

    def _start(self, name: str, command: Sequence[str]) -> Child:
        program, *arguments = command
        if program != "python":
            raise ValueError("Processes are started as python programs.")
        log = self._home / f"{name}-{len(self._children)}.log"
        child = Child(
            name,
            [sys.executable, *arguments],
            log=log,
            env=self._environment(),
            cwd=settings.BASE_DIR,
            stop_with=[(signal.SIGTERM, 40.0)],
        )
        self._children.append(child)
        return child

    def _environment(self) -> Mapping[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.drills.settings",
            "DATABASE_URL": database_url(),
            "REDIS_URL": self.broker.url,
            "DRILL_SMTP_PORT": str(self._sink.port),
        }

    def _wait_for_log(self, child: Child, words: str) -> None:
        if not wait_until(lambda: words in child.log.read_text(), seconds=START_SECONDS):
            raise AssertionError(f"{child.name} did not start:\n{child.last_words(40)}")


def database_url() -> str:
    """The address of this test's own database, for another process."""
    values = connection.settings_dict
    host, port = quote(values["HOST"], safe=""), values["PORT"]
    account = f"{quote(values['USER'])}:{quote(values['PASSWORD'])}"
    where = f"?host={host}" + (f"&port={port}" if port else "")
    return f"postgres://{account}@/{quote(values['NAME'])}{where}"
