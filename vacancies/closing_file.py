"""The closing time of an advert as an entry for a calendar, half an hour long, ending on time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse

from recruitment.outbox.links import absolute
from recruitment.ui.calendar_files import CalendarEntry
from recruitment.ui.dates import london_deadline
from vacancies.models import Vacancy

MINUTES = 30


def has_closing_file(vacancy: Vacancy, at: datetime) -> bool:
    """Open, with a closing time ahead, and not restricted: a calendar is read on any device."""
    return vacancy.is_open_at(at) and vacancy.closes_at is not None and not vacancy.is_restricted


def closing_url(vacancy: Vacancy) -> str:
    """Where the file is."""
    return reverse("vacancies:closing", args=[vacancy.reference])


def closing_entry(vacancy: Vacancy, *, made_at: datetime) -> CalendarEntry:
    """The entry; after an extension the same entry with a higher number moves in the calendar."""
    closes_at = vacancy.closes_at
    if closes_at is None:
        raise ValueError("This advert has no closing time.")
    address = absolute(vacancy.get_absolute_url())
    return CalendarEntry(
        uid=f"{vacancy.reference}@closing",
        sequence=vacancy.version,
        status="CONFIRMED",
        # The very start of a day is told as on the page: 11:59pm of the day before.
        summary=f"Apply by {london_deadline(closes_at).partition(' on ')[0]}: {vacancy.title}",
        starts_at=closes_at - timedelta(minutes=MINUTES),
        minutes=MINUTES,
        made_at=made_at,
        description=f"Applications for {vacancy.title} ({vacancy.reference}) close now. {address}",
    )
