"""How long a profile stays: settings.RETENTION_MONTHS, as for everything else (domain 6.3)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from applicants.selectors.retention import months_of
from eligibility.dates import tenure_date

# Letters before the end: two for a profile, one for what was never put on the register.
FIRST_WARNING, LAST_WARNING = timedelta(days=30), timedelta(days=7)
DRAFT_WARNING = timedelta(days=14)


def months_on_register() -> int:
    """The months after which a person is on the register only if they said so again."""
    return months_of("register")


def stays() -> str:
    """What somebody reads who keeps their profile."""
    return f"You stay on the register for another {months_on_register()} months."


def last_day_from(day: date) -> date:
    """The last day on the register of somebody who registers or stays on this London day: the
    corresponding date, or the last day of that month where it has none."""
    months = months_on_register()
    corresponding = tenure_date(day, months)
    return corresponding if corresponding.day == day.day else corresponding - timedelta(days=1)


def draft_ends_on(changed_at: datetime) -> date:
    """The London day on which a draft that nobody touches is deleted."""
    return tenure_date(timezone.localdate(changed_at), months_of("register_draft"))


def drafts_to_look_at(today: date) -> datetime:
    """Drafts that were touched after this instant are neither due nor near it."""
    day = tenure_date(today + DRAFT_WARNING, -months_of("register_draft")) + timedelta(days=2)
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
