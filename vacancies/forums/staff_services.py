"""What recruiters do with forums: plan, change, call off, and record who came."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from vacancies.forums.choices import BookingState
from vacancies.forums.models import Forum
from vacancies.forums.services import fill_places, tell_everybody
from vacancies.policies import actor_label, check_may

WRITABLE = ("title", "about", "description", "starts_at", "ends_at", "places", "join_link")
LESS_THAN_BOOKED = "{booked} people have a place already. Enter at least that many places."
IN_THE_PAST = "The start must be in the future."


@transaction.atomic
def plan_forum(*, by: User | None, fields: Mapping[str, Any]) -> Forum:
    """Add a forum, open for booking at once. Raises PermissionDenied and ValidationError."""
    check_may(by=by, right=Right.MANAGE_FORUMS)
    forum = Forum(**{name: fields[name] for name in WRITABLE if name in fields})
    forum.full_clean()
    if forum.starts_at <= timezone.now():
        raise ValidationError({"starts_at": IN_THE_PAST})
    forum.save()
    record(
        action="forum.plan",
        by=by,
        actor_label=actor_label(by),
        target=forum,
        after={"starts_at": forum.starts_at, "places": forum.places},
    )
    return forum


@transaction.atomic
def change_forum(*, by: User | None, forum_id: int, changes: Mapping[str, Any]) -> Forum:
    """Change a forum. New times are told to everybody; more places go to those who wait.

    Raises PermissionDenied, and ValidationError where a place that somebody has would be lost.
    """
    check_may(by=by, right=Right.MANAGE_FORUMS)
    forum = Forum.objects.select_for_update().get(pk=forum_id)
    before = {"starts_at": forum.starts_at, "ends_at": forum.ends_at, "places": forum.places}
    for name in WRITABLE:
        if name in changes:
            setattr(forum, name, changes[name])
    booked = forum.bookings.filter(state=BookingState.BOOKED).count()
    if forum.places < booked:
        raise ValidationError({"places": LESS_THAN_BOOKED.format(booked=booked)})
    moved = forum.starts_at != before["starts_at"] or forum.ends_at != before["ends_at"]
    if moved and forum.starts_at <= timezone.now():
        raise ValidationError({"starts_at": IN_THE_PAST})
    forum.full_clean()
    forum.save()
    after = {"starts_at": forum.starts_at, "ends_at": forum.ends_at, "places": forum.places}
    record(
        action="forum.change",
        by=by,
        actor_label=actor_label(by),
        target=forum,
        before={name: value for name, value in before.items() if after[name] != value},
        after={name: value for name, value in after.items() if before[name] != value},
    )
    if forum.called_off_at is None:
        if moved:
            tell_everybody(forum, "forum_moved", f"{forum.starts_at:%Y%m%d%H%M}")
        fill_places(forum)
    return forum


@transaction.atomic
def call_off_forum(*, by: User | None, forum_id: int, reason: str) -> Forum:
    """Call a forum off, once, and tell everybody who has a place or waits, with the reason."""
    check_may(by=by, right=Right.MANAGE_FORUMS)
    forum = Forum.objects.select_for_update().get(pk=forum_id)
    if forum.called_off_at is not None:
        return forum
    if forum.has_begun_at(timezone.now()):
        raise ValidationError("This forum has begun, so it cannot be called off.")
    forum.called_off_at, forum.called_off_reason = timezone.now(), reason.strip()
    forum.full_clean()
    forum.save(update_fields=["called_off_at", "called_off_reason"])
    record(action="forum.call_off", by=by, actor_label=actor_label(by), target=forum)
    tell_everybody(forum, "forum_called_off", "")
    return forum


@transaction.atomic
def record_attendance(*, by: User, forum_id: int, came: Collection[int]) -> int:
    """Write down who of those with a place came; returns how many. May be corrected later.

    `came` holds keys of bookings. Raises ValidationError before the forum has begun.
    """
    check_may(by=by, right=Right.MANAGE_FORUMS)
    forum = Forum.objects.select_for_update().get(pk=forum_id)
    now = timezone.now()
    if not forum.has_begun_at(now) or forum.called_off_at is not None:
        raise ValidationError("Attendance can be recorded once the forum has begun.")
    booked = forum.bookings.filter(state=BookingState.BOOKED)
    written = {"came_recorded_at": now, "came_recorded_by": by}
    there = booked.filter(pk__in=came).update(came=True, **written)
    away = booked.exclude(pk__in=came).update(came=False, **written)
    record(
        action="forum.record_attendance", by=by, target=forum, after={"came": there, "away": away}
    )
    return there


def note_reading(*, by: User, forum: Forum) -> None:
    """Write into the audit log that somebody read the names of a forum."""
    check_may(by=by, right=Right.MANAGE_FORUMS)
    record(action="forum.read_people", by=by, target=forum)
