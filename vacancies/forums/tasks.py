"""Timed work of the forums: each task finds what is due and hands it to a service."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from recruitment.batches import each
from vacancies.forums.links import CONFIRM_WITHIN
from vacancies.forums.selectors import bookings_to_forget, reminders_due
from vacancies.forums.services import forget_booking, send_reminder


@shared_task
def remind_of_forums() -> int:
    """Write on the day before; running it again writes nothing twice."""
    return each("remind_of_forums", reminders_due(timezone.now()), send_reminder)


@shared_task
def forget_bookings() -> int:
    """Delete what nobody confirmed, and the bookings of forums three months ago."""
    now = timezone.now()
    due = bookings_to_forget(now, asked_before=now - CONFIRM_WITHIN)
    return each("forget_bookings", due, forget_booking)
