"""Forums and bookings for tests, made through the services."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from recruitment.accounts.models import User
from tests.accounts.people import make_user
from vacancies.forums.models import Booking, Forum
from vacancies.forums.services import confirm_booking, request_booking
from vacancies.forums.staff_services import plan_forum

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def make_forum(**fields: Any) -> Forum:
    """A forum in two weeks with two places."""
    start = timezone.now() + timedelta(days=14)
    values = {
        "title": "Becoming a police constable",
        "about": "new_constable",
        "description": "Meet **constables**.",
        "starts_at": start,
        "ends_at": start + timedelta(minutes=75),
        "places": 2,
        "join_link": "https://meeting.example/forum",
    }
    return plan_forum(by=None, fields={**values, **fields})


def ask(forum: Forum, email: str, *, by: User | None = None) -> Booking:
    """Somebody asks for a place; returns the booking that is there afterwards."""
    request_booking(forum_id=forum.pk, name="Ash Example", email=email, by=by or AnonymousUser())
    return Booking.objects.filter(forum=forum, email=email).latest("pk")


def book(forum: Forum, email: str) -> Booking:
    """Somebody asks and confirms from the mailbox."""
    booking = ask(forum, email)
    confirm_booking(booking_id=booking.pk)
    booking.refresh_from_db()
    return booking


def book_signed_in(forum: Forum, username: str = "ash") -> tuple[User, Booking]:
    """Somebody with an account books."""
    user = make_user(username)
    return user, ask(forum, user.email, by=user)
