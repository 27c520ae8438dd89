"""The virus scanner: clamd's INSTREAM, over TCP or a Unix socket.

Written here because the client on the package index is ten years old: it connects without a time
limit and may send half of a chunk without noticing, which would scan half of a file.
"""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from typing import IO
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

CONNECT_SECONDS = 2.0
ANSWER_SECONDS = 60.0
CHUNK = 64 * 1024
LONGEST_ANSWER = 4096
DEFAULT_PORT = 3310


class ScannerUnavailable(Exception):
    """The scanner gave no verdict: away, busy, or it could not read the stream."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`finding` is the scanner's name for what it found; empty for a clean file."""

    finding: str = ""

    @property
    def is_clean(self) -> bool:
        return not self.finding


def is_configured() -> bool:
    """Whether this installation has a scanner."""
    return bool(settings.CLAMAV_URL)


def answers() -> bool:
    """Whether the scanner is there now."""
    try:
        with _connect() as connection:
            connection.sendall(b"zPING\0")
            return _answer(connection) == "PONG"
    except ScannerUnavailable:
        return False
    except OSError:
        return False


def scan(content: IO[bytes]) -> Verdict:
    """The verdict on a whole content. Raises ScannerUnavailable."""
    try:
        with _connect() as connection:
            connection.settimeout(ANSWER_SECONDS)
            connection.sendall(b"zINSTREAM\0")
            while chunk := content.read(CHUNK):
                connection.sendall(struct.pack("!L", len(chunk)) + chunk)
            connection.sendall(struct.pack("!L", 0))
            answer = _answer(connection)
    except OSError as error:
        raise ScannerUnavailable(type(error).__name__) from error
    if answer == "stream: OK":
        return Verdict()
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return Verdict(answer.removeprefix("stream: ").removesuffix(" FOUND")[:120])
    raise ScannerUnavailable("no verdict")


def _answer(connection: socket.socket) -> str:
    received = b""
    while not received.endswith(b"\0") and len(received) < LONGEST_ANSWER:
        part = connection.recv(LONGEST_ANSWER)
        if not part:
            break
        received += part
    return received.rstrip(b"\0\n").decode("utf-8", "replace")


def _connect() -> socket.socket:
    parts = urlsplit(settings.CLAMAV_URL)
    if parts.scheme == "unix" and parts.path:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(CONNECT_SECONDS)
        try:
            connection.connect(unquote(parts.path))
        except OSError:
            connection.close()
            raise
        return connection
    if parts.scheme == "tcp" and parts.hostname:
        address = (parts.hostname, parts.port or DEFAULT_PORT)
        return socket.create_connection(address, timeout=CONNECT_SECONDS)
    raise ImproperlyConfigured("CLAMAV_URL must be tcp://host:port or unix:///path/to/socket.")
