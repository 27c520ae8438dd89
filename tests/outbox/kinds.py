"""Kinds of email of the tests' own: the outbox knows none by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from recruitment.accounts.models import User
from recruitment.outbox.registry import Attachment


@dataclass(frozen=True, slots=True)
class Note:
    """Tells an active person something; no longer true once the account is switched off."""

    kind: ClassVar[str] = "test_note"
    version: ClassVar[int] = 3
    multiline: ClassVar[frozenset[str]] = frozenset({"feedback"})

    name: str
    feedback: str = ""
    points: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        return f"A note for {self.name}"

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        user = User.objects.filter(pk=ids["user"], is_active=True).first()
        return cls(name=user.username) if user else None

    @classmethod
    def sample(cls) -> Self:
        return cls(name="Test Sample", feedback="One.\n\nTwo.", points=("a", "b"))


@dataclass(frozen=True, slots=True)
class Invitation:
    """Has a file and a mailbox of its own."""

    kind: ClassVar[str] = "test_invitation"
    version: ClassVar[int] = 1

    name: str = "Test Sample"
    filename: str = "interview.ics"

    @property
    def subject(self) -> str:
        return "An invitation"

    @property
    def reply_to(self) -> str:
        return "panel@met.example"

    def attachments(self) -> list[Attachment]:
        return [Attachment(self.filename, b"BEGIN:VCALENDAR", "text/calendar")]

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        return cls()

    @classmethod
    def sample(cls) -> Self:
        return cls()


@dataclass(frozen=True, slots=True)
class Broken:
    """Cannot be written: it has no templates."""

    kind: ClassVar[str] = "test_broken"
    version: ClassVar[int] = 1

    @property
    def subject(self) -> str:
        return "Never seen"

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        return cls()

    @classmethod
    def sample(cls) -> Self:
        return cls()


KINDS = (Note, Invitation, Broken)
