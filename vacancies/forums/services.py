"""Places in a forum. Whoever takes or gives up a place waits for the forum's row first, so that
thirty people who press the button at once get exactly the places there are."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from recruitment.accounts.addresses import has_confirmed
from recruitment.accounts.models import User
from recruitment.audit.services import record
from recruitment.outbox.links import hash_token, new_nonce
from recruitment.outbox.services import forget_emails, queue_email, wait_for_turn
from vacancies.forums.choices import CONFIRMED, LIVE, BookingState
from vacancies.forums.links import CONFIRM_WITHIN, derive_booking_token
from vacancies.forums.models import Booking, Forum

# An address that never answers is not written to about more forums than these.
MOST_UNCONFIRMED = 3


class BookingRefused(Exception):
    """The booking cannot be made or kept; `str(error)` may be shown to the person who tried."""


@transaction.atomic
def request_booking(
    *, forum_id: int, name: str, email: str, by: User | AnonymousUser
) -> BookingState:
    """Ask for a place. Somebody signed in with an address that they have confirmed gets it at once,
    or the next place on the waiting list; any other address is asked first, at most once a day.

    Returns BOOKED, WAITING or ASKED, where ASKED is the same for every address: whether it has a
    place already is said in the mailbox alone. Raises BookingRefused once no booking is taken.
    """
    address = email.strip().lower()
    wait_for_turn(address)
    forum = _lock_forum(forum_id)
    if not forum.takes_bookings_at(timezone.now()):
        raise BookingRefused("This forum does not take bookings any more.")
    owner = by if isinstance(by, User) and has_confirmed(by, address) else None
    booking = forum.bookings.filter(email=address, state__in=LIVE).first()
    if owner is None:
        _ask_address(forum, booking, name=name, address=address)
        return BookingState.ASKED
    if booking is None:
        booking = _create(forum, name=name, address=address)
    booking.user = owner
    if booking.state == BookingState.ASKED:
        booking.name = name
        _give_place(forum, booking)
    else:
        booking.save(update_fields=["user"])
    return BookingState(booking.state)


@transaction.atomic
def confirm_booking(*, booking_id: int) -> BookingState:
    """Whoever holds the emailed link wants the place. Doing it again changes nothing.

    Raises BookingRefused if the forum has begun or is called off, or the day to confirm is over.
    """
    forum, booking = _lock_booking(booking_id)
    if booking.state != BookingState.ASKED:
        return BookingState(booking.state)
    now = timezone.now()
    if not forum.takes_bookings_at(now):
        raise BookingRefused("This forum does not take bookings any more.")
    if booking.asked_at + CONFIRM_WITHIN <= now:
        raise BookingRefused("The time to confirm this booking is over. Please book again.")
    _give_place(forum, booking)
    return BookingState(booking.state)


@transaction.atomic
def cancel_booking(*, booking_id: int) -> bool:
    """Give the place back, for the first of those who wait; False if there was nothing to cancel.

    Whoever calls this holds the link, or the account that the booking belongs to.
    """
    forum, booking = _lock_booking(booking_id)
    now = timezone.now()
    if booking.state not in LIVE or forum.has_begun_at(now):
        return False
    had_confirmed = booking.state in CONFIRMED
    booking.state, booking.cancelled_at = BookingState.CANCELLED, now
    booking.save(update_fields=["state", "cancelled_at"])
    record(
        action="forum.cancel_booking",
        by=booking.user,
        actor_label="" if booking.user else "booking link",
        target=forum,
        after={"booking": booking.pk},
    )
    if had_confirmed:
        _write(booking, "forum_booking_cancelled")
        fill_places(forum)
    return True


def fill_places(forum: Forum) -> int:
    """Give free places to those who wait, in their order; call with the forum's row locked."""
    free = forum.places - forum.bookings.filter(state=BookingState.BOOKED).count()
    waiting = forum.bookings.filter(state=BookingState.WAITING).order_by("confirmed_at", "id")
    moved = list(waiting[: max(0, free)])
    for booking in moved:
        booking.state = BookingState.BOOKED
        booking.save(update_fields=["state"])
        _write(booking, "forum_place_free")
    return len(moved)


@transaction.atomic
def send_reminder(booking_id: int) -> bool:
    """Queue the email of the day before, at most once for each date of the forum."""
    booking = Booking.objects.select_related("forum").filter(pk=booking_id).first()
    if booking is None or booking.state != BookingState.BOOKED:
        return False
    _write(booking, "forum_reminder", f"{timezone.localdate(booking.forum.starts_at)}")
    return True


@transaction.atomic
def forget_booking(booking_id: int) -> bool:
    """Delete a booking that has served; the forum keeps how many had a place and how many came."""
    seen = Booking.objects.filter(pk=booking_id).first()
    if seen is None:
        return False
    forum, booking = _lock_booking(booking_id)
    if forum.booked_total is None and forum.ends_at < timezone.now():
        booked = forum.bookings.filter(state=BookingState.BOOKED)
        forum.booked_total = booked.count()
        forum.came_total = booked.filter(came=True).count()
        forum.save(update_fields=["booked_total", "came_total"])
    forget_emails(about=booking.about_key)
    booking.delete()
    return True


def tell_everybody(forum: Forum, kind: str, suffix: str) -> None:
    """An email to all who have a place or wait for one; once for each `suffix`."""
    for booking in forum.bookings.filter(state__in=CONFIRMED):
        _write(booking, kind, suffix)


def _lock_forum(forum_id: int) -> Forum:
    return Forum.objects.select_for_update().get(pk=forum_id)


def _lock_booking(booking_id: int) -> tuple[Forum, Booking]:
    """The forum first, always: so nobody waits in a ring."""
    seen = Booking.objects.only("forum_id").get(pk=booking_id)
    forum = _lock_forum(seen.forum_id)
    return forum, Booking.objects.select_for_update(of=("self",)).get(pk=booking_id)


def _ask_address(forum: Forum, booking: Booking | None, *, name: str, address: str) -> None:
    today = f"{timezone.localdate()}"
    if booking is not None and booking.state in CONFIRMED:
        _write(booking, "forum_already_booked", today)
        return
    if booking is None:
        asked = Booking.objects.filter(email=address, state=BookingState.ASKED)
        if asked.count() >= MOST_UNCONFIRMED:
            return
        booking = _create(forum, name=name, address=address)
    else:
        booking.name, booking.asked_at = name, timezone.now()
        booking.save(update_fields=["name", "asked_at"])
    _write(booking, "forum_booking_confirm", today)


def _create(forum: Forum, *, name: str, address: str) -> Booking:
    nonce = new_nonce()
    return Booking.objects.create(
        forum=forum,
        name=name,
        email=address,
        state=BookingState.ASKED,
        nonce=nonce,
        token_hash=hash_token(derive_booking_token(nonce)),
        asked_at=timezone.now(),
    )


def _give_place(forum: Forum, booking: Booking) -> None:
    taken = forum.bookings.filter(state=BookingState.BOOKED).count()
    is_free = taken < forum.places
    booking.state = BookingState.BOOKED if is_free else BookingState.WAITING
    booking.confirmed_at = timezone.now()
    booking.save(update_fields=["state", "confirmed_at", "name", "user"])
    record(
        action="forum.book" if is_free else "forum.wait",
        by=booking.user,
        actor_label="" if booking.user else "booking link",
        target=forum,
        after={"booking": booking.pk},
    )
    _write(booking, "forum_booked" if is_free else "forum_waiting")


def _write(booking: Booking, kind: str, suffix: str = "") -> None:
    queue_email(
        kind=kind,
        dedupe_key=f"{kind}:{booking.pk}{suffix and ':'}{suffix}",
        to=booking.email,
        ids={"booking": booking.pk},
        about=booking.about_key,
    )
