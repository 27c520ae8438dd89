"""A real mail server in a thread, which can be slow, refuse, or hang up at the worst moment."""

from __future__ import annotations

import asyncio
import email
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

Reply = Callable[[str], str | None]  # address or Message-ID -> a reply, or None for "250 OK"


@dataclass(frozen=True, slots=True)
class Received:
    """One message that the server has accepted."""

    message_id: str
    to: str
    raw: bytes
    at: float


def accept(_: str) -> str | None:
    """Say yes."""
    return None


class MailSink:
    """Accepts mail on 127.0.0.1; what it took stands in `received`, in order."""

    def __init__(self, *, delay: float = 0.0, port: int | None = None) -> None:
        self.port = port or free_port()
        self.delay = delay  # seconds between taking a message and saying so
        self.reply_to_recipient: Reply = accept
        self.reply_to_data: Reply = accept
        self.hang_up_after_data = 0  # so many times: message taken, connection cut, no answer
        self.connections = 0
        self.refused = 0
        self._received: list[Received] = []
        self._lock = threading.Lock()
        self._controller = _Controller(self, self.port)

    def __enter__(self) -> MailSink:
        self._controller.start()
        self.connections = 0  # the controller has made one itself
        return self

    def __exit__(self, *error: object) -> None:
        self._controller.stop()

    @property
    def received(self) -> list[Received]:
        """A copy of what was accepted so far."""
        with self._lock:
            return list(self._received)

    def copies(self) -> Counter[str]:
        """How often each Message-ID came."""
        return Counter(message.message_id for message in self.received)

    def wait_for(self, number: int, *, seconds: float) -> bool:
        """Wait until so many messages came; False when the time is over."""
        stop_at = time.monotonic() + seconds
        while len(self._received) < number:
            if time.monotonic() > stop_at:
                return False
            time.sleep(0.02)
        return True

    # What aiosmtpd calls:

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = self.reply_to_recipient(address)
        if reply is not None:
            self.refused += 1
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        raw = bytes(envelope.content or b"")
        message_id = str(email.message_from_bytes(raw)["Message-ID"])
        reply = self.reply_to_data(message_id)
        if reply is not None:
            self.refused += 1
            return reply
        with self._lock:
            self._received.append(Received(message_id, envelope.rcpt_tos[0], raw, time.monotonic()))
        await asyncio.sleep(self.delay)
        if self.hang_up_after_data:
            self.hang_up_after_data -= 1
            server.transport.abort()
        return "250 OK"


class _Controller(Controller):
    def __init__(self, sink: MailSink, port: int) -> None:
        self._sink = sink
        super().__init__(sink, hostname="127.0.0.1", port=port)

    def factory(self) -> SMTP:
        self._sink.connections += 1
        return SMTP(self._sink, hostname="sink.example", loop=self.loop)


def free_port() -> int:
    """A port of 127.0.0.1 on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
