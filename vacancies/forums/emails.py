"""Every email of the forums. The link of the meeting itself goes only to people with a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self

from django.conf import settings
from django.utils import timezone

from recruitment.outbox.links import absolute
from recruitment.outbox.registry import Attachment, register_email
from recruitment.ui.calendar_files import MIMETYPE
from recruitment.ui.dates import london_datetime
from vacancies.forums.choices import BookingState
from vacancies.forums.links import CONFIRM_WITHIN, booking_path, cancel_path
from vacancies.forums.models import Booking
from vacancies.forums.presenting import event_of, when

SAMPLE: dict[str, Any] = {
    "name": "Sam Example",
    "forum": "Becoming a police constable",
    "when": "6pm to 7:15pm on 9 December 2026",
    "link": "https://portal.example/forums/booking/sample-that-opens-nothing/",
    "cancel_link": "https://portal.example/forums/booking/sample-that-opens-nothing/cancel/",
    "mailbox": "recruitment@met.example",
    "join_link": "https://meeting.example/forum",
    "until": "9:30am on 25 November 2026",
    "reason": "The people who speak are needed elsewhere.",
    "calendar": b"",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _ForumEmail:
    """An email about one booking; sent only while the booking is in one of `states`."""

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1
    states: ClassVar[frozenset[BookingState]] = frozenset({BookingState.BOOKED})
    # Whether the forum must still take place, and still lie ahead.
    looks_ahead: ClassVar[bool] = True

    forum: str
    when: str
    link: str
    mailbox: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """Look at the world again; None when the email is no longer true."""
        found = Booking.objects.select_related("forum").filter(pk=ids["booking"]).first()
        if found is None or found.state not in cls.states:
            return None
        if cls.looks_ahead and not found.forum.takes_bookings_at(timezone.now()):
            return None
        values = _values(found)
        return cls(**{one.name: values[one.name] for one in fields(cls)})

    @classmethod
    def sample(cls) -> Self:
        """Invented values, for the preview and the tests."""
        return cls(**{one.name: SAMPLE[one.name] for one in fields(cls)})

    @property
    def reply_to(self) -> str:
        """The recruitment mailbox."""
        return self.mailbox


def _values(booking: Booking) -> dict[str, Any]:
    forum = booking.forum
    return {
        "name": booking.name,
        "forum": forum.title,
        "when": when(forum),
        "link": absolute(booking_path(booking)),
        "cancel_link": absolute(cancel_path(booking)),
        "mailbox": settings.CONTACT_MAILBOX,
        "join_link": forum.join_link,
        "until": london_datetime(booking.asked_at + CONFIRM_WITHIN),
        "reason": forum.called_off_reason,
        "calendar": event_of(forum, for_place=True).as_bytes(),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _WithCalendar(_ForumEmail):
    """With the event as a file."""

    name: str
    cancel_link: str
    join_link: str
    calendar: bytes

    def attachments(self) -> Sequence[Attachment]:
        """One calendar file."""
        return [Attachment("forum.ics", self.calendar, MIMETYPE)]


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ForumBookingConfirm(_ForumEmail):
    """Is this your address? It names nobody: whoever asked may have typed another's address."""

    kind: ClassVar[str] = "forum_booking_confirm"
    urgent: ClassVar[bool] = True
    states: ClassVar[frozenset[BookingState]] = frozenset({BookingState.ASKED})
    until: str

    @property
    def subject(self) -> str:
        return f"Confirm your place: {self.forum}"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ForumAlreadyBooked(_ForumEmail):
    """Somebody asked again with an address that has a place or waits for one."""

    kind: ClassVar[str] = "forum_already_booked"
    urgent: ClassVar[bool] = True
    states: ClassVar[frozenset[BookingState]] = frozenset(
        {BookingState.BOOKED, BookingState.WAITING}
    )

    @property
    def subject(self) -> str:
        return f"You have booked this forum already: {self.forum}"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ForumBooked(_WithCalendar):
    """The place is theirs."""

    kind: ClassVar[str] = "forum_booked"
    urgent: ClassVar[bool] = True

    @property
    def subject(self) -> str:
        return f"Your place is booked: {self.forum}"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ForumPlaceFree(_WithCalendar):
    """From the waiting list to a place."""

    kind: ClassVar[str] = "forum_place_free"

    @property
    def subject(self) -> str:
        return f"You have a place now: {self.forum}"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ForumReminder(_WithCalendar):
    """The day before."""

    kind: ClassVar[str] = "forum_reminder"

    @property
    def subject(self) -> str:
        return f"Tomorrow: {self.forum}"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ForumMoved(_WithCalendar):
    """Another time; also to those who wait."""

    kind: ClassVar[str] = "forum_moved"
    states: ClassVar[frozenset[BookingState]] = frozenset(
        {BookingState.BOOKED, BookingState.WAITING}
    )

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """Who only waits learns the new time, not the link of the meeting."""
        found = Booking.objects.select_related("forum").filter(pk=ids["booking"]).first()
        if found is None or found.state not in cls.states:
            return None
        if not found.forum.takes_bookings_at(timezone.now()):
            return None
        values = _values(found)
        if found.state == BookingState.WAITING:
            open_event = event_of(found.forum, for_place=False).as_bytes()
            values |= {"join_link": "", "calendar": open_event}
        return cls(**{one.name: values[one.name] for one in fields(cls)})

    @property
    def subject(self) -> str:
        return f"New time: {self.forum}"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ForumWaiting(_ForumEmail):
    """On the waiting list."""

    kind: ClassVar[str] = "forum_waiting"
    urgent: ClassVar[bool] = True
    states: ClassVar[frozenset[BookingState]] = frozenset({BookingState.WAITING})
    name: str
    cancel_link: str

    @property
    def subject(self) -> str:
        return f"You are on the waiting list: {self.forum}"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ForumBookingCancelled(_ForumEmail):
    """The receipt of giving the place back."""

    kind: ClassVar[str] = "forum_booking_cancelled"
    urgent: ClassVar[bool] = True
    states: ClassVar[frozenset[BookingState]] = frozenset({BookingState.CANCELLED})
    looks_ahead: ClassVar[bool] = False
    name: str

    @property
    def subject(self) -> str:
        return f"Your booking is cancelled: {self.forum}"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ForumCalledOff(_ForumEmail):
    """The forum does not take place, and why."""

    kind: ClassVar[str] = "forum_called_off"
    urgent: ClassVar[bool] = True
    states: ClassVar[frozenset[BookingState]] = frozenset(
        {BookingState.BOOKED, BookingState.WAITING}
    )
    looks_ahead: ClassVar[bool] = False
    name: str
    reason: str

    @property
    def subject(self) -> str:
        return f"Called off: {self.forum}"
