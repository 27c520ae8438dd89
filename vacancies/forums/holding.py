"""Places in forums in a person's own data, and their end with the account."""

from __future__ import annotations

from django.utils import timezone

from recruitment.accounts.holdings import Held, Holder, register_holder
from recruitment.accounts.models import User
from vacancies.forums.presenting import when
from vacancies.forums.selectors import bookings_of, upcoming_bookings
from vacancies.forums.services import cancel_booking, forget_booking


def read(user: User) -> Held | None:
    """Each booking: the forum, the name that was given, and how it stands."""
    lines = [
        (
            f"{one.forum.title}, {when(one.forum)}",
            f"{one.get_state_display()}, as {one.name}, {one.email}",
        )
        for one in bookings_of(user)
    ]
    return Held("forums", "Places in forums", lines) if lines else None


def forget(user: User) -> None:
    """Places in forums to come go to whoever waits; what was held is deleted in its own time."""
    for booking in upcoming_bookings(user, at=timezone.now()):
        if cancel_booking(booking_id=booking.pk):
            forget_booking(booking.pk)


def register() -> None:
    """Called once, from apps.py."""
    register_holder(Holder("forums", read, forget))
