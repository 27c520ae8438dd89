"""A real SMTP server that keeps each message as a file in var/mail/, for the demo's mailbox.

Usage: python -m recruitment.demo.mailcatcher --directory DIR (--descriptor N | --port N)

A message becomes `<UTC time>-<number>.eml`, byte for byte as received below three lines that say
how it came: `X-Mail-From`, `X-Rcpt-To` and `X-Received-At`. Files appear whole (written beside
their place, then renamed), are readable by their owner alone, and the oldest go when there are
more than the limit.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import os
import signal
import socket
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST_MESSAGE = 20_000_000  # bytes
MOST_MESSAGES = 2_000


class Mailbox:
    """Keeps received messages in a directory."""

    def __init__(self, directory: Path, *, limit: int = MOST_MESSAGES) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        directory.chmod(0o700)
        self.directory, self.limit = directory, limit
        self._numbers = itertools.count(1)
        for draft in directory.glob(".*.part"):
            draft.unlink()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """aiosmtpd's hook for a received message; the answer goes to the sender."""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        try:
            self.keep(content, sender=envelope.mail_from or "", recipients=envelope.rcpt_tos)
        except OSError as error:
            print(f"A message was refused for now: {error.strerror}.", file=sys.stderr, flush=True)
            return "452 4.3.1 The mailbox could not be written to; try again later"
        return "250 2.0.0 Message kept in the mailbox"

    def keep(self, content: bytes, *, sender: str, recipients: Sequence[str]) -> Path:
        """Write one message and forget the oldest beyond the limit; returns its file."""
        now = datetime.now(UTC)
        name = f"{now:%Y%m%dT%H%M%S.%fZ}-{os.getpid()}-{next(self._numbers):06d}.eml"
        how = (
            f"X-Mail-From: {_flat(sender)}\r\n"
            f"X-Rcpt-To: {', '.join(_flat(address) for address in recipients)}\r\n"
            f"X-Received-At: {now.isoformat()}\r\n"
        )
        draft, target = self.directory / f".{name}.part", self.directory / name
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            with open(descriptor, "wb") as file:
                file.write(how.encode("utf-8", errors="replace") + content)
            draft.rename(target)
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        self._forget_oldest()
        return target

    def _forget_oldest(self) -> None:
        kept = sorted(self.directory.glob("*.eml"))
        for path in kept[: max(0, len(kept) - self.limit)]:
            path.unlink(missing_ok=True)


def _flat(text: str) -> str:
    return " ".join(text.split())


async def serve(listener: socket.socket, mailbox: Mailbox) -> None:
    """Receive mail until SIGTERM or SIGINT."""
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    server = await loop.create_server(
        lambda: SMTP(
            mailbox,
            data_size_limit=LARGEST_MESSAGE,
            enable_SMTPUTF8=True,
            hostname="localhost",
            ident="Demo mailbox",
            loop=loop,
        ),
        sock=listener,
    )
    await ended.wait()
    server.close()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(server.wait_closed(), timeout=2)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line: a port of its own, or a listening socket that its parent opened."""
    parser = argparse.ArgumentParser(prog="mailcatcher")
    parser.add_argument("--directory", type=Path, required=True)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--descriptor", type=int)
    where.add_argument("--port", type=int)
    options = parser.parse_args(arguments)
    if options.port is not None:
        listener = socket.create_server(("127.0.0.1", options.port))
    else:
        listener = socket.socket(fileno=options.descriptor)
    asyncio.run(serve(listener, Mailbox(options.directory)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
