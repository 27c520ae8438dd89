"""`make run`: the whole portal in the foreground. Standard library only.

Order: PostgreSQL, Valkey, mail catcher, tables and demo data, web, worker, beat; stopped in
reverse. DATABASE_URL, REDIS_URL and EMAIL_URL each replace the embedded server of that kind.
Nothing outlives the supervisor: it stops its children, the kernel signals them if it is killed,
and the next start ends whatever is left.
"""

from __future__ import annotations

import os
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from types import FrameType
from urllib.parse import urlsplit

from recruitment import processes
from recruitment.demo import ports
from recruitment.demo.children import MARK, Child, end_leftovers, processes_marked, tail
from recruitment.demo.places import PROJECT, STATE, OwnerLock, ServiceError
from recruitment.demo.progress import Progress, say
from recruitment.demo.server import Server, could_not_start, plain_os_error
from recruitment.demo.services import PostgreSQL, Valkey

LOGS = STATE / "log"
MAIL_PORT = 2525
START_SECONDS = 60.0
MOST_RESTARTS = 5  # in a minute
STEP = "step: "  # how the preparation marks the lines that are meant for people


class Stopped(Exception):
    """Somebody asked us to stop."""


class Supervisor:
    """Starts everything in order, watches, and stops in reverse."""

    def __init__(self) -> None:
        self.progress = Progress()
        self.environment = dict(os.environ)
        self.environment[MARK] = str(STATE)
        self.environment.setdefault("DJANGO_SETTINGS_MODULE", "recruitment.settings.local")
        self._servers: list[Server] = []
        self._children: list[Child] = []
        self._commands: dict[str, list[str]] = {}
        self._restarts: list[float] = []
        self._stop_asked = False
        self._sign_ins = STATE / "run" / "sign-ins.txt"

    def run(self) -> int:
        """The whole life; returns the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        code = 0
        try:
            with OwnerLock(STATE / "run" / "portal.lock", what="This folder's portal"):
                try:
                    self._start()
                    self._watch()
                finally:
                    self._stop()
        except Stopped:
            self.progress.line("Stopped. Nothing is left running; the data stays in var/.")
        except ServiceError as error:
            code = 1
            say(f"\n{error}")
        except OSError as error:
            code = 1
            say(f"\n{plain_os_error(error, doing='start the portal')}")
        return code

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        """Only takes note: an exception in the middle of a start could lose a child."""
        self._stop_asked = True

    def _pause(self, seconds: float) -> None:
        if self._stop_asked:
            raise Stopped
        time.sleep(seconds)

    def _start(self) -> None:
        host, port = ports.web_address()
        ended = end_leftovers(lambda: processes_marked(STATE))
        if ended:
            self.progress.line(f"Ended {ended} processes that an earlier start had left behind")
        ports.check_free(host, port)
        self._start_servers()
        self._set_addresses(host, port)
        self._start_mail()
        self._prepare()
        self._start_processes(host, port)
        self._announce(host, port)

    def _start_servers(self) -> None:
        for variable, make, home in (
            ("DATABASE_URL", PostgreSQL, "postgres"),
            ("REDIS_URL", Valkey, "valkey"),
        ):
            self._pause(0)
            given = self.environment.get(variable)
            if given:
                self.progress.line(f"{make.name}: using {variable} ({_without_password(given)})")
                continue
            began = time.monotonic()
            server = make(STATE / home, state=STATE)
            self._servers.append(server)
            self.environment[variable] = server.start()
            self.progress.line(f"{server.name} is ready ({time.monotonic() - began:.1f} s)")

    def _set_addresses(self, host: str, port: int) -> None:
        shown = _reachable(host)
        self.environment.setdefault("BASE_URL", f"http://{shown}:{port}")
        self.environment.setdefault("ALLOWED_HOSTS", f"127.0.0.1,localhost,[::1],{shown}")

    def _start_mail(self) -> None:
        given = self.environment.get("EMAIL_URL")
        if given:
            self.progress.line(f"Mail: using EMAIL_URL ({_without_password(given)})")
            return
        with ports.listen_near("127.0.0.1", MAIL_PORT) as listener:
            self.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{listener.getsockname()[1]}"
            descriptor = listener.fileno()
            argv = [
                "python", "-m", "recruitment.demo.mailcatcher",
                "--directory", str(STATE / "mail"), "--descriptor", str(descriptor),
            ]  # fmt: skip
            self._add("mail", argv, pass_fds=[descriptor])
        self.progress.line(f"Mail catcher listens at {self.environment['EMAIL_URL']}")

    def _prepare(self) -> None:
        """Tables, demo data, static files: a process that ends, its lines shown as they come."""
        argv = ["python", "-m", "recruitment.demo.prepare", str(self._sign_ins)]
        child = self._add("prepare", argv)
        shown = 0
        while True:
            code = child.exit_code()
            lines = tail(child.log, 1_000).splitlines()
            for line in lines[shown:]:
                if line.startswith(STEP):
                    self.progress.line(line.removeprefix(STEP))
            shown = len(lines)
            if code is not None:
                break
            self._pause(0.05)
        self._children.remove(child)
        child.stop()
        if code == 3:
            raise ServiceError(child.last_words(1))
        if code:
            raise ServiceError(
                could_not_start("The preparation of the data", _cause(child), child.log)
            )

    def _start_processes(self, host: str, port: int) -> None:
        schedule = STATE / "beat" / "schedule"
        schedule.parent.mkdir(exist_ok=True)
        self._commands = {
            "web": processes.web(host=host, port=port),
            "worker": processes.worker(),
            "beat": processes.beat(schedule=str(schedule)),
        }
        web, worker, beat = (self._add(name, argv) for name, argv in self._commands.items())
        address = f"http://{_reachable(host)}:{port}/healthz"
        self._wait("The web server", web, lambda: _answers(address))
        self._wait("The Celery worker", worker, lambda: " ready." in tail(worker.log, 200))
        self._wait("Celery beat", beat, lambda: "beat: Starting" in tail(beat.log, 200))

    def _add(self, name: str, argv: list[str], *, pass_fds: list[int] | None = None) -> Child:
        self._pause(0)
        log = LOGS / f"{name}.log"
        with suppress(FileNotFoundError):
            log.replace(log.with_suffix(".log.1"))
        child = Child(
            name,
            [sys.executable, *argv[1:]],
            log=log,
            env=self.environment,
            cwd=PROJECT,
            stop_with=[(signal.SIGTERM, 15.0), (signal.SIGQUIT, 5.0)],
            pass_fds=pass_fds or [],
        )
        self._children.append(child)
        return child

    def _wait(self, what: str, child: Child, ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not ready():
            self._check_alive()
            if time.monotonic() > deadline:
                raise ServiceError(
                    f"{what} did not start within {START_SECONDS:.0f} seconds. "
                    f"Look in {child.log}, then start again."
                )
            self._pause(0.05)
        self.progress.line(f"{what} is ready")

    def _announce(self, host: str, port: int) -> None:
        base = self.environment["BASE_URL"]
        self.progress.line("The portal is ready")
        say(f"\n  Portal       {base}/")
        say(f"  Mailbox      {base}/demo/mailbox/   (mail sent to {self._mail_place()})")
        say(f"  Logs         {LOGS}")
        with suppress(OSError):
            say("\n" + self._sign_ins.read_text(encoding="utf-8").rstrip())
        say("\nCtrl-C stops everything.")

    def _mail_place(self) -> str:
        return _without_password(self.environment["EMAIL_URL"])

    def _watch(self) -> None:
        while True:
            self._restart_ended()
            self._check_alive()
            self._pause(0.25)

    def _restart_ended(self) -> None:
        """Start web, worker or beat again, as a service manager would: no email waits for a person.

        More than MOST_RESTARTS in a minute is a fault that a restart does not mend: then
        `_check_alive` stops everything and says why.
        """
        for child in [one for one in self._children if one.name in self._commands]:
            code = child.exit_code()
            now = time.monotonic()
            self._restarts = [at for at in self._restarts if now - at < 60.0]
            if code is None or len(self._restarts) >= MOST_RESTARTS:
                continue
            self._restarts.append(now)
            self._children.remove(child)
            self._add(child.name, self._commands[child.name])
            self.progress.line(f"{child.name} ended (exit code {code}) and was started again")

    def _check_alive(self) -> None:
        watched = [server.child for server in self._servers if server.child]
        for child in [*watched, *self._children]:
            if child.exit_code() is not None:
                raise ServiceError(
                    f"{child.name} ended by itself (exit code {child.exit_code()}), so everything "
                    f"was stopped. Its last words (more in {child.log}):\n{_cause(child)}\n"
                    "Start again with: make run"
                )

    def _stop(self) -> None:
        """In reverse; those that do not need each other are asked at the same time."""
        began = time.monotonic()
        for child in self._children:
            if child.name != "mail":  # the worker may still be sending
                child.ask_to_stop()
        for child in reversed(self._children):
            child.stop()
        for server in reversed(self._servers):
            server.stop()
        end_leftovers(lambda: processes_marked(STATE), seconds=2.0)
        if self._children or self._servers:
            self.progress.line(f"Everything is stopped ({time.monotonic() - began:.1f} s)")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):  # nosec B310
            return True
    except urllib.error.HTTPError as answer:
        return answer.code < 500  # ALLOWED_HOSTS may not name this address
    except OSError:
        return False


def _reachable(host: str) -> str:
    """The address to use for a server that listens on this host."""
    with suppress(ValueError):
        if ip_address(host).is_unspecified:
            return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _cause(child: Child) -> str:
    """The last lines that speak to people: no traceback."""
    lines = child.last_words(200).splitlines()
    plain = [line for line in lines if line and not line.startswith((" ", "Traceback"))]
    return "\n".join(plain[-3:])


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def main() -> int:
    """Run until told to stop."""
    os.chdir(PROJECT)
    return Supervisor().run()


if __name__ == "__main__":
    sys.exit(main())
