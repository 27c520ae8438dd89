"""One conversation with the mail server, kept open for the emails of a batch."""

from __future__ import annotations

import smtplib
from types import TracebackType
from typing import Self

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from recruitment.outbox.failures import ServerUnreachable


class Mailer:
    """Opens on the first email, reuses the connection for the next, starts anew after an error."""

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def send(self, message: EmailMessage) -> None:
        """Hand one message to the server. Raises ServerUnreachable, or what the library raises."""
        connection = self._open_connection()
        try:
            accepted = connection.send_messages([message])
        except Exception:
            self.close()
            raise
        if not accepted:
            raise RuntimeError("The mail library sent nothing and gave no reason.")

    def close(self) -> None:
        """Say goodbye; a server that is gone by then changes nothing."""
        connection, self._connection = self._connection, None
        if connection is not None:
            _close_quietly(connection)

    def _open_connection(self) -> BaseEmailBackend:
        if self._connection is not None and not _is_alive(self._connection):
            self.close()
        if self._connection is None:
            connection = get_connection()
            try:
                connection.open()
            except (OSError, smtplib.SMTPException) as error:
                _close_quietly(connection)
                raise ServerUnreachable from error
            self._connection = connection
        return self._connection


def _is_alive(connection: BaseEmailBackend) -> bool:
    """Ask before reuse: a server that hung up in between must not cost the next email a try."""
    client = getattr(connection, "connection", None)
    if client is None:
        return True
    try:
        return bool(client.noop()[0] == 250)
    except (OSError, smtplib.SMTPException):
        return False


def _close_quietly(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        return
