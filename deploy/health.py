"""Health checks of the containers. Standard library only.

Usage: health.py web SOCKET | beat SCHEDULE_FILE

`web` asks /healthz over the Unix socket; `beat` looks whether the clock kept its place lately.
Exit code 0 is healthy; anything else prints why.
"""

from __future__ import annotations

import http.client
import os
import socket
import sys
import time
from pathlib import Path

BEAT_SECONDS = 600  # beat writes its place every three minutes


class SocketConnection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=5)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def web(path: str) -> str:
    """Empty when the web server answers; else what it did instead."""
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip()
    connection = SocketConnection(path)
    try:
        connection.request("GET", "/healthz", headers={"Host": host, "X-Forwarded-Proto": "https"})
        status = connection.getresponse().status
    except OSError as error:
        return f"The web server does not answer: {error}"
    finally:
        connection.close()
    return "" if status == 200 else f"The web server answers {status}"


def beat(path: str) -> str:
    """Empty when beat wrote its place lately; shelve may add an ending to the name."""
    schedule = Path(path)
    written = [found.stat().st_mtime for found in schedule.parent.glob(f"{schedule.name}*")]
    if not written:
        return "Beat has not written its place yet"
    age = time.time() - max(written)
    return "" if age < BEAT_SECONDS else f"Beat wrote its place {age:.0f} seconds ago"


def main(arguments: list[str]) -> int:
    """Run one check."""
    checks = {"web": web, "beat": beat}
    if len(arguments) != 2 or arguments[0] not in checks:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    problem = checks[arguments[0]](arguments[1])
    if problem:
        sys.stderr.write(f"{problem}\n")
    return 1 if problem else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
