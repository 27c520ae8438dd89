"""What the advert page adds for deciding: structured data, a calendar file, similar vacancies."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from tests.vacancies.adverts import (
    CLOSES,
    INTERNAL,
    MET_DEVICE,
    RESTRICTED,
    TEMPORARY,
    make_draft,
    make_internal_user,
    make_open,
    signed_in,
)
from vacancies.models import Base, Vacancy
from vacancies.structured import job_posting

pytestmark = pytest.mark.django_db
# What the guides to schema.org's JobPosting call required, and what they recommend that we have.
REQUIRED = {"title", "description", "datePosted", "hiringOrganization", "jobLocation"}
WANTED = {"validThrough", "baseSalary", "employmentType", "directApply", "identifier"}


def page(vacancy: Vacancy, client: Client | None = None, **extra: Any) -> str:
    return (client or Client()).get(f"/vacancies/{vacancy.reference}/", **extra).content.decode()


def posting(vacancy: Vacancy) -> dict[str, Any]:
    (block,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page(vacancy), re.DOTALL
    )
    found: dict[str, Any] = json.loads(block)
    return found


def test_a_public_advert_is_a_job_posting_with_all_that_is_required() -> None:
    data = posting(make_open(bases=("Croydon", "Lambeth"), working_patterns=["full_time"]))
    assert {"@context", "@type"} | REQUIRED | WANTED <= set(data)
    assert (data["@context"], data["@type"], data["title"]) == (
        "https://schema.org",
        "JobPosting",
        "Test Analyst",
    )
    assert data["validThrough"] == CLOSES.isoformat()
    assert data["employmentType"] == ["FULL_TIME"]
    assert data["baseSalary"] == {
        "@type": "MonetaryAmount",
        "currency": "GBP",
        "value": {
            "@type": "QuantitativeValue",
            "minValue": 34448.0,
            "maxValue": 36864.0,
            "unitText": "YEAR",
        },
    }
    assert data["hiringOrganization"]["name"] == "Metropolitan Police Service"
    assert [one["address"]["addressLocality"] for one in data["jobLocation"]] == [
        "Croydon",
        "Lambeth",
    ]
    assert data["description"].startswith("<p>Turn facts into plans.</p><p>You work with <strong>")
    assert data["directApply"] is True
    assert data["identifier"]["value"] == "MPS-26-0401"


def test_a_rate_and_an_advert_without_a_place_or_an_end() -> None:
    data = posting(make_open(**TEMPORARY, closes_at=None))
    assert data["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "value": 21.4,
        "unitText": "HOUR",
    }
    assert "validThrough" not in data
    assert data["employmentType"] == ["FULL_TIME", "TEMPORARY"]
    assert data["jobLocation"][0]["address"]["addressLocality"] == "London"


def test_an_area_that_is_no_place_name_is_london() -> None:
    posting = job_posting(make_open(bases=("South BCU (SN)", "Croydon")), apply_here=True)
    places = [place["address"]["addressLocality"] for place in posting["jobLocation"]]
    assert places == ["Croydon", "London"]


def test_a_base_outside_london_is_not_put_into_it() -> None:
    posting = job_posting(make_open(bases=("Croydon", "Gravesend")), apply_here=True)
    regions = [place["address"].get("addressRegion") for place in posting["jobLocation"]]
    assert regions == ["London", None]


def test_the_description_is_the_whole_advert() -> None:
    vacancy = make_open(responsibilities=["Answer calls", "Write it down", "Hand it on"])
    vacancy.essential_criteria.create(code="calm", text="Calm & clear", order=9)
    vacancy.desirable = ["A second language"]
    vacancy.conditions = ["Shifts"]
    vacancy.save()
    text = posting(vacancy)["description"]
    assert "<ul><li>Answer calls</li><li>Write it down</li><li>Hand it on</li></ul>" in text
    assert "<p><strong>Essential</strong></p><ul><li>" in text
    assert "<li>Calm &amp; clear</li></ul>" in text
    assert "<p><strong>Desirable</strong></p><ul><li>A second language</li></ul>" in text
    assert "<strong>Conditions of appointment</strong></p><ul>" in text
    assert "<li>Shifts</li>" in text


def test_a_base_is_named_with_its_address_where_it_has_one() -> None:
    vacancy = make_open(bases=("Croydon", "Lambeth"))
    assert "Croydon: " not in page(vacancy)
    Base.objects.filter(name="Croydon").update(address="1 Example Road, Croydon CR0 0AA")
    assert "Croydon: 1 Example Road, Croydon CR0 0AA" in page(vacancy)
    streets = [one["address"].get("streetAddress") for one in posting(vacancy)["jobLocation"]]
    assert streets == ["1 Example Road, Croydon CR0 0AA", None]


def test_nothing_in_an_advert_ends_the_block() -> None:
    nasty = "</script><script>alert(1)</script><!-- &"
    vacancy = make_open(title=nasty, summary=nasty)
    assert posting(vacancy)["title"] == nasty
    assert "<script>alert" not in page(vacancy)


def test_internal_restricted_and_closed_adverts_have_no_structured_data() -> None:
    user = make_internal_user()
    for vacancy in (
        make_open(**INTERNAL),
        make_open(**RESTRICTED),
        make_open(days_ago=9, closes_at=CLOSES - timedelta(days=25)),
    ):
        text = page(vacancy, signed_in(user), **MET_DEVICE)
        assert vacancy.title in text
        assert "ld+json" not in text


# ---- The closing time in a calendar


def test_the_closing_time_goes_into_a_calendar() -> None:
    vacancy = make_open()
    response = Client().get(f"/vacancies/{vacancy.reference}/closing.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert event.decoded("dtstart") == CLOSES - timedelta(minutes=30)
    assert event.decoded("dtend") == CLOSES
    assert str(event["summary"]) == "Apply by 11:59pm: Test Analyst"
    assert f"/vacancies/{vacancy.reference}/closing.ics" in page(vacancy)


def test_a_closing_time_at_the_start_of_a_day_is_told_as_on_the_page() -> None:
    vacancy = make_open(closes_at=datetime(2026, 12, 10, 0, 0, tzinfo=UTC))
    response = Client().get(f"/vacancies/{vacancy.reference}/closing.ics")
    assert b"SUMMARY:Apply by 11:59pm: Test Analyst" in response.content


def test_what_has_no_closing_time_ahead_or_leaves_no_trace_has_no_file() -> None:
    user = make_internal_user()
    rolling, restricted, draft = make_open(closes_at=None), make_open(**RESTRICTED), make_draft()
    closed = make_open(days_ago=9, closes_at=CLOSES - timedelta(days=25))
    for vacancy in (rolling, restricted, draft, closed):
        address = f"/vacancies/{vacancy.reference}/closing.ics"
        assert signed_in(user).get(address, **MET_DEVICE).status_code == 404
        if vacancy != draft:
            assert "closing.ics" not in page(vacancy, signed_in(user), **MET_DEVICE)


# ---- Similar vacancies


def test_similar_vacancies_are_open_ones_of_the_same_list_and_way_in() -> None:
    this = make_open(title="This")
    make_open(title="Same group")
    make_open(
        title="Elsewhere", business_group="finance", grade="Band A", unit="Financial Reporting"
    )
    make_open(title="Same band", business_group="finance")
    make_open(title="Internal", **INTERNAL)
    make_open(title="Hidden", **RESTRICTED)
    make_open(title="Closed", days_ago=9, closes_at=CLOSES - timedelta(days=25))
    make_draft(title="Draft")
    response = Client().get(f"/vacancies/{this.reference}/")
    assert [one.title for one in response.context["similar"]] == ["Same group", "Same band"]


@pytest.mark.parametrize("rows", [1, 3])
def test_similar_vacancies_cost_one_query(rows: int, django_assert_num_queries: Any) -> None:
    this = make_open(title="This")
    for number in range(rows + 1):
        make_open(title=f"Other {number}", salary_max=Decimal("40000"))
    # advert, bases, documents, similar ones, essential criteria
    with django_assert_num_queries(5):
        response = Client().get(f"/vacancies/{this.reference}/")
    assert len(response.context["similar"]) == min(rows + 1, 3)
