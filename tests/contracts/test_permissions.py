"""The permission table, held against the URL resolver: every address, every role."""

from __future__ import annotations

import pytest
from django.test import Client

from applicants.views import papers
from tests.applicants.verification.helpers import fingerprint
from tests.contracts.permission_table import expected
from tests.contracts.urls import named_addresses
from tests.contracts.world import ACTORS, World, address, build_world

# What a visit may write: the session itself, and that somebody looked.
WRITTEN_BY_VISITS = {"audit_auditentry", "usersessions_usersession", "django_session"}
# Ends the session that the next address needs; its GET only asks.
ASKS_ONLY = {"account_logout"}


@pytest.fixture
def world(db, monkeypatch) -> World:
    """One of everything. Who gets a PDF does not depend on what the machine can draw."""
    monkeypatch.setattr(papers, "make_pdf", lambda *given: b"%PDF")
    return build_world()


def test_every_address_stands_in_the_table_and_nothing_else():
    assert set(named_addresses()) == set(expected())


def test_every_actor_gets_what_the_table_says_and_no_visit_changes_anything(world):
    before = fingerprint()
    wrong = []
    for name, codes in expected().items():
        where = address(name, world)
        for actor, code in zip(ACTORS, codes, strict=True):
            got = world.clients[actor].get(where).status_code
            if got != code:
                wrong.append(f"{name} as {actor}: {got} instead of {code}")
    assert wrong == []
    changed = {table for table, value in fingerprint().items() if before[table] != value}
    assert changed <= WRITTEN_BY_VISITS


def test_signed_out_people_are_sent_to_sign_in_and_come_back(world):
    private = [name for name, codes in expected().items() if codes[0] == 302 and codes[1] == 200]
    assert len(private) > 15
    for name in private:
        where = address(name, world)
        response = Client().get(where)
        assert response["Location"] in (
            f"/accounts/login/?next={where}",
            "/",  # signing out when signed out
        ), name


def test_nothing_is_changed_by_a_post_without_a_token(world):
    strict = {}
    for actor in ("anonymous", "owner", "recruiter", "checks", "admin", "manager"):
        strict[actor] = Client(enforce_csrf_checks=True)
        strict[actor].cookies = world.clients[actor].cookies
    before = fingerprint()
    passed = []
    for name in expected():
        where = address(name, world)
        for actor, client in strict.items():
            code = client.post(where, {"anything": "1"}).status_code
            if code not in (403, 404, 405):
                passed.append((name, actor, code))
    unexpected = [one for one in passed if one[2] != 302]
    assert unexpected == []
    changed = {table for table, value in fingerprint().items() if before[table] != value}
    assert changed <= WRITTEN_BY_VISITS
