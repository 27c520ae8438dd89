"""The page of specific eligibility criteria: words in, the format of the rules out."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from recruitment.accounts.models import User
from recruitment.accounts.roles import Role
from tests.accounts.people import client_with_second_factor, make_staff
from tests.vacancies.adverts import make_draft, make_open
from vacancies.criteria_forms import OPERATORS, criteria_formset, read_value, shown_value
from vacancies.models import Vacancy
from vacancies.services import add_team_member

pytestmark = pytest.mark.django_db
BAND = {"code": "band", "operator": "one_of", "value": ["B", "C"], "label": "Your band is B or C."}
LEVEL = {"code": "level", "operator": "equals", "value": 3, "label": "Your level is 3."}


def member(vacancy: Vacancy) -> tuple[User, Client]:
    user = make_staff(Role.RECRUITER, username="rowan.example")
    add_team_member(by=None, vacancy_id=vacancy.pk, user=user, role="recruiter")
    return user, client_with_second_factor(user)


def address(vacancy: Vacancy) -> str:
    return f"/staff/vacancies/vacancy/{vacancy.pk}/criteria/"


def blocks(vacancy: Vacancy, *rows: dict[str, str], **first: str) -> dict[str, Any]:
    """What the page posts: the blocks that are there, then new ones."""
    known = len(vacancy.criteria)
    data: dict[str, Any] = {
        "seen": vacancy.history.count(),
        "criteria-TOTAL_FORMS": known + max(len(rows), 1),
        "criteria-INITIAL_FORMS": known,
        "criteria-MIN_NUM_FORMS": 0,
        "criteria-MAX_NUM_FORMS": 1000,
    }
    for number, one in enumerate(criteria_formset(vacancy.criteria).forms[:known]):
        data |= {f"criteria-{number}-{name}": value for name, value in one.initial.items()}
    data |= {f"criteria-0-{name}": value for name, value in first.items()}
    for number, row in enumerate(rows, start=known):
        filled = {"operator": "is_true", "value": "", "reference": "as_of", **row}
        data |= {f"criteria-{number}-{name}": value for name, value in filled.items()}
    return data


def test_criteria_are_written_in_words() -> None:
    vacancy = make_draft()
    _, client = member(vacancy)
    response = client.post(
        address(vacancy),
        blocks(
            vacancy,
            {"label": "You hold a full driving licence."},
            {"label": "Your band is B or C.", "operator": "one_of", "value": "B, C"},
            {
                "label": "In date at closing.",
                "operator": "on_or_after",
                "value": "that day",
                "reference": "closes_on",
            },
        ),
    )
    assert response.status_code == 302
    vacancy.refresh_from_db()
    assert vacancy.criteria == [
        {
            "code": "you_hold_a_full_driving_licence",
            "operator": "is_true",
            "value": True,
            "label": "You hold a full driving licence.",
        },
        {
            "code": "your_band_is_b_or_c",
            "operator": "one_of",
            "value": ["B", "C"],
            "label": "Your band is B or C.",
        },
        {
            "code": "in_date_at_closing",
            "operator": "on_or_after",
            "value": "reference",
            "reference": "closes_on",
            "label": "In date at closing.",
        },
    ]


def test_a_code_and_an_untouched_value_stay_when_the_words_change() -> None:
    vacancy = make_draft(criteria=[LEVEL, BAND])
    _, client = member(vacancy)
    client.post(address(vacancy), blocks(vacancy, label="You are at level 3."))
    vacancy.refresh_from_db()
    assert vacancy.criteria == [{**LEVEL, "label": "You are at level 3."}, BAND]


def test_a_criterion_is_deleted() -> None:
    vacancy = make_draft(criteria=[LEVEL, BAND])
    _, client = member(vacancy)
    client.post(address(vacancy), blocks(vacancy, DELETE="on"))
    vacancy.refresh_from_db()
    assert vacancy.criteria == [BAND]


@pytest.mark.parametrize(
    ("row", "field", "message"),
    [
        ({"operator": "one_of"}, "value", "Write what the answer is compared with."),
        ({"operator": "at_least", "value": "many"}, "value", "Write a number, such as 3 or 2.5."),
        (
            {"operator": "held_for_months", "value": "1.5"},
            "value",
            "Write a whole number, such as 12.",
        ),
        (
            {"operator": "on_or_before", "value": "9/12/26"},
            "value",
            "Write a date as 2026-12-09, or “that day”.",
        ),
        ({"label": ""}, "label", "Write the criterion, or tick “Delete”."),
    ],
)
def test_a_mistake_is_told_at_its_field(row: dict[str, str], field: str, message: str) -> None:
    vacancy = make_draft()
    _, client = member(vacancy)
    response = client.post(
        address(vacancy), blocks(vacancy, {"label": "A rule", "reference": "closes_on", **row})
    )
    assert response.status_code == 200
    assert response.context["formset"].forms[0].errors[field] == [message]
    assert "<title>Error: " in response.content.decode()
    vacancy.refresh_from_db()
    assert vacancy.criteria == []


def test_a_criterion_of_the_closing_date_needs_one() -> None:
    vacancy = make_draft(closes_at=None)
    _, client = member(vacancy)
    row = {"label": "In date", "operator": "on_or_after", "value": "that day"}
    response = client.post(address(vacancy), blocks(vacancy, {**row, "reference": "closes_on"}))
    assert response.context["problems"] == [
        "A criterion is judged on the closing date, and this advert has none."
    ]


def test_whoever_comes_second_is_told() -> None:
    vacancy = make_open()
    _, client = member(vacancy)
    data = blocks(vacancy, {"label": "You drive."})
    assert client.post(address(vacancy), data).status_code == 302
    assert client.post(address(vacancy), data).status_code == 409
    vacancy.refresh_from_db()
    assert (len(vacancy.criteria), vacancy.version) == (1, 2)


def test_each_operator_reads_back_what_it_shows() -> None:
    values = {
        "is_true": True,
        "equals": "DV",
        "one_of": ["SC", "DV"],
        "at_least": 2.5,
        "at_most": 3,
        "on_or_before": "2026-12-09",
        "on_or_after": "reference",
        "held_for_months": 12,
        "age_at_least": 18,
        "judged": None,
    }
    assert {name for name, _ in OPERATORS} == set(values)
    for operator, value in values.items():
        assert read_value(operator, shown_value(value)) == value
