"""Quiet hours: at night in London only emails go out that somebody is waiting for.

A kind is `urgent` when it answers what a person did a moment ago, when they cannot go on without
it, or when the morning may be too late. Everything else waits until the quiet hours end.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from recruitment.outbox.registry import UnknownKind, email_class_for

LONDON = ZoneInfo("Europe/London")


def is_urgent(kind: str) -> bool:
    """Whether emails of this kind go out at any hour; one that nobody knows is not held back."""
    try:
        return bool(getattr(email_class_for(kind), "urgent", False))
    except UnknownKind:
        return True


def may_go_at(kind: str, at: datetime) -> datetime:
    """When an email that is due at this moment goes out: then, or when the quiet hours end."""
    hours: tuple[time, time] | None = settings.QUIET_HOURS
    if hours is None or is_urgent(kind):
        return at
    begins, ends = hours
    local = at.astimezone(LONDON)
    if begins <= local.time() or local.time() < ends:
        day = local.date() + timedelta(days=1 if begins <= local.time() else 0)
        return datetime.combine(day, ends, tzinfo=LONDON).astimezone(at.tzinfo)
    return at
