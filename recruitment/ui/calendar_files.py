"""Calendar files (RFC 5545): London time, one entry through every change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from icalendar import Alarm, Calendar, Event

from recruitment.ui.dates import LONDON

MIMETYPE = "text/calendar"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What a calendar file says. `status` is CONFIRMED, TENTATIVE or CANCELLED; `sequence` is
    higher at each change of the entry named by `uid`; `minutes` is the length."""

    uid: str
    sequence: int
    status: str
    summary: str
    starts_at: datetime
    minutes: int
    made_at: datetime
    place: str = ""
    description: str = ""

    def as_bytes(self) -> bytes:
        """The file, with London's rules of summer time in it."""
        calendar = Calendar()
        calendar.add("prodid", f"-//{settings.ORGANISATION_NAME}//{settings.SERVICE_NAME}//EN")
        calendar.add("version", "2.0")
        calendar.add("method", "CANCEL" if self.status == "CANCELLED" else "PUBLISH")
        calendar.add_component(self._event())
        calendar.add_missing_timezones()
        return bytes(calendar.to_ical())

    def _event(self) -> Event:
        event = Event()
        starts = self.starts_at.astimezone(LONDON)
        # Added as time that passes, not as hours of the wall clock.
        ends = (self.starts_at + timedelta(minutes=self.minutes)).astimezone(LONDON)
        for name, value in (
            ("uid", self.uid),
            ("sequence", self.sequence),
            ("status", self.status),
            ("dtstamp", self.made_at),
            ("dtstart", starts),
            ("dtend", ends),
            ("summary", self.summary),
            ("location", self.place),
            ("description", self.description),
        ):
            if value != "":
                event.add(name, value)
        if self.status == "CONFIRMED":
            event.add_component(_alarm(self.summary))
        return event


def _alarm(words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", timedelta(days=-1))
    return alarm
