"""Timed work of the register: each task finds what is due and hands it to a service."""

from __future__ import annotations

from datetime import datetime

from celery import shared_task
from django.utils import timezone

from applicants.register.selectors import ends_due, warnings_due
from applicants.register.services import leave_register, warn_before_end
from recruitment.batches import each


@shared_task
def look_after_register() -> int:
    """Ask who wants to stay, and delete the profiles whose time is over."""
    now = timezone.now()
    return each("warn_register", warnings_due(now), warn_before_end) + end_what_is_due(now)


def end_what_is_due(now: datetime) -> int:
    """Delete the profiles and drafts whose time is over; returns how many. Again deletes none."""
    return each(
        "end_register", ends_due(now), lambda pk: leave_register(profile_id=pk, lapsed=True)
    )
