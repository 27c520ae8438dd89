"""Starts the whole portal as `make run` does, with every server and process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 300  # on a machine that does other things as well
# What the tests' own servers set must not reach the portal: it starts its own, as for a visitor.
NOT_INHERITED = (
    "DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "DJANGO_SETTINGS_MODULE",
    "BASE_URL",
    "ALLOWED_HOSTS",
)


@dataclass
class Portal:
    """A running portal of its own, in a directory of its own."""

    state: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What it printed."""
        return self.state / "printed.txt"

    def start(self) -> None:
        """Start it and wait until it says that it is ready."""
        self.port = free_port()
        self.state.mkdir(parents=True, exist_ok=True)
        inherited = {k: v for k, v in os.environ.items() if k not in NOT_INHERITED}
        with self.log.open("wb") as printed:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "recruitment.demo.supervisor"],
                cwd=ROOT,
                env={
                    **inherited,
                    **self.environment,
                    "RECRUITMENT_STATE_DIR": str(self.state),
                    "PORT": str(self.port),
                },
                stdout=printed,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while "The portal is ready" not in self.log.read_text(errors="replace"):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise AssertionError("The portal did not start:\n" + self.log.read_text())
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop it as Ctrl-C would."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=60)


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
