"""The pages of the ways to join: the source's substance, and the adverts that are open there."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.applicants.factories import make_vacancy
from tests.vacancies.forums.world import make_forum
from vacancies.data.job_families import TITLES

pytestmark = pytest.mark.django_db
TEMPORARY = {"route": "temporary", "visibility": "public", "job_family": "hr"}


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_temporary_page_has_eight_families_and_52_titles(client):
    page = client.get("/join/temporary-and-interim/").content.decode()
    titles = [title for family in TITLES.values() for title in family]
    assert (len(TITLES), len(titles)) == (8, 52)
    shown = re.findall(r"<li>([^<]+)</li>", page)
    wanted = [title.replace("&", "&amp;") for title in titles]
    assert [one for one in shown if one in wanted] == wanted
    assert page.count('<details class="govuk-details">') == 8


@pytest.mark.parametrize(
    ("where", "fields", "wrong"),
    [
        (
            "/join/temporary-and-interim/",
            TEMPORARY,
            {**TEMPORARY, "status": "closed"},
        ),
        (
            "/join/transferring-officers/tsg/",
            {
                "route": "transferee",
                "role_class": "police_officer",
                "visibility": "public",
                "unit": "MO7 Taskforce",
            },
            {
                "route": "transferee",
                "role_class": "police_officer",
                "visibility": "public",
                "unit": "MO3 Covert Policing",
            },
        ),
    ],
)
def test_open_adverts_of_the_way_alone_at_one_price(client, where, fields, wrong):
    make_vacancy(**wrong, title="Must not appear")
    counts = []
    for number in (1, 3):
        while text_of(client.get(where)).count("Wanted") < number:
            make_vacancy(**fields, title="Wanted")
        with CaptureQueriesContext(connection) as queries:
            page = text_of(client.get(where))
        counts.append(len(queries))
        assert page.count("Wanted") == number
        assert "Must not appear" not in page
    assert counts[0] == counts[1] <= 2


def test_a_long_list_says_how_many_there_are(client):
    for _ in range(11):
        make_vacancy(**TEMPORARY)
    assert "See all 11 open vacancies" in text_of(client.get("/join/temporary-and-interim/"))


def test_constables_and_specials_see_their_own_forums(client):
    make_forum(title="For constables", about="new_constable")
    make_forum(title="For specials", about="special_constable")
    make_forum(title="For both", about="both")
    seen = {
        where: re.findall(
            r">(For (?:constables|specials|both))</a>", text_of(client.get(f"/join/{where}/"))
        )
        for where in ("new-police-constables", "special-constables")
    }
    assert seen == {
        "new-police-constables": ["For constables", "For both"],
        "special-constables": ["For specials", "For both"],
    }


def test_the_transfer_page_says_what_people_rely_on(client):
    page = text_of(client.get("/join/transferring-officers/"))
    for sentence in (
        "you do not need to live in or move to London",
        "respect, integrity, empathy, courage and accountability",
        "professionalism, integrity, courage and compassion",
        "completed your 2-year probation with your current force",
        "We arrange an induction",
    ):
        assert sentence in page
    assert client.get("/join/transferring-officers/unknown/").status_code == 404


def test_the_doors_of_the_first_page_lead_here(client):
    page = client.get("/").content.decode()
    for where in (
        "temporary-and-interim", "transferring-officers", "new-police-constables",
        "special-constables",
    ):  # fmt: skip
        assert f'href="/join/{where}/"' in page
