"""Where a person is signed in, and ending one of those sessions (security check 16)."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from recruitment.accounts.models import User
from recruitment.accounts.sessions import describe_browser
from recruitment.audit.models import AuditEntry
from tests.accounts.people import is_signed_in, make_user, sign_in

pytestmark = pytest.mark.django_db

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/156.0.0.0 Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1"
)


def browser_of(user: User, user_agent: str) -> Client:
    client = Client(headers={"user-agent": user_agent})
    assert sign_in(client, user.username).status_code == 302
    client.get("/accounts/sessions/")  # the session is noted with the first page
    return client


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (CHROME, "Chrome on Windows"),
        (IPHONE, "Safari on an iPhone"),
        (CHROME + " Edg/156.0.0.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
         "Firefox on Linux"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/156.0 Mobile Safari/537.36",
         "Chrome on an Android device"),
        ("curl/8.9", "An unknown browser"),
        ("", "An unknown browser"),
    ],
)  # fmt: skip
def test_a_browser_is_described_in_words(line, words):
    assert describe_browser(line) == words


def test_each_session_is_listed_and_one_can_be_ended_alone():
    user = make_user("rowan")
    here, phone, third = (browser_of(user, line) for line in (CHROME, IPHONE, CHROME))
    page = here.get("/accounts/sessions/").content.decode()
    assert page.count("Chrome on Windows") == 3  # two in the list, one on a button
    assert page.count("Safari on an iPhone") == 2
    assert page.count("This browser") == 1

    session = UserSession.objects.get(user=user, user_agent=IPHONE)
    answer = here.post("/accounts/sessions/", {"session": session.pk}, follow=True)
    assert "Safari on an iPhone is signed out." in answer.content.decode()
    assert (is_signed_in(here), is_signed_in(phone), is_signed_in(third)) == (True, False, True)
    assert AuditEntry.objects.filter(action="account.end_session").count() == 1


@pytest.mark.parametrize("pk", ["0", "no-number", "-1"])
def test_a_session_that_is_not_ones_own_is_not_found(pk):
    owner, other = make_user("rowan"), make_user("avery")
    client, theirs = browser_of(owner, CHROME), browser_of(other, IPHONE)
    assert client.post("/accounts/sessions/", {"session": pk}).status_code == 404
    foreign = UserSession.objects.get(user=other).pk
    assert client.post("/accounts/sessions/", {"session": foreign}).status_code == 404
    assert is_signed_in(theirs)


def test_all_the_others_end_at_once():
    user = make_user("rowan")
    here, phone = browser_of(user, CHROME), browser_of(user, IPHONE)
    assert here.post("/accounts/sessions/").status_code == 302
    assert (is_signed_in(here), is_signed_in(phone)) == (True, False)
