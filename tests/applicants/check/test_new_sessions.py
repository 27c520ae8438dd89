"""A program without cookies cannot fill the table of sessions; a browser is never held up."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from recruitment.access import limits
from tests.applicants.factories import make_vacancy
from tests.applicants.register.world import ANSWERS
from tests.caches import empty_cache

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _three_at_most(monkeypatch):
    empty_cache()
    monkeypatch.setattr(limits, "NEW_SESSIONS", 3)


def check(client: Client):
    where = reverse("applicants:check_route_question", args=["external-staff", "left_before"])
    return client.post(where, {"answer": "no"})


def register_draft(client: Client):
    where = reverse("register:section", args=["contact"])
    return client.post(where, {f"q-{name}": text for name, text in ANSWERS["contact"].items()})


@pytest.mark.parametrize("save", [check, register_draft])
def test_one_address_begins_so_many_sessions_and_no_more(save) -> None:
    browsers = [Client() for _ in range(4)]
    assert [save(one).status_code for one in browsers] == [302, 302, 302, 429]
    assert Session.objects.count() == 3
    # Whoever has a session goes on, as often as they like; a made-up cookie is no session.
    assert [save(browsers[0]).status_code for _ in range(5)] == [302] * 5
    made_up = Client()
    made_up.cookies["sessionid"] = "a" * 32
    assert save(made_up).status_code == 429
    elsewhere = Client(headers={"x-real-ip": "192.0.2.77"})
    assert save(elsewhere).status_code == 302


def test_both_count_together_and_apply_is_answered_all_the_same() -> None:
    vacancy = make_vacancy(route="external_staff", visibility="public")
    check(Client())
    register_draft(Client())
    start = reverse("applicants:start", args=[vacancy.reference])
    assert Client().post(start).status_code == 302
    late = Client()
    assert late.post(start).status_code == 302  # and the wish is simply not remembered
    assert Session.objects.count() == 3


def test_the_limit_is_far_above_a_room_full_of_people(monkeypatch) -> None:
    monkeypatch.undo()
    assert (limits.NEW_SESSIONS, limits.NEW_SESSIONS_SECONDS) == (300, 600)
