"""How long a session lasts (security check 16)."""

from __future__ import annotations

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from recruitment.accounts.models import User
from tests.accounts.people import (
    client_with_second_factor,
    is_signed_in,
    make_staff,
    make_user,
    sign_in,
)

pytestmark = pytest.mark.django_db

NOW = "2026-11-22T10:00:00Z"
PRIVATE = "/accounts/password/change/"
MINUTE = 60


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def messages(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def candidate() -> Client:
    make_user("rowan")
    client = Client()
    sign_in(client, "rowan")
    client.get(PRIVATE)  # takes away the message of sign-in
    return client


def test_a_candidate_may_think_for_just_under_thirty_minutes(clock):
    client = candidate()
    clock.shift(30 * MINUTE - 1)
    assert is_signed_in(client)
    clock.shift(30 * MINUTE - 1)
    assert is_signed_in(client)


def test_after_thirty_minutes_sign_in_leads_back_to_the_same_page(clock):
    client = candidate()
    clock.shift(30 * MINUTE)
    response = client.get(f"{PRIVATE}?step=2", follow=True)
    assert response.redirect_chain == [
        ("/accounts/login/?next=%2Faccounts%2Fpassword%2Fchange%2F%3Fstep%3D2", 302)
    ]
    assert messages(response) == [
        "You have been signed out. Everything that was saved is still here. Sign in to carry on"
        " where you were."
    ]
    assert not is_signed_in(client)


def test_staff_have_fifteen_minutes_and_are_told_why(clock):
    client = client_with_second_factor(make_staff())
    assert client.get("/staff/").status_code == 200
    clock.shift(15 * MINUTE - 1)
    assert client.get("/staff/").status_code == 200
    clock.shift(15 * MINUTE)
    response = client.get("/staff/", follow=True)
    assert response.redirect_chain == [("/accounts/login/?next=%2Fstaff%2F", 302)]
    assert messages(response) == [
        "You were signed out because nothing happened for a while. Everything that was saved"
        " is still here. Sign in to carry on where you were."
    ]


def test_staff_sessions_end_after_eight_hours_of_steady_work(clock):
    client = client_with_second_factor(make_staff())
    client.get("/staff/")
    for _ in range(47):
        clock.shift(10 * MINUTE)
        assert client.get("/staff/").status_code == 200
    clock.shift(10 * MINUTE - 1)
    assert client.get("/staff/").status_code == 200
    clock.shift(1)
    response = client.get("/staff/", follow=True)
    assert messages(response)[0].startswith(
        "You were signed out because staff sessions end after 8 hours."
    )


def test_candidates_have_no_such_end(clock):
    client = candidate()
    for _ in range(30):
        clock.shift(20 * MINUTE)
        assert is_signed_in(client)


def test_becoming_staff_shortens_the_running_session(clock):
    client = candidate()
    User.objects.filter(username="rowan").update(is_staff=True)
    clock.shift(16 * MINUTE)
    assert not is_signed_in(client)


def test_a_form_that_comes_too_late_leads_back_to_its_page(clock):
    client = candidate()
    clock.shift(31 * MINUTE)
    response = client.post(
        "/accounts/email/", {"x": "1"}, HTTP_REFERER="http://testserver/accounts/sessions/?a=b"
    )
    assert response["Location"] == "/accounts/login/?next=%2Faccounts%2Fsessions%2F%3Fa%3Db"


@pytest.mark.parametrize("referer", ["", "http://evil.example/x", "http://testserver"])
def test_without_a_page_of_ours_it_leads_to_the_address_itself(clock, referer):
    client = candidate()
    clock.shift(31 * MINUTE)
    response = client.post("/accounts/email/", {"x": "1"}, HTTP_REFERER=referer)
    assert response["Location"] == "/accounts/login/?next=%2Faccounts%2Femail%2F"


def test_a_public_page_opens_without_a_word(clock):
    client = candidate()
    clock.shift(31 * MINUTE)
    response = client.get("/accounts/password/reset/")
    assert response.status_code == 200
    assert messages(response) == []
    assert not response.context["user"].is_authenticated


def test_who_never_signed_in_is_simply_asked_to():
    response = Client().get(PRIVATE, follow=True)
    assert messages(response) == []


def test_the_session_is_saved_once_a_minute_at_most(clock):
    client = candidate()
    row = Session.objects.get(session_key=client.session.session_key)
    for _ in range(5):
        clock.shift(11)
        client.get(PRIVATE)
    row.refresh_from_db()
    before = row.expire_date
    clock.shift(6)
    client.get(PRIVATE)
    row.refresh_from_db()
    assert (row.expire_date - before).total_seconds() == 61


def test_pages_of_signed_out_people_ask_the_database_for_no_session(django_assert_num_queries):
    client = Client()
    with django_assert_num_queries(0):
        response = client.get("/accounts/password/reset/done/")
    assert response.status_code == 200
    assert "sessionid" not in response.cookies
