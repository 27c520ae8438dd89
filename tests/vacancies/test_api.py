"""The API: every answer held against its own description, public adverts alone, 304, limits."""

from __future__ import annotations

from datetime import UTC, datetime

import jsonschema
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from recruitment.uploads.models import StoredFile
from tests.uploads.files import pdf
from tests.uploads.test_serving import pass_check
from tests.vacancies.adverts import (
    INTERNAL,
    MET_DEVICE,
    RESTRICTED,
    TEMPORARY,
    TRANSFEREE,
    make_draft,
    make_internal_user,
    make_open,
    signed_in,
)
from tests.vacancies.test_documents import attach, clean
from vacancies.api.schema import document, query_parameters
from vacancies.choices import Route, VettingLevel
from vacancies.filters import FILTERS
from vacancies.models import Vacancy
from vacancies.services import close_vacancy, remove_file

pytestmark = pytest.mark.django_db
LIST = "/api/v1/vacancies/"


def hold(path: str, status: int, response) -> dict:
    """The answer, after it was held against the description of its address and status."""
    answer = document()["paths"][path]["get"]["responses"][str(status)]
    assert response.status_code == status
    [(kind, described)] = answer["content"].items()
    assert response["Content-Type"].split(";")[0] == kind
    schema = {**described["schema"], "components": document()["components"]}
    body = response.json()
    checker = Draft202012Validator.FORMAT_CHECKER
    Draft202012Validator(schema, format_checker=checker).validate(body)
    return body


def test_the_description_is_openapi_3_1(client):
    response = client.get("/api/v1/openapi.json")
    assert response.json() == document()
    assert document()["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(document()).validate()


def test_every_list_answer_matches_its_description(client):
    for fields in ({}, TEMPORARY, TRANSFEREE, {"bases": ("Lambeth", "Croydon")}):
        make_open(**fields)
    body = hold("/api/v1/vacancies/", 200, client.get(LIST))
    assert (body["total"], body["page"], body["pages"], body["next"]) == (4, 1, 1, None)
    one = next(v for v in body["vacancies"] if v["locations"])
    assert {place["name"] for place in one["locations"]} == {"Lambeth", "Croydon"}
    assert one["url"].startswith("https://portal.example/vacancies/MPS-")
    assert one["pay"]["salary_min"] == "34448.00"
    assert one["closes_at"] == "2026-12-09T23:59:00+00:00"
    assert hold("/api/v1/vacancies/", 200, client.get(LIST + "?q=nothing-like-it"))["total"] == 0


@pytest.mark.parametrize("fields", [{}, TEMPORARY, TRANSFEREE, {"closes_at": None}])
def test_every_vacancy_matches_its_description(client, fields):
    vacancy = make_open(**fields)
    body = hold("/api/v1/vacancies/{reference}/", 200, client.get(f"{LIST}{vacancy.reference}/"))
    assert (body["status"], body["title"]) == ("open", vacancy.title)
    assert body["description_html"] == "<p>You work with <strong>facts</strong>.</p>"
    assert body["essential_criteria"] == ["Respect for facts"]
    assert body["vetting"] == {
        "code": "rv", "label": VettingLevel.RV.label, "residency_years": 3,
    }  # fmt: skip


def test_a_field_that_is_not_described_would_be_noticed(client):
    make_open()
    body = client.get(LIST).json()
    body["vacancies"][0]["secret"] = 1
    schema = {
        "$ref": "#/components/schemas/VacancyPage",
        "components": document()["components"],
    }
    with pytest.raises(jsonschema.ValidationError):
        Draft202012Validator(schema).validate(body)


def test_closed_ones_stay_and_everything_else_was_never_there(client):
    closed = make_open()
    close_vacancy(by=None, vacancy_id=closed.pk, reason="filled")
    body = hold("/api/v1/vacancies/{reference}/", 200, client.get(f"{LIST}{closed.reference}/"))
    assert body["status"] == "closed"
    hidden = [make_open(**INTERNAL), make_open(**RESTRICTED), make_draft()]
    inside = signed_in(make_internal_user())
    answers = set()
    for who in (client, inside):
        for reference in (*(one.reference for one in hidden), "MPS-26-9999", "x"):
            response = who.get(f"{LIST}{reference}/", **MET_DEVICE)
            hold("/api/v1/vacancies/{reference}/", 404, response)
            answers.add(response.content)
        assert who.get(LIST, **MET_DEVICE).json()["total"] == 0
    assert len(answers) == 1


def test_the_search_of_the_page_narrows_and_pages(client, django_assert_num_queries):
    for number in range(21):
        make_open(title=f"Painter {number}")
    make_open(title="Analyst", **TRANSFEREE)
    body = hold("/api/v1/vacancies/", 200, client.get(LIST + "?route=external_staff&sort=newest"))
    assert (body["total"], body["pages"], len(body["vacancies"])) == (21, 2, 20)
    assert body["next"] == (
        "https://portal.example/api/v1/vacancies/?route=external_staff&sort=newest&page=2"
    )
    second = hold("/api/v1/vacancies/", 200, client.get(body["next"].split("example", 1)[1]))
    assert (second["page"], len(second["vacancies"]), second["next"]) == (2, 1, None)
    assert second["previous"].endswith("?route=external_staff&sort=newest")
    found = client.get(LIST + "?q=analyst&route=elsewhere").json()
    assert [one["title"] for one in found["vacancies"]] == ["Analyst"]
    assert found["notices"] == [
        "We did not recognise part of the address of this search, so we left it out."
    ]


def test_a_list_of_three_costs_what_a_list_of_one_does(client, django_assert_max_num_queries):
    make_open(bases=("Lambeth",))
    client.get(LIST)
    with django_assert_max_num_queries(9) as one:
        client.get(LIST)
    for _ in range(2):
        make_open(bases=("Lambeth", "Croydon"))
    with django_assert_max_num_queries(len(one)):
        assert client.get(LIST).json()["total"] == 3


def test_an_unchanged_answer_is_not_sent_again(client):
    vacancy = make_open()
    for path in (LIST, f"{LIST}{vacancy.reference}/", "/api/v1/openapi.json"):
        first = client.get(path)
        assert first["Cache-Control"] == "public, max-age=60"
        assert first["Access-Control-Allow-Origin"] == "*"
        again = client.get(path, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    first = client.get(LIST)
    since = client.get(LIST, headers={"if-modified-since": first["Last-Modified"]})
    assert since.status_code == 304
    # The clock alone closes it: that is a change too.
    with time_machine.travel(datetime(2026, 12, 10, tzinfo=UTC), tick=False):
        later = client.get(LIST, headers={"if-modified-since": first["Last-Modified"]})
        assert (later.status_code, later.json()["total"]) == (200, 0)


def test_documents_of_an_advert_come_with_it_once_they_are_clean(client):
    vacancy = make_open()
    path = f"{LIST}{vacancy.reference}/"
    file = attach(vacancy, content=pdf(b"x" * 1000))
    first = client.get(path)
    assert hold("/api/v1/vacancies/{reference}/", 200, first)["documents"] == []
    # The verdict alone changes the answer, for those too who ask by the time alone.
    with time_machine.travel(datetime(2026, 11, 22, 13, 0, tzinfo=UTC), tick=False):
        pass_check(file)
    known = {
        "by tag": {"if-none-match": first["ETag"]},
        "by time": {"if-modified-since": first["Last-Modified"]},
    }
    for headers in known.values():
        later = client.get(path, headers=headers)
        assert hold("/api/v1/vacancies/{reference}/", 200, later)["documents"] == [
            {
                "purpose": {"code": "role-profile", "label": "Role profile"},
                "name": "Analyst.pdf",
                "content_type": "application/pdf",
                "size": file.size,
                "url": f"https://portal.example/vacancies/{vacancy.reference}/documents/{file.pk}/",
            }
        ]
    assert later["Last-Modified"] == "Sun, 22 Nov 2026 13:00:00 GMT"
    for headers in (
        {"if-none-match": later["ETag"]},
        {"if-modified-since": later["Last-Modified"]},
    ):
        assert client.get(path, headers=headers).status_code == 304
    with time_machine.travel(datetime(2026, 11, 22, 14, 0, tzinfo=UTC), tick=False):
        remove_file(by=None, vacancy_id=vacancy.pk, file_id=file.pk)
        for headers in (
            {"if-none-match": later["ETag"]},
            {"if-modified-since": later["Last-Modified"]},
        ):
            gone = client.get(path, headers=headers)
            assert hold("/api/v1/vacancies/{reference}/", 200, gone)["documents"] == []


def test_a_document_with_a_virus_is_not_in_the_answer(client):
    vacancy = make_open()
    attach(vacancy)
    StoredFile.objects.update(state="quarantined", scanned_at=timezone.now(), finding="Eicar")
    assert client.get(f"{LIST}{vacancy.reference}/").json()["documents"] == []


def test_three_documents_cost_what_one_does(client, django_assert_num_queries):
    vacancy = make_open()
    path = f"{LIST}{vacancy.reference}/"
    clean(vacancy)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    for number in range(2):
        clean(vacancy, name=f"Pack {number}.pdf")
    with django_assert_num_queries(len(one)):
        assert len(client.get(path).json()["documents"]) == 3


def test_a_restricted_change_does_not_move_the_date(client):
    make_open()
    before = client.get(LIST)
    with time_machine.travel(datetime(2026, 11, 22, 13, 0, tzinfo=UTC), tick=False):
        make_open(at=datetime(2026, 11, 22, 13, 0, tzinfo=UTC), days_ago=0, **RESTRICTED)
        after = client.get(LIST)
    assert (after["ETag"], after["Last-Modified"]) == (before["ETag"], before["Last-Modified"])


def test_more_than_120_a_minute_are_too_many():
    browser = Client()
    codes = [browser.get(LIST).status_code for _ in range(122)]
    assert codes == [200] * 120 + [429] * 2
    response = browser.get(LIST)
    hold("/api/v1/vacancies/", 429, response)
    assert response["Retry-After"] == "60"


def test_only_reading_is_possible(client):
    assert [client.post(LIST).status_code, client.delete(LIST).status_code] == [405, 405]


def test_the_page_for_people_names_every_parameter(client):
    text = client.get("/api/").content.decode()
    names = [one["name"] for one in query_parameters()]
    assert set(names) >= {"q", "closing", "sort", "page", *(one.name for one in FILTERS)}
    assert all(f"<code>{name}</code>" in text for name in names)
    assert "/api/v1/openapi.json" in text
    assert Route.TRANSFEREE in text
    assert Vacancy.objects.count() == 0
