"""A restricted advert and one that never existed give the same answer, byte for byte."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.accounts.people import make_user
from tests.vacancies.adverts import (
    CLOSES,
    INTERNAL,
    MET_DEVICE,
    NOW,
    RESTRICTED,
    make_internal_user,
    make_open,
    signed_in,
)
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db

REFERENCE = "MPS-26-0422"
TITLE = "Covert Support Manager"


def make_restricted(**fields: Any) -> Vacancy:
    return make_open(**{**RESTRICTED, "title": TITLE, "reference": REFERENCE, **fields})


def answer(client: Client, path: str, **headers: Any) -> tuple[int, list[tuple[str, str]], bytes]:
    """Status, headers and body; a form's token differs from one answer to the next anyway."""
    response = client.get(path, **headers)
    body = re.sub(rb'value="[A-Za-z0-9]{64}"', b'value="token"', response.content)
    return response.status_code, sorted(response.headers.items()), body


def outsiders() -> dict[str, tuple[Client, dict[str, Any]]]:
    """Everybody who must not learn that there is something: a client and its headers."""
    internal = make_internal_user()
    left = make_internal_user("left.example", valid_until=date(2026, 11, 21))
    return {
        "signed out": (Client(), {}),
        "signed out at a Met device": (Client(), MET_DEVICE),
        "signed out with a wrong device secret": (Client(), {"HTTP_X_MET_DEVICE": "guess"}),
        "candidate": (signed_in(make_user("candidate.example")), {}),
        "candidate at a Met device": (signed_in(make_user("other.example")), MET_DEVICE),
        "internal at home": (signed_in(internal), {}),
        "internal with a forged address": (
            signed_in(internal),
            {"HTTP_X_FORWARDED_FOR": "10.20.1.1", "HTTP_X_REAL_IP": "10.20.1.1"},
        ),
        "left, at a Met device": (signed_in(left), MET_DEVICE),
    }


PATHS = [
    f"/vacancies/{REFERENCE}/",
    f"/vacancies/{REFERENCE.lower()}/",
    "/vacancies/?q=covert",
    f"/vacancies/?q={REFERENCE}",
    "/vacancies/internal/",
    "/vacancies/internal/?q=support+manager",
    "/vacancies/restricted/",
    "/vacancies/restricted/?q=covert",
    "/",
]


def test_for_outsiders_nothing_changes_when_a_restricted_advert_exists() -> None:
    readers = outsiders()
    make_open(title="Crime Analyst", **INTERNAL)
    for client, headers in readers.values():
        client.get("/vacancies/", **headers)  # the session's own cookie is renewed once a minute
    before = {
        (name, path): answer(client, path, **headers)
        for name, (client, headers) in readers.items()
        for path in PATHS
    }
    make_restricted()
    after = {
        (name, path): answer(client, path, **headers)
        for name, (client, headers) in readers.items()
        for path in PATHS
    }
    assert after == before
    assert len(after) == 72
    not_found = {path for (_, path), (status, _, _) in after.items() if status == 404}
    assert not_found == {PATHS[0], PATHS[1], PATHS[6], PATHS[7]}
    assert not any(TITLE.encode() in body for _, _, body in after.values())


@pytest.mark.parametrize("path", [f"/vacancies/{REFERENCE}/", "/vacancies/restricted/"])
def test_a_closed_or_scheduled_restricted_advert_is_just_as_absent(path: str) -> None:
    client = Client()
    before = answer(client, path)
    make_restricted(closes_at=NOW.replace(hour=11))
    assert answer(client, path) == before
    assert before[0] == 404


def test_both_answers_ask_the_same_questions_of_the_database(
    django_assert_num_queries: Any,
) -> None:
    make_restricted()
    for reference in (REFERENCE, "MPS-26-9999"):
        with django_assert_num_queries(1):
            assert Client().get(f"/vacancies/{reference}/").status_code == 404


def test_at_a_met_device_people_of_the_met_read_list_and_advert() -> None:
    make_restricted()
    client = signed_in(make_internal_user())
    page = client.get(f"/vacancies/{REFERENCE}/", **MET_DEVICE)
    assert page.status_code == 200
    assert f"<title>{TITLE} – Met recruitment</title>" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    listed = client.get("/vacancies/restricted/", **MET_DEVICE)
    assert [row.title for row in listed.context["result"].page] == [TITLE]
    assert "no-store" in listed.headers["Cache-Control"]
    assert "They can only be viewed from a Met device" in listed.content.decode()


def test_a_met_device_is_asserted_anew_on_every_request() -> None:
    make_restricted()
    client = signed_in(make_internal_user())
    answers = [
        client.get(f"/vacancies/{REFERENCE}/", **headers).status_code
        for headers in (MET_DEVICE, {}, MET_DEVICE)
    ]
    assert answers == [200, 404, 200]


def test_the_other_lists_never_hold_restricted_adverts_even_at_a_met_device() -> None:
    make_restricted(closes_at=CLOSES)
    client = signed_in(make_internal_user())
    for path in ("/vacancies/?q=covert", "/vacancies/internal/?q=covert"):
        page = client.get(path, **MET_DEVICE)
        assert (page.context["result"].total, TITLE in page.content.decode()) == (0, False)
    home = client.get("/", **MET_DEVICE)
    assert ("Internal vacancies", 0) in [(one.title, one.count) for one in home.context["doors"]]
    assert {door.count for door in home.context["doors"]} == {0}
