"""A forum in words and as a calendar event."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from recruitment.outbox.links import absolute
from recruitment.ui.calendar_files import CalendarEntry
from recruitment.ui.dates import london_date, london_time
from vacancies.forums.models import Forum


def when(forum: Forum) -> str:
    """6pm to 7:15pm on 9 December 2026; one that runs into the next day says so."""
    start, end = timezone.localtime(forum.starts_at), timezone.localtime(forum.ends_at)
    if start.date() == end.date():
        return f"{london_time(start)} to {london_time(end)} on {london_date(start)}"
    return (
        f"{london_time(start)} on {london_date(start)} to {london_time(end)} on {london_date(end)}"
    )


def event_of(forum: Forum, *, for_place: bool) -> CalendarEntry:
    """The event; with the link of the meeting only `for_place`, for somebody who has one."""
    now = timezone.now()
    page = absolute(forum.get_absolute_url())
    join = f"Join at {forum.join_link}." if for_place and forum.join_link else ""
    return CalendarEntry(
        uid=f"forum-{forum.pk}@{settings.EMAIL_MESSAGE_ID_DOMAIN}",
        # A later version of an event counts only with a higher number.
        sequence=int(now.timestamp()) // 60,
        status="CONFIRMED",
        summary=f"Meet and engage: {forum.title}",
        starts_at=forum.starts_at,
        minutes=int((forum.ends_at - forum.starts_at).total_seconds()) // 60,
        made_at=now,
        place="Online",
        description=join or f"We send the link to join to people with a place. {page}",
    )
