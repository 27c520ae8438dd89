"""Closed lists of the forums."""

from __future__ import annotations

from django.db.models import TextChoices


class ForumAbout(TextChoices):
    """Whom a forum is for."""

    NEW_CONSTABLE = "new_constable", "Becoming a police constable"
    SPECIAL_CONSTABLE = "special_constable", "Becoming a special constable"
    BOTH = "both", "Becoming a police constable or a special constable"


class BookingState(TextChoices):
    """Where a booking is. Only `BOOKED` takes a place."""

    ASKED = "asked", "Not confirmed"
    BOOKED = "booked", "Booked"
    WAITING = "waiting", "Waiting list"
    CANCELLED = "cancelled", "Cancelled"


# Of these an address has at most one for each forum.
LIVE = (BookingState.ASKED, BookingState.BOOKED, BookingState.WAITING)
# These have said yes: they are told when the forum changes.
CONFIRMED = (BookingState.BOOKED, BookingState.WAITING)
