"""The emailed link of a booking: one link confirms it, shows it and cancels it."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from recruitment.outbox.links import derive_link_token, hash_to_find
from vacancies.forums.models import Booking

# A place is never held for an address that has not answered; this only ends the asking.
CONFIRM_WITHIN = timedelta(hours=24)


def derive_booking_token(nonce: str) -> str:
    """The 256-bit token as 43 URL-safe characters."""
    return derive_link_token(purpose="forum", message=nonce)


def booking_path(booking: Booking) -> str:
    """The page of the booking, for whoever has its link."""
    return reverse("forums:booking", args=[derive_booking_token(booking.nonce)])


def cancel_path(booking: Booking) -> str:
    """The page on which the booking is cancelled."""
    return reverse("forums:cancel", args=[derive_booking_token(booking.nonce)])


def find_booking(token: str) -> Booking | None:
    """The booking that `token` opens; None alike for unknown, malformed and deleted."""
    rows = Booking.objects.select_related("forum")
    return rows.filter(token_hash=hash_to_find(token)).first()
