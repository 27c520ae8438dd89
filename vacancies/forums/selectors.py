"""Forums as readers, people with a booking and staff see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from recruitment.accounts.addresses import confirmed_addresses
from recruitment.accounts.models import User
from vacancies.forums.choices import CONFIRMED, BookingState, ForumAbout
from vacancies.forums.models import Booking, Forum
from vacancies.forums.presenting import when

KEEP_BOOKINGS = timedelta(days=90)
_BOOKED = Count("bookings", filter=Q(bookings__state=BookingState.BOOKED))
_WAITING = Count("bookings", filter=Q(bookings__state=BookingState.WAITING))


@dataclass(frozen=True, slots=True)
class ForumRow:
    """A forum with what is left of it."""

    forum: Forum
    left: int
    takes_bookings: bool

    @property
    def when(self) -> str:
        """The day and the hours, in words."""
        return when(self.forum)

    @property
    def is_full(self) -> bool:
        return self.left == 0

    @property
    def places_sentence(self) -> str:
        """How many places are left, in words."""
        if self.is_full:
            return "Full: you can join the waiting list"
        return f"{self.left} of {self.forum.places} places left"


def _row(forum: Forum, at: datetime) -> ForumRow:
    booked: int = forum.booked  # type: ignore[attr-defined]  # annotated below
    return ForumRow(forum, max(0, forum.places - booked), forum.takes_bookings_at(at))


def upcoming_forums(*, at: datetime, about: ForumAbout | None = None) -> list[ForumRow]:
    """What people may still book, the next one first; those for both kinds are in each list."""
    forums = Forum.objects.filter(called_off_at=None, starts_at__gt=at)
    if about is not None:
        forums = forums.filter(about__in=[about, ForumAbout.BOTH])
    return [_row(forum, at) for forum in forums.annotate(booked=_BOOKED)]


def get_forum(pk: int, *, at: datetime) -> ForumRow | None:
    """One forum; a past or called off one is still there for those who have its address."""
    forum = Forum.objects.annotate(booked=_BOOKED).filter(pk=pk).first()
    return None if forum is None else _row(forum, at)


def bookings_of(user: User) -> QuerySet[Booking]:
    """A person's bookings: made while signed in, or with an address that is confirmed as theirs."""
    own = Q(user=user) | Q(email__in=confirmed_addresses(user))
    rows = Booking.objects.filter(own, state__in=CONFIRMED).select_related("forum")
    return rows.order_by("forum__starts_at", "id")


def get_own_booking(user: User, pk: int) -> Booking | None:
    """One of them, or None."""
    return bookings_of(user).filter(pk=pk).first()


def upcoming_bookings(user: User, *, at: datetime) -> list[Booking]:
    """Those whose forum is still to come."""
    return list(bookings_of(user).filter(forum__ends_at__gt=at, forum__called_off_at=None))


def forums_for_staff() -> QuerySet[Forum]:
    """All forums with their numbers, for the list of staff."""
    return Forum.objects.annotate(booked=_BOOKED, waiting=_WAITING)


def people_of(forum: Forum) -> Sequence[Booking]:
    """Who has a place and who waits, in the order of the list."""
    rows = forum.bookings.filter(state__in=CONFIRMED)
    return list(rows.order_by("state", "confirmed_at", "id"))


def reminders_due(now: datetime) -> list[int]:
    """Bookings of forums on London's next day, whatever the hour; the email is sent once."""
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    due = Booking.objects.filter(
        state=BookingState.BOOKED, forum__called_off_at=None, forum__starts_at__date=tomorrow
    )
    return list(due.values_list("pk", flat=True))


def bookings_to_forget(now: datetime, *, asked_before: datetime) -> list[int]:
    """Unconfirmed ones after their day, and all of them three months after the forum."""
    late = Q(state=BookingState.ASKED, asked_at__lte=asked_before)
    old = Q(forum__ends_at__lte=now - KEEP_BOOKINGS)
    return list(Booking.objects.filter(late | old).values_list("pk", flat=True))
