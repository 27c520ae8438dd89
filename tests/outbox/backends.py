"""Mail backends that fail in their own ways."""

from __future__ import annotations

from django.core.mail.backends.base import BaseEmailBackend


class NobodyThere(BaseEmailBackend):
    """A mail server whose port is closed."""

    def open(self) -> bool:
        raise ConnectionRefusedError

    def send_messages(self, email_messages) -> int:
        raise AssertionError("A closed server was given a message.")


class SaysNothing(BaseEmailBackend):
    """A backend that drops the message without an error."""

    def open(self) -> bool:
        return True

    def send_messages(self, email_messages) -> int:
        return 0
