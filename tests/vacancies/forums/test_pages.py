"""The pages of the forums: what is shown, to whom, and that opening a link changes nothing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from recruitment.access.logs import mask_tokens
from recruitment.outbox.services import send_due_emails
from tests.accounts.people import client_with_second_factor, make_staff, make_user
from tests.applicants.verification.helpers import fingerprint
from tests.caches import empty_cache
from tests.vacancies.forums.world import NOW, ask, book, book_signed_in, make_forum
from vacancies.forums.links import booking_path, cancel_path
from vacancies.forums.models import Booking, Forum

pytestmark = pytest.mark.django_db
LIST = "/forums/"


@pytest.fixture(autouse=True)
def _noon():
    empty_cache()
    with time_machine.travel(NOW, tick=False):
        yield


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_list_costs_the_same_for_one_and_three_and_leaves_out_what_is_over(client):
    counts = []
    for _ in range(2):
        make_forum()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(LIST)
        counts.append(len(queries))
        make_forum(title="Another")
    assert counts[0] == counts[1] == 1
    past = make_forum(title="Long ago")
    Forum.objects.filter(pk=past.pk).update(
        starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=1)
    )
    text = text_of(client.get(LIST))
    assert text.count("2 of 2 places left") == 4
    assert "12pm" not in text
    assert "midday to 1:15pm on 6 December 2026, online" in text
    assert "Long ago" not in text


def test_a_page_never_shows_the_link_of_the_meeting_nor_does_its_calendar_file(client):
    forum = make_forum()
    page = client.get(forum.get_absolute_url())
    assert "<strong>constables</strong>" in page.content.decode()
    file = client.get(reverse("forums:calendar", args=[forum.pk]))
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    for response in (page, file):
        assert b"meeting.example" not in response.content
    [event] = Calendar.from_ical(file.content).walk("VEVENT")
    assert event["SUMMARY"] == "Meet and engage: Becoming a police constable"
    assert event.decoded("DTSTART") == forum.starts_at
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert b"BEGIN:VTIMEZONE" in file.content


def test_booking_without_an_account(client):
    forum = make_forum()
    where = reverse("forums:book", args=[forum.pk])
    empty = client.post(where, {"name": "Ash", "email": ""})
    assert "Enter your email address." in text_of(empty)
    assert 'value="Ash"' in empty.content.decode()
    response = client.post(where, {"name": "Ash", "email": "ash@applicant.example"})
    assert response["Location"] == reverse("forums:asked", args=[forum.pk])
    send_due_emails(limit=5)
    [message] = mail.outbox
    booking = Booking.objects.get()
    assert booking_path(booking) in message.body
    assert "Ash" not in message.body
    page = client.get(booking_path(booking))
    assert "Yes, I want to come" in text_of(page)
    client.post(booking_path(booking))
    assert "Your place is booked" in text_of(client.get(booking_path(booking)))
    client.post(cancel_path(booking))
    assert "Your booking is cancelled" in text_of(client.get(booking_path(booking)))


def test_the_answer_is_the_same_for_an_address_with_a_place_and_one_without(client):
    forum = make_forum()
    book(forum, "ash@applicant.example")
    where = reverse("forums:book", args=[forum.pk])
    answers = [
        client.post(where, {"name": "Eve", "email": email})
        for email in ("ash@applicant.example", "new@applicant.example")
    ]
    assert {(one.status_code, one["Location"]) for one in answers} == {
        (302, reverse("forums:asked", args=[forum.pk]))
    }


def test_a_robot_is_thanked_and_forgotten(client):
    forum = make_forum()
    data = {"name": "Bot", "email": "bot@applicant.example", "website": "https://spam.example"}
    assert client.post(reverse("forums:book", args=[forum.pk]), data).status_code == 302
    assert not Booking.objects.exists()


def test_too_many_tries_from_one_address_are_refused(client):
    where = reverse("forums:book", args=[make_forum().pk])
    codes = [client.post(where, {"name": "A", "email": "x"}).status_code for _ in range(21)]
    assert codes == [200] * 20 + [429]


def test_opening_the_links_changes_nothing_and_leaves_no_trace(client):
    booking = ask(make_forum(), "ash@applicant.example")
    before = fingerprint()
    for path in (booking_path(booking), cancel_path(booking)):
        for method in (client.get, client.head, client.options):
            response = method(path)
        response = client.get(path)
        assert (response["Cache-Control"], response["X-Robots-Tag"]) == (
            "no-store, private",
            "noindex, nofollow",
        )
        assert "/forums/booking/[link]/" in mask_tokens(f"GET {path}")
    assert fingerprint() == before


def test_every_link_that_opens_nothing_gives_the_same_404(client):
    pages = {
        client.get(f"/forums/booking/{token}/").content for token in ("a" * 43, "b" * 43, "short")
    }
    assert len(pages) == 1
    assert client.get(f"/forums/booking/{'a' * 43}/").status_code == 404
    assert client.post(f"/forums/booking/{'a' * 43}/cancel/").status_code == 404


def test_the_account_shows_own_bookings_alone_and_cancels_them(client):
    forum = make_forum()
    user, booking = book_signed_in(forum)
    book(forum, "stranger@applicant.example")
    client.force_login(user)
    assert text_of(client.get("/forums/yours/")).count("Becoming a police constable</h2>") == 1
    where = reverse("forums:cancel_own", args=[booking.pk])
    other = Client()
    other.force_login(make_user("blair"))
    assert other.post(where).status_code == 404
    assert "Cancel your place?" in text_of(client.get(where))
    client.post(where)
    booking.refresh_from_db()
    assert booking.state == "cancelled"
    assert "You have no forum booked." in text_of(client.get("/forums/yours/"))


def test_a_booking_by_link_appears_in_the_account_of_that_address_once_confirmed_there(client):
    book(make_forum(), "ash@applicant.example")
    client.force_login(make_user("unproven", email="ash@applicant.example", confirmed=False))
    assert "You have no forum booked." in text_of(client.get("/forums/yours/"))


def test_staff_pages_belong_to_people_with_the_right():
    assert client_with_second_factor(make_staff()).get("/staff/forums/forum/").status_code == 403
