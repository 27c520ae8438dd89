"""Who owns files, and who may read them: domain apps say so here, once, when they start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from recruitment.accounts.models import User
    from recruitment.uploads.models import StoredFile

MayRead = Callable[[HttpRequest, "StoredFile"], bool]
Told = Callable[["StoredFile"], None]
Taken = Callable[["StoredFile", "User"], None]


@dataclass(frozen=True, slots=True)
class OwnerKind:
    """One kind of thing that owns files, such as an application.

    `may_read` is asked at every download; it gets the request, because some things may be read on
    some devices only. `quarantined` is called in the transaction that closes a file with a virus,
    `taken` in the one that writes down who was handed a file.
    """

    code: str
    may_read: MayRead
    quarantined: Told | None = None
    taken: Taken | None = None


_kinds: dict[str, OwnerKind] = {}


def register_owner(kind: OwnerKind) -> None:
    """Make a kind of owner known. Raises ValueError when another one has its code."""
    if _kinds.setdefault(kind.code, kind) != kind:
        raise ValueError(f"Another kind of owner is called {kind.code!r}.")


def unregister_owner(code: str) -> None:
    """For tests."""
    _kinds.pop(code, None)


def owner_kind(code: str) -> OwnerKind | None:
    """The registered kind, or None: then nobody may read its files."""
    return _kinds.get(code)
