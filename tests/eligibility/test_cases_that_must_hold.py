"""Section 6 of the specification, case by case, as data."""

from __future__ import annotations

from typing import Any

import pytest

from eligibility import decide

from .helpers import declared, departure, make_case, staff, summary, verified


def agency(start: str, reason: str | None = None) -> dict[str, Any]:
    block: dict[str, Any] = {"service_started_on": verified(start)}
    if reason:
        block["breaks"] = verified([{"from": "2026-07-01", "to": "2026-07-31", "reason": reason}])
    return {"agency": block}


def special(minutes: int) -> dict[str, Any]:
    return {"special": {"duty_minutes": verified(minutes)}}


def volunteer(start: str, minutes: int, with_cadets: bool) -> dict[str, Any]:
    return {
        "volunteer": {
            "started_on": verified(start),
            "minutes_last_12_months": verified(minutes),
            "with_cadets": verified(with_cadets),
            "attendance_confirmed": verified(True, "coordinator"),
        }
    }


def previous(*periods: dict[str, Any]) -> dict[str, Any]:
    return {"previous_met_service": list(periods)}


def transfer(**changes: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "serving": verified(True),
        "force_kind": verified("home_office"),
        "rank": verified("constable"),
        "probation_confirmed_on": verified("2022-03-14"),
        "probation_with_current_force": verified(True),
        "meets_day_to_day_requirements": verified(True),
    }
    return {"transfer": {**facts, **changes}}


DUTIES_ACROSS_THE_EDGE = {
    "special": {
        "duties": verified(
            [{"on": "2025-11-22", "minutes": 720}]
            + [{"on": f"2026-0{month}-10", "minutes": 1320} for month in range(1, 10)]
        )
    }
}
DISPUTED_DEPARTURE = departure(
    left_on=[declared("2021-06-30"), verified("2020-06-30")],
    scheme=verified(True),
    compensation=verified(True),
)
OUTSIDE = {"route": "external_staff"}
TRANSFEREE = {"route": "transferee", "role_class": "police_officer"}

CASES: list[tuple[str, dict[str, Any], dict[str, Any], tuple[str, str | None, int | None]]] = [
    ("1a", {"employment": staff("2026-11-22")}, {}, ("eligible", None, 1)),
    ("1b", {"employment": staff("2026-11-23")}, {}, ("not_eligible", "2026-11-23", None)),
    ("2a", {"employment": staff(None)}, {}, ("needs_evidence", None, 1)),
    ("2b", {"employment": staff("not_confirmed")}, {}, ("not_eligible", None, None)),
    ("3", {"employment": staff("2024-05-01", "police_officer")}, {}, ("eligible", None, 2)),
    ("4a", agency("2025-11-22"), {}, ("eligible", None, 1)),
    ("4b", agency("2025-11-23"), {}, ("not_eligible", "2026-11-23", None)),
    (
        "5a",
        agency("2024-02-29"),
        {"as_of": "2025-02-28"},
        ("not_eligible", "2025-03-01", None),
    ),
    ("5b", agency("2024-02-29"), {"as_of": "2025-03-01"}, ("eligible", None, 1)),
    ("6a", agency("2023-01-09", "other"), {}, ("refer", None, 1)),
    ("6b", agency("2023-01-09", "sickness"), {}, ("eligible", None, 1)),
    ("7a", special(12_000), {}, ("eligible", None, 2)),
    ("7b", special(11_999), {}, ("not_eligible", None, None)),
    ("8", DUTIES_ACROSS_THE_EDGE, {}, ("not_eligible", None, None)),
    (
        "9",
        {"special": {"duty_minutes": declared(12_000)}},
        {},
        ("eligible_subject_to_evidence", None, 2),
    ),
    ("10", volunteer("2025-11-22", 7_200, True), {}, ("eligible", None, 2)),
    ("11", volunteer("2020-04-01", 9_000, False), {}, ("refer", None, 2)),
    ("12", {**agency("2026-08-22"), **special(13_000)}, {}, ("eligible", None, 2)),
    (
        "13a",
        previous(departure()),
        {**OUTSIDE, "as_of": "2026-06-29"},
        ("barred", "2026-07-01", None),
    ),
    ("13b", previous(departure()), {**OUTSIDE, "as_of": "2026-06-30"}, ("refer", None, None)),
    (
        "13c",
        previous(departure()),
        {**OUTSIDE, "as_of": "2026-07-01"},
        ("eligible_subject_to_evidence", None, None),
    ),
    (
        "13c, the day of leaving verified",
        previous(departure(left_on=verified("2021-06-30"))),
        {**OUTSIDE, "as_of": "2026-07-01"},
        ("eligible_subject_to_evidence", None, None),
    ),
    (
        "14",
        previous(departure(compensation=None)),
        {**OUTSIDE, "as_of": "2026-06-29"},
        ("needs_evidence", None, None),
    ),
    (
        "15a",
        previous(departure("2021-06")),
        {**OUTSIDE, "as_of": "2026-06-10"},
        ("needs_evidence", None, None),
    ),
    (
        "15b",
        previous(departure("2021-06")),
        {**OUTSIDE, "as_of": "2026-07-02"},
        ("eligible_subject_to_evidence", None, None),
    ),
    (
        "16",
        previous(departure()),
        {"route": "new_constable", "role_class": "police_officer", "as_of": "2026-06-29"},
        ("eligible", None, None),
    ),
    (
        "17",
        previous(DISPUTED_DEPARTURE),
        {**OUTSIDE, "as_of": "2026-06-29"},
        ("refer", None, None),
    ),
    ("18", transfer(force_kind=verified("other")), TRANSFEREE, ("refer", None, None)),
    (
        "19",
        transfer(meets_day_to_day_requirements=declared(True)),
        TRANSFEREE,
        ("eligible_subject_to_evidence", None, None),
    ),
]


@pytest.mark.parametrize(
    ("facts", "vacancy", "expected"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_case_that_must_hold(
    facts: dict[str, Any],
    vacancy: dict[str, Any],
    expected: tuple[str, str | None, int | None],
) -> None:
    assert summary(decide(make_case(facts, **vacancy))) == expected


def test_case_16_leaves_the_bar_out() -> None:
    vacancy = {"route": "new_constable", "role_class": "police_officer", "as_of": "2026-06-29"}
    decision = decide(make_case(previous(departure()), **vacancy))
    assert decision.rules == []


def test_case_19_asks_for_the_fitness_test_before_a_final_offer() -> None:
    facts = transfer(meets_day_to_day_requirements=declared(True))
    decision = decide(make_case(facts, **TRANSFEREE))
    assert decision.conditions == ("jrft",)
    assert decision.unverified == ("transfer.meets_day_to_day_requirements",)
    assert decision.missing == ()
