"""Sentences about times, amounts and lists."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tests.vacancies.adverts import CLOSES, NOW
from vacancies import wording
from vacancies.choices import RoleClass, Route


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (NOW, "17 days left"),
        (datetime(2026, 12, 7, 23, 59, tzinfo=UTC), "2 days left"),
        (datetime(2026, 12, 8, 0, 0, tzinfo=UTC), "Closes tomorrow"),
        (datetime(2026, 12, 9, 0, 0, tzinfo=UTC), "Closes today: 23 hours left"),
        (datetime(2026, 12, 9, 22, 59, tzinfo=UTC), "Closes today: 1 hour left"),
        (datetime(2026, 12, 9, 22, 59, 1, tzinfo=UTC), "Less than 1 hour left"),
        (CLOSES, "Less than 1 hour left"),
        (CLOSES + timedelta(microseconds=1), ""),
    ],
)
def test_time_left(at: datetime, expected: str) -> None:
    assert wording.time_left(CLOSES, at) == expected


def test_a_rolling_advert_has_no_time_left_to_tell() -> None:
    assert wording.time_left(None, NOW) == ""


def test_days_are_those_of_london_in_summer() -> None:
    closes = datetime(2027, 6, 30, 22, 59, tzinfo=UTC)  # 11:59pm in London
    # Half an hour past midnight in London is still the day before in UTC.
    assert wording.time_left(closes, datetime(2027, 6, 29, 23, 30, tzinfo=UTC)) == (
        "Closes today: 23 hours left"
    )


def test_amounts() -> None:
    assert wording.pay_range(Decimal(34448), Decimal(36864)) == "£34,448 to £36,864"
    assert wording.pay_range(Decimal(34448), Decimal(34448)) == "£34,448"
    assert wording.pay_range(None, None) == ""
    assert wording.rate(Decimal("21.40"), "hour") == "£21.40 an hour"
    assert wording.rate(Decimal(285), "day") == "£285 a day"
    assert wording.rate(None, "") == ""
    assert [wording.plain_number(Decimal(value)) for value in ("36.0", "37.5", "20", "100")] == [
        "36",
        "37.5",
        "20",
        "100",
    ]


def test_lists_read_as_sentences() -> None:
    assert wording.either([]) == ""
    assert wording.either(["Bow"]) == "Bow"
    assert wording.either(["Bow", "Hendon"]) == "Bow or Hendon"
    assert wording.either(["Bow", "Hendon", "Lambeth"]) == "Bow, Hendon or Lambeth"
    assert wording.patterns(["hybrid", "full_time"]) == "Full time and hybrid"
    assert wording.patterns([]) == ""
    assert wording.contract("temporary", 1) == "Temporary, 1 month"
    assert wording.contract("permanent", None) == "Permanent"


def test_every_route_says_who_may_apply() -> None:
    sentences = {
        route: wording.who_may_apply(route=route, role_class="police_staff", restricted=False)
        for route in Route
    }
    assert len(set(sentences.values())) == 6
    assert sentences[Route.TRANSFEREE] == (
        "Serving constables of a Home Office force, uniform or detective, who have completed their "
        "probation with their current force and meet the day-to-day requirements of their role."
    )
    assert wording.who_may_apply(
        route="internal_staff", role_class="police_officer", restricted=True
    ) == (
        "Serving Met police officers who have completed their probation. You need a Met device to "
        "apply."
    )


def test_which_roles_need_the_fitness_test_and_which_have_an_order() -> None:
    assert {role for role in RoleClass if wording.needs_fitness_test(role)} == {
        "police_officer",
        "pcso",
        "ddo",
        "special_constable",
    }
    ordered = {
        (route, role)
        for route in Route
        for role in RoleClass
        if wording.has_order_of_consideration(route=route, role_class=role)
    }
    assert ordered == {("internal_staff", role) for role in ("police_staff", "pcso", "ddo")}
