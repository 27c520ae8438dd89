"""The kinds of email. Apps register theirs in `apps.py`; the outbox knows them only from here.

A kind is a frozen dataclass with all that its two templates need:

    @register_email
    @dataclass(frozen=True, slots=True)
    class ApplicationReceived:
        kind: ClassVar[str] = "application_received"
        version: ClassVar[int] = 1
        name: str
        reference: str

        @property
        def subject(self) -> str: ...

        @classmethod
        def load(cls, ids: Mapping[str, Any]) -> Self | None: ...

        @classmethod
        def sample(cls) -> Self: ...

Templates: `emails/<kind>.txt` and `emails/<kind>.html`, extending `emails/base.txt` and `.html`.
Optional are `attachments()`, `reply_to`, `unsubscribe_url`, `returned()`, and three ClassVars:
`urgent` is True for what goes out at night as well (`recruitment.outbox.quiet`), `must_say`
names the fields that no wording of staff may leave out, and `multiline` the text fields that may
hold line breaks. Every other text is made one line, so that a name cannot smuggle in a
paragraph or a header.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Protocol, Self, TypeVar, runtime_checkable

KIND = re.compile(r"[a-z][a-z0-9_]{2,63}")


@dataclasses.dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with an email."""

    filename: str
    content: bytes
    mimetype: str


class Email(Protocol):
    """What the outbox asks of a kind of email."""

    kind: ClassVar[str]
    version: ClassVar[int]

    @property
    def subject(self) -> str:
        """One line; line breaks in it are flattened before it is sent."""

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """Look at the world again. None: no longer true, and the row becomes cancelled."""

    @classmethod
    def sample(cls) -> Self:
        """An invented example for the preview and for tests."""


@runtime_checkable
class HasAttachments(Protocol):
    """A kind of email that carries files."""

    def attachments(self) -> Sequence[Attachment]:
        """The files, made when the email is sent."""


@runtime_checkable
class HasReplyTo(Protocol):
    """A kind of email whose answers go to another mailbox than the service's own."""

    @property
    def reply_to(self) -> str:
        """One address."""


@runtime_checkable
class HasUnsubscribe(Protocol):
    """A kind of email that people can end with one click in their mail program (RFC 8058)."""

    @property
    def unsubscribe_url(self) -> str:
        """An address that ends it by POST alone, without cookies; opened, it shows a button."""


@runtime_checkable
class ReactsToReturn(Protocol):
    """A kind of email that has to do something when it could not be delivered."""

    @classmethod
    def returned(cls, ids: Mapping[str, Any]) -> None:
        """Called in the transaction that marks the email as returned for good."""


class UnknownKind(LookupError):
    """No kind of email of this name is registered."""


_kinds: dict[str, type[Email]] = {}

T = TypeVar("T", bound=type[Email])


def register_email(email_class: T) -> T:
    """Class decorator: makes a kind of email known. Raises ValueError for one that cannot work."""
    name = email_class.kind
    if not KIND.fullmatch(name):
        raise ValueError(f"{name!r} is not a kind: small letters, digits and underscores.")
    if not dataclasses.is_dataclass(email_class):
        raise ValueError(f"The email {name} must be a frozen dataclass.")
    known = _kinds.get(name)
    if known is not None and known.__qualname__ != email_class.__qualname__:
        raise ValueError(f"Two kinds of email are named {name}.")
    _kinds[name] = email_class
    return email_class


def unregister_email(name: str) -> None:
    """Forget a kind; for tests that bring their own."""
    _kinds.pop(name, None)


def email_class_for(name: str) -> type[Email]:
    """The class of a kind. Raises UnknownKind."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(f"No email of kind {name!r} is registered.") from None


def registered_emails() -> list[type[Email]]:
    """All kinds, in the order of their names."""
    return [_kinds[name] for name in sorted(_kinds)]
