"""What parts of the portal hold for an account beside its applications.

Each part says so once, in its `apps.py`: how its owner reads it in their data, and what is done
when they close the account. A part that keeps a person's data and is not here is forgotten in both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recruitment.accounts.models import User


@dataclass(frozen=True, slots=True)
class Held:
    """What one part holds about a person: lines of a name and words, and uploaded files.

    `code` names it in the download's data and folders, `title` is for people.
    """

    code: str
    title: str
    lines: Sequence[tuple[str, str]]
    files: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Holder:
    """A part that holds something of a person.

    `read(user)` is what its owner reads, None where there is nothing. `forget(user)` ends it when
    they close the account; it is called inside that transaction, while the account still has its
    address. `one_each` says that an account has at most one of it: of two accounts that are put
    together, the second one's cannot move and goes. `move_mail(user, address)` is for parts that
    email links to the account's address: those sent to the former mailbox stop working, and what
    still waits goes to `address`.
    """

    code: str
    read: Callable[[User], Held | None]
    forget: Callable[[User], None]
    one_each: bool = False
    move_mail: Callable[[User, str], None] | None = None


_holders: dict[str, Holder] = {}


def register_holder(holder: Holder) -> None:
    """Make a part known. Raises ValueError when another one has its code."""
    if _holders.setdefault(holder.code, holder) != holder:
        raise ValueError(f"Another part is called {holder.code!r}.")


def held_for(user: User) -> list[Held]:
    """Everything that the registered parts hold for this person."""
    found = (holder.read(user) for holder in _holders.values())
    return [held for held in found if held is not None]


def forget_all(user: User) -> None:
    """End everything that the registered parts hold for this person."""
    for holder in _holders.values():
        holder.forget(user)


def move_mail(user: User, address: str) -> None:
    """The person reads their emails at `address` from now on: whoever holds the former mailbox
    opens nothing with what was sent there (security document, check 4)."""
    for holder in _holders.values():
        if holder.move_mail is not None:
            holder.move_mail(user, address)


def forget_what_stayed(user: User) -> None:
    """End what could not move to another account of the same person, or would go with its row and
    leave its files behind."""
    for holder in _holders.values():
        if holder.one_each:
            holder.forget(user)
