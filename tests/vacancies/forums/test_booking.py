"""Asking for a place, confirming it from the mailbox, giving it back, and who comes next."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.utils import timezone

from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.services import send_due_emails
from tests.accounts.people import make_user
from tests.vacancies.forums.world import ask, book, book_signed_in, make_forum
from vacancies.forums import tasks
from vacancies.forums.choices import BookingState
from vacancies.forums.links import booking_path
from vacancies.forums.models import Booking
from vacancies.forums.selectors import get_forum, upcoming_forums
from vacancies.forums.services import (
    BookingRefused,
    cancel_booking,
    confirm_booking,
    request_booking,
)
from vacancies.forums.staff_services import call_off_forum

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return list(OutboxEmail.objects.order_by("pk").values_list("kind", flat=True))


def left(forum) -> int:
    return get_forum(forum.pk, at=timezone.now()).left


def test_an_address_is_asked_first_and_holds_no_place():
    forum = make_forum()
    booking = ask(forum, "ash@applicant.example")
    assert (booking.state, booking.confirmed_at, booking.user) == ("asked", None, None)
    assert left(forum) == 2
    assert confirm_booking(booking_id=booking.pk) == BookingState.BOOKED
    assert left(forum) == 1
    assert confirm_booking(booking_id=booking.pk) == BookingState.BOOKED
    assert kinds() == ["forum_booking_confirm", "forum_booked"]
    assert AuditEntry.objects.filter(action="forum.book").count() == 1


def test_somebody_signed_in_with_their_own_address_has_the_place_at_once():
    forum = make_forum()
    user, booking = book_signed_in(forum)
    assert (booking.state, booking.user) == ("booked", user)
    assert kinds() == ["forum_booked"]
    other = make_user("blair")
    request_booking(forum_id=forum.pk, name="X", email="someone@applicant.example", by=other)
    assert Booking.objects.get(email="someone@applicant.example").state == "asked"


def test_asking_again_is_answered_alike_and_says_the_truth_in_the_mailbox_alone():
    forum = make_forum()
    book(forum, "ash@applicant.example")
    state = request_booking(
        forum_id=forum.pk, name="Eve", email="Ash@Applicant.example ", by=AnonymousUser()
    )
    assert state == BookingState.ASKED
    assert kinds()[-1] == "forum_already_booked"
    assert Booking.objects.get().name == "Ash Example"
    request_booking(forum_id=forum.pk, name="E", email="ash@applicant.example", by=AnonymousUser())
    assert kinds().count("forum_already_booked") == 1  # once a day


def test_an_address_that_never_answers_is_not_written_to_about_more_forums():
    for number in range(4):
        request_booking(
            forum_id=make_forum(title=f"Forum {number}").pk,
            name="Ash",
            email="ash@applicant.example",
            by=AnonymousUser(),
        )
    assert kinds() == ["forum_booking_confirm"] * 3


def test_a_full_forum_has_a_waiting_list_and_the_first_of_it_comes_next():
    forum = make_forum(places=1)
    first = book(forum, "a@applicant.example")
    second, third = book(forum, "b@applicant.example"), book(forum, "c@applicant.example")
    assert [second.state, third.state] == ["waiting", "waiting"]
    assert left(forum) == 0
    assert cancel_booking(booking_id=first.pk) is True
    assert cancel_booking(booking_id=first.pk) is False
    states = list(Booking.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["cancelled", "booked", "waiting"]
    assert kinds()[-2:] == ["forum_booking_cancelled", "forum_place_free"]
    assert left(forum) == 0


def test_somebody_who_cancelled_may_book_again():
    forum = make_forum(places=1)
    cancel_booking(booking_id=book(forum, "a@applicant.example").pk)
    assert book(forum, "a@applicant.example").state == "booked"
    assert kinds().count("forum_booked") == 2


def test_nothing_is_booked_once_it_begins_or_is_called_off():
    forum, off = make_forum(), make_forum(title="Called off")
    late = ask(forum, "late@applicant.example")
    place = book(forum, "place@applicant.example")
    waiting = ask(off, "off@applicant.example")
    call_off_forum(by=None, forum_id=off.pk, reason="Nobody can speak.")
    with pytest.raises(BookingRefused, match="does not take bookings any more"):
        confirm_booking(booking_id=waiting.pk)
    with time_machine.travel(forum.starts_at, tick=False):
        with pytest.raises(BookingRefused, match="does not take bookings any more"):
            ask(forum, "new@applicant.example")
        with pytest.raises(BookingRefused, match="does not take bookings any more"):
            confirm_booking(booking_id=late.pk)
        assert cancel_booking(booking_id=place.pk) is False
        assert upcoming_forums(at=timezone.now()) == []


def test_the_day_to_confirm_ends():
    booking = ask(make_forum(), "ash@applicant.example")
    with time_machine.travel(booking.asked_at + timedelta(hours=24), tick=False):
        with pytest.raises(BookingRefused, match="Please book again"):
            confirm_booking(booking_id=booking.pk)
        assert tasks.forget_bookings() == 1
    assert not Booking.objects.exists()
    assert OutboxEmail.objects.filter(about=booking.about_key).count() == 0


def test_the_reminder_goes_out_the_day_before_once_and_only_to_people_with_a_place():
    forum = make_forum(places=1)
    book(forum, "a@applicant.example")
    book(forum, "b@applicant.example")
    send_due_emails(limit=50)
    assert tasks.remind_of_forums() == 0
    with time_machine.travel(forum.starts_at - timedelta(days=1), tick=False):
        mail.outbox.clear()
        tasks.remind_of_forums()
        tasks.remind_of_forums()
        send_due_emails(limit=50)
    [message] = mail.outbox
    assert (message.to, message.subject) == (
        ["a@applicant.example"],
        "Tomorrow: Becoming a police constable",
    )
    assert "https://meeting.example/forum" in message.body
    [attached] = message.attachments
    assert attached[0] == "forum.ics"


def test_no_secret_link_is_in_the_database():
    booking = ask(make_forum(), "ash@applicant.example")
    token = booking_path(booking).rstrip("/").rpartition("/")[2]
    assert len(token) == 43
    assert token not in str(list(Booking.objects.values()) + list(OutboxEmail.objects.values()))


def test_three_months_later_only_the_numbers_are_left():
    forum = make_forum()
    place = book(forum, "a@applicant.example")
    book(forum, "b@applicant.example")
    with time_machine.travel(forum.ends_at + timedelta(days=89), tick=False):
        assert tasks.forget_bookings() == 0
    Booking.objects.filter(pk=place.pk).update(
        came=True, came_recorded_at=forum.ends_at, came_recorded_by=make_user("rowan")
    )
    with time_machine.travel(forum.ends_at + timedelta(days=90), tick=False):
        assert tasks.forget_bookings() == 2
        assert tasks.forget_bookings() == 0
    forum.refresh_from_db()
    assert (forum.booked_total, forum.came_total) == (2, 1)
    assert not Booking.objects.exists()
