"""Dates and times as people read them, on London's calendar, in pages and emails alike."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def london_date(value: date | datetime | None) -> str:
    """9 December 2026, on London's calendar."""
    if value is None or value == "":
        return ""
    day = value.astimezone(LONDON) if isinstance(value, datetime) else value
    return f"{day.day} {day:%B %Y}"


def london_time(value: datetime | None) -> str:
    """9am, 5:30pm, midday; the first minute of a day is 12am."""
    if value is None or value == "":
        return ""
    local = value.astimezone(LONDON)
    if (local.hour, local.minute) == (12, 0):
        return "midday"
    minutes = f":{local:%M}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def london_datetime(value: datetime | None) -> str:
    """11:59pm on 9 December 2026."""
    if value is None or value == "":
        return ""
    return f"{london_time(value)} on {london_date(value)}"


def london_deadline(value: datetime | None) -> str:
    """A closing time. One at the very start of a day is told as 11:59pm of the day before,
    because people read "12am on 10 December" as the end of that day and come too late.
    """
    if value is None or value == "":
        return ""
    local = value.astimezone(LONDON)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        local -= timedelta(minutes=1)
    return london_datetime(local)


def partial_date(iso: str) -> str:
    """3 June 2025, June 2025 or 2025, from a date whose day or month may be unknown."""
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 3:
        return london_date(date(*parts))
    return f"{date(parts[0], parts[1], 1):%B %Y}" if len(parts) == 2 else iso
