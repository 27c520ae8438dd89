"""Words of answers in the search of the list: for whom, where, and by which index."""

from __future__ import annotations

import re

import pytest
from django.db import connection

from applicants.models import Application, ApplicationSection
from applicants.models.application import SEARCHED_SECTIONS
from applicants.sections import Store, sections_for
from applicants.sections.assembling import FORMS
from applicants.selectors.staff import search_applications
from recruitment.accounts.roles import Role
from tests.applicants.staff.world import (
    make_application,
    make_candidate,
    make_member,
    make_vacancy,
    staff_client,
    write_evidence,
)
from vacancies.choices import SeenBy

pytestmark = pytest.mark.django_db
LIST = "/staff/applicants/application/"


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def written(vacancy):
    application = make_application(vacancy)
    write_evidence(application, "I kept forty case files in order for a tribunal.")
    other = make_application(vacancy, candidate=make_candidate("Juniper", "Tribunal"))
    write_evidence(other, "I answered letters.")
    return application, other


def rows(client, words):
    page = client.get(LIST, {"q": words})
    assert page.status_code == 200
    return set(re.findall(r"/case/\">(A-26-\d{6})</a>", page.content.decode()))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tribunals", {0}),  # the stem of a word, in the answers alone
        ("tribunal", {0, 1}),  # and as a part of a name
        ("case files", {0}),
        ('"files case"', set()),
        ("letters -order", {1}),
        ("casework", set()),  # the code of a question is no word of the answers
        ("0123", set()),  # a telephone number stands in a section that is not searched
    ],
)
def test_readers_search_answers_and_names(vacancy, written, words, expected):
    client = staff_client(make_member(Role.RECRUITER, vacancy))
    assert rows(client, words) == {written[number].reference for number in expected}


def test_nobody_else_searches_answers(vacancy, written):
    sifter = staff_client(make_member(Role.SIFTER, vacancy))
    assert rows(sifter, "tribunal") == set()
    adviser = staff_client(make_member(Role.ADJUSTMENTS_ADVISER))
    assert rows(adviser, "tribunal") == {written[1].reference}
    elsewhere = staff_client(make_member(Role.RECRUITER, make_vacancy()))
    assert rows(elsewhere, "tribunal") == set()


def test_every_searched_section_is_read_by_all_who_read_applications(vacancy):
    seen = set()
    for route in FORMS:
        vacancy.route = route
        for section in sections_for(vacancy):
            if section.code not in SEARCHED_SECTIONS:
                continue
            seen.add(section.code)
            assert section.store is Store.ANSWERS
            for question in section.questions:
                assert question.seen_by in (SeenBy.EVERYBODY, SeenBy.TEAM), question.code
    assert {"evidence", "statement", "work-history"} <= seen


def test_the_index_answers(written):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        # Of so few rows another index would do as well, if words were not dear to look into.
        cursor.execute("SET LOCAL cpu_operator_cost = 10")
        found = search_applications(Application.objects.all(), "tribunal", names=True, answers=True)
        sql, params = found.order_by().query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", params)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "section_words" in plan
    assert "candidate_" in plan
    assert ApplicationSection.objects.count() == 4
