"""Forums as recruiters run them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.services import send_due_emails
from tests.accounts.people import client_with_second_factor, make_staff
from tests.vacancies.forums.world import NOW, book, make_forum
from vacancies.forums.models import Booking, Forum
from vacancies.forums.staff_services import (
    call_off_forum,
    change_forum,
    plan_forum,
    record_attendance,
)

pytestmark = pytest.mark.django_db
LIST = "/staff/forums/forum/"


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def recruiter():
    return make_staff(Role.RECRUITER)


def kinds() -> list[str]:
    return list(OutboxEmail.objects.order_by("pk").values_list("kind", flat=True))


def test_a_recruiter_plans_a_forum_on_the_page(recruiter):
    client = client_with_second_factor(recruiter)
    data = {
        "title": "Meet us",
        "about": "both",
        "description": "Text",
        "starts_at_0": "2026-12-09",
        "starts_at_1": "18:00",
        "ends_at_0": "2026-12-09",
        "ends_at_1": "19:15",
        "places": "40",
        "join_link": "http://meeting.example/",
    }
    refused = client.post(f"{LIST}add/", data)
    assert "Enter a whole address that begins with https://." in refused.content.decode()
    response = client.post(f"{LIST}add/", {**data, "join_link": ""})
    assert response.status_code == 302, response.content.decode()
    forum = Forum.objects.get()
    assert (forum.title, forum.places, f"{forum.starts_at:%H:%M}") == ("Meet us", 40, "18:00")
    assert AuditEntry.objects.get(action="forum.plan").actor_id == recruiter.pk


def test_a_start_that_is_over_is_said_at_its_field_and_no_one_is_told(recruiter):
    client = client_with_second_factor(recruiter)
    empty = client.post(f"{LIST}add/", {}).content.decode()
    assert "This field is required" not in empty
    assert "Enter title." in empty
    forum = make_forum()
    book(forum, "a@applicant.example")
    data = {
        "title": forum.title, "about": forum.about, "description": forum.description,
        "starts_at_0": "2026-11-20", "starts_at_1": "18:00", "ends_at_0": "2026-11-20",
        "ends_at_1": "19:15", "places": "40", "join_link": "",
    }  # fmt: skip
    before = kinds()
    for where in (f"{LIST}add/", f"{LIST}{forum.pk}/change/"):
        page = client.post(where, data).content.decode()
        assert page.count("The start must be in the future.") == 1, where
    assert kinds() == before
    assert Forum.objects.get().starts_at == forum.starts_at


def test_more_places_go_to_those_who_wait_and_places_in_use_stay(recruiter):
    forum = make_forum(places=1)
    for letter in "abc":
        book(forum, f"{letter}@applicant.example")
    change_forum(by=recruiter, forum_id=forum.pk, changes={"places": 2})
    states = list(Booking.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["booked", "booked", "waiting"]
    with pytest.raises(ValidationError, match="2 people have a place already"):
        change_forum(by=recruiter, forum_id=forum.pk, changes={"places": 1})


def test_a_new_time_is_told_to_everybody_but_the_link_only_to_people_with_a_place(recruiter):
    forum = make_forum(places=1)
    book(forum, "a@applicant.example")
    book(forum, "b@applicant.example")
    later = {
        "starts_at": forum.starts_at + timedelta(days=1),
        "ends_at": forum.ends_at + timedelta(days=1),
    }
    send_due_emails(limit=20)
    mail.outbox.clear()
    change_forum(by=recruiter, forum_id=forum.pk, changes=later)
    change_forum(by=recruiter, forum_id=forum.pk, changes=later)
    send_due_emails(limit=20)
    by_address = {one.to[0]: one for one in mail.outbox}
    assert {one.subject for one in mail.outbox} == {"New time: Becoming a police constable"}
    assert len(mail.outbox) == 2
    assert "https://meeting.example/forum" in by_address["a@applicant.example"].body
    waiting = by_address["b@applicant.example"]
    assert "meeting.example" not in waiting.body + str(waiting.attachments)


def test_calling_off_tells_everybody_why_once(recruiter):
    forum = make_forum(places=1)
    book(forum, "a@applicant.example")
    book(forum, "b@applicant.example")
    client = client_with_second_factor(recruiter)
    where = f"{LIST}{forum.pk}/call-off/"
    assert "Write why, for the people who booked." in client.post(where, {}).content.decode()
    for _ in range(2):
        assert client.post(where, {"reason": "The speakers are ill."}).status_code == 302
    assert kinds().count("forum_called_off") == 2
    send_due_emails(limit=20)
    assert "Why: The speakers are ill." in mail.outbox[-1].body


def test_attendance_is_recorded_once_the_forum_has_begun_and_may_be_corrected(recruiter):
    forum = make_forum(places=2)
    one, two = book(forum, "a@applicant.example"), book(forum, "b@applicant.example")
    waits = book(forum, "c@applicant.example")
    with pytest.raises(ValidationError, match="once the forum has begun"):
        record_attendance(by=recruiter, forum_id=forum.pk, came=[one.pk])
    with time_machine.travel(forum.starts_at, tick=False):
        client = client_with_second_factor(recruiter)
        where = f"{LIST}{forum.pk}/people/"
        client.post(where, {"came": [one.pk, two.pk, waits.pk, "x"]})
        client.post(where, {"came": [one.pk]})
        page = client.get(where).content.decode()
    came = dict(Booking.objects.values_list("pk", "came"))
    assert came == {one.pk: True, two.pk: False, waits.pk: None}
    assert len(re.findall(r'name="came"[^>]* checked', page)) == 1
    assert AuditEntry.objects.filter(action="forum.read_people").count() == 1


def test_nobody_without_the_right_does_any_of_it():
    forum, sifter = make_forum(), make_staff(Role.SIFTER)
    start = timezone.now() + timedelta(days=3)
    for refused in (
        lambda: plan_forum(by=sifter, fields={}),
        lambda: change_forum(by=sifter, forum_id=forum.pk, changes={"starts_at": start}),
        lambda: call_off_forum(by=sifter, forum_id=forum.pk, reason="No"),
        lambda: record_attendance(by=sifter, forum_id=forum.pk, came=[]),
    ):
        with pytest.raises(PermissionDenied):
            refused()
