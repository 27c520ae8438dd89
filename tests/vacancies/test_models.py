"""Impossible adverts are refused by the database, and each refusal says why."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.vacancies.adverts import (
    CLOSES,
    INTERNAL,
    NOW,
    RESTRICTED,
    TEMPORARY,
    TRANSFEREE,
    make_draft,
    make_open,
)
from vacancies.models import Base, Vacancy
from vacancies.models.constraints import CONSTRAINTS

pytestmark = pytest.mark.django_db

VOLUNTEER = {
    "route": "special_constable",
    "role_class": "special_constable",
    "contract_type": "volunteer",
    "salary_min": None,
    "salary_max": None,
    "pay_note": "Unpaid",
}
ROLE = "This role cannot be advertised by this route."
AUDIENCE = "Internal vacancies are internal or restricted; every other route is public."
FAMILY = "Temporary and interim roles need a job family; other roles have none."
SALARY = "Give both ends of the salary, the lower one first."
RATE = "A rate needs its unit: an hour or a day."
MONTHS = "A permanent or volunteer role has no number of months."
ALLOWANCE = "Allowances cannot be negative, and a shift allowance is at most 100%."
IMPOSSIBLE: list[tuple[dict[str, Any], str]] = [
    ({"role_class": "police_officer"}, ROLE),
    ({**TRANSFEREE, "role_class": "police_staff"}, ROLE),
    ({**TEMPORARY, "role_class": "pcso"}, ROLE),
    ({**INTERNAL, "role_class": "volunteer"}, ROLE),
    ({**INTERNAL, "visibility": "public"}, AUDIENCE),
    ({"visibility": "internal"}, AUDIENCE),
    ({"visibility": "restricted"}, AUDIENCE),
    ({**TEMPORARY, "job_family": ""}, FAMILY),
    ({"job_family": "hr"}, FAMILY),
    ({"salary_max": None}, SALARY),
    ({"salary_max": Decimal("34447.99")}, SALARY),
    ({"salary_min": Decimal(0)}, SALARY),
    ({**TEMPORARY, "rate_unit": ""}, RATE),
    ({**TEMPORARY, "rate": None}, RATE),
    ({"rate": Decimal(20), "rate_unit": "hour"}, "Give a yearly salary or a rate, not both."),
    ({"location_allowance": Decimal(-1)}, ALLOWANCE),
    ({"shift_percent": Decimal("100.1")}, ALLOWANCE),
    ({"shift_percent": Decimal(0)}, ALLOWANCE),
    ({**VOLUNTEER, "rate": Decimal(1), "rate_unit": "hour"}, "A volunteer role has no pay."),
    ({"contract_months": 6}, MONTHS),
    ({**TEMPORARY, "contract_months": 0}, MONTHS),
    ({"posts": 0}, "There must be at least 1 post."),
    ({"hours_per_week": Decimal("60.1")}, "Hours a week must be between 0 and 60."),
    ({"residency_years": 11}, "Years of residency must be 10 or fewer."),
    (
        {"opens_at": CLOSES, "closes_at": CLOSES},
        "The closing time must be after the opening time.",
    ),
    (
        {"closes_at": None, "sealed_until_close": True},
        "Only a vacancy with a closing time can stay sealed until it closes.",
    ),
]


@pytest.mark.parametrize(("fields", "message"), IMPOSSIBLE)
def test_what_cannot_be_is_refused_in_words(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        make_draft(**fields)
    assert refused.value.messages == [message]
    assert Vacancy.objects.count() == 0


def test_states_that_only_services_reach_are_refused_by_the_database_too() -> None:
    draft, published = make_draft(), make_open()
    for vacancy, values in [
        (draft, {"status": "open"}),
        (draft, {"published_at": NOW}),
        (published, {"status": "draft"}),
        (published, {"published_at": None}),
        (published, {"opens_at": None}),
        (published, {"version": 0}),
        (draft, {"hybrid_days": 6}),
        (draft, {"family_title": "HR Advisor"}),
        (draft, {"pass_mark": 8}),
        (draft, {"markers": 3}),
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Vacancy.objects.filter(pk=vacancy.pk).update(**values)


def test_every_constraint_has_been_refused_above() -> None:
    by_services = {
        "vacancy_published_has_times",
        "vacancy_unpublished_has_no_time",
        "vacancy_version_counts_up",
        # Told at their fields (`AdvertDetails.clean`) before the database is asked.
        "vacancy_hybrid_days_possible",
        "vacancy_title_only_with_family",
        "vacancy_pass_mark_possible",
        "vacancy_markers_one_or_two",
    }
    messages = {message for _, message in IMPOSSIBLE}
    untold = {one.name for one in CONSTRAINTS if one.violation_error_message not in messages}
    assert untold == by_services


@pytest.mark.parametrize(
    "fields", [{}, INTERNAL, RESTRICTED, TEMPORARY, TRANSFEREE, VOLUNTEER, {"closes_at": None}]
)
def test_each_kind_of_advert_is_possible(fields: dict[str, Any]) -> None:
    assert Vacancy.objects.get(pk=make_open(**fields).pk).status == "open"


def test_a_base_in_london_has_a_bcu_and_one_outside_has_none() -> None:
    place = {"lat": Decimal("51.5"), "lon": Decimal("0.1")}
    Base.objects.create(name="In", zone="inner", bcu="AW", **place)
    Base.objects.create(name="Out", zone="outside", bcu="", **place)
    for values in ({"zone": "inner", "bcu": ""}, {"zone": "outside", "bcu": "AW"}, {"bcu": "XX"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Base.objects.create(name="Wrong", **{"zone": "inner", **values, **place})


def test_the_search_columns_stay_in_the_database(django_assert_num_queries: Any) -> None:
    make_open()
    with django_assert_num_queries(1):
        vacancy = Vacancy.objects.get()
        assert vacancy.get_deferred_fields() == {"search", "title_search"}
    assert "'analyst':2A" in vacancy.search
    assert vacancy.title_search == "'analyst':2 'test':1"


def test_the_input_of_the_eligibility_rules_has_no_labels() -> None:
    criterion = {"code": "clearance", "operator": "equals", "value": "DV"}
    vacancy = make_open(**INTERNAL, criteria=[{**criterion, "label": "You hold DV clearance."}])
    assert vacancy.eligibility_input() == {
        "route": "internal_staff",
        "role_class": "police_staff",
        "closes_on": "2026-12-09",
        "criteria": [criterion],
    }


def test_the_closing_date_of_the_rules_is_londons() -> None:
    # Half past eleven at night in UTC is the next day in London in summer.
    summer = make_open(closes_at=NOW.replace(year=2027, month=6, day=30, hour=23, minute=30))
    assert summer.eligibility_input()["closes_on"] == "2027-07-01"
    assert make_open(closes_at=None).eligibility_input()["closes_on"] is None
