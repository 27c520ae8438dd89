"""What waits for one member of staff, in one list: the numbers of their start page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from applicants.desk.counting import desk_of
from applicants.desk.worklists import worklists_of
from recruitment.accounts.models import User
from recruitment.outbox.links import absolute


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One list: how many wait, how many of them are overdue, and where it is."""

    label: str
    waiting: int
    overdue: int
    url: str


def digest_of(user: User, *, at: datetime) -> list[DigestLine]:
    """The lists that ask something of this person and are not empty. An email may be read
    anywhere, so it counts what they would see away from a Met device."""
    desk = desk_of(user, device=None, at=at)
    if desk is None:
        return []
    return [
        DigestLine(
            label=found.label,
            waiting=found.waiting.count,
            overdue=found.overdue.count if found.overdue else 0,
            url=absolute(found.waiting.url),
        )
        for listed, found in zip(worklists_of(user), desk.waiting, strict=True)
        if listed.acts and found.waiting.count
    ]
