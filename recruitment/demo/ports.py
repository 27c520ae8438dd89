"""Addresses on this machine: the port that was asked for, and free ones. Standard library only."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
from pathlib import Path

from recruitment.demo.places import ServiceError

LOWEST, HIGHEST = 1, 65_535


def web_address() -> tuple[str, int]:
    """HOST and PORT of the web server, by default 127.0.0.1 and 8000."""
    text = os.environ.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not LOWEST <= int(text) <= HIGHEST:
        raise ServiceError(
            f"PORT must be a number from {LOWEST} to {HIGHEST}, not {text!r}. "
            "For example: make run PORT=8001"
        )
    return os.environ.get("HOST") or "127.0.0.1", int(text)


def check_free(host: str, port: int) -> None:
    """Raise ServiceError when the web server could not listen there."""
    try:
        listen(host, port).close()
    except OSError as error:
        raise ServiceError(_sentence(error, host, port)) from None


def _sentence(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken by another program. Choose another one, for example: "
            f"make run PORT={port + 1 if port < HIGHEST else 8001}"
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return (
            f"Port {port} is kept for the administrator. Choose one above 1023: make run PORT=8000"
        )
    return f"This machine has no address {host}. Set HOST to one that it has, such as 127.0.0.1."


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 lets the system choose."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    server = socket.socket(family, socket.SOCK_STREAM)
    try:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind((host, port))
        server.listen(64)
    except BaseException:
        server.close()
        raise
    return server


def listen_near(host: str, wanted: int) -> socket.socket:
    """A listening socket on the wanted port, or on any free one when that is taken."""
    try:
        return listen(host, wanted)
    except OSError:
        return listen(host, 0)


def owner_of(path: Path) -> str:
    """The process that holds a lock file, as written in it; empty when nobody does."""
    try:
        with path.open() as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                return handle.read().strip() or "unknown"
    except OSError:
        return ""
    return ""
