"""The cases of the domain report, by their number there, that are questions of eligibility."""

from __future__ import annotations

from typing import Any

import pytest

from .helpers import decide_facts, declared, departure, outcome_of, staff, verified

OFFICER = {"employment": staff("2024-05-01", "police_officer")}
OUTSIDE = {"route": "external_staff"}
TRANSFEREE = {"route": "transferee", "role_class": "police_officer"}


def agency(start: str, *breaks: dict[str, Any]) -> dict[str, Any]:
    return {"agency": {"service_started_on": verified(start), "breaks": verified(list(breaks))}}


def duty_hours(hours: float, source: str = "hr_record") -> dict[str, Any]:
    return {"special": {"duty_minutes": {"value": round(hours * 60), "source": source}}}


def volunteer(minutes: int, *, cadets: bool = True, attended: Any = None) -> dict[str, Any]:
    return {
        "volunteer": {
            "started_on": verified("2025-11-22"),
            "minutes_last_12_months": verified(minutes),
            "with_cadets": verified(cadets),
            "attendance_confirmed": attended or verified(True, "coordinator"),
        }
    }


def left(*periods: dict[str, Any]) -> dict[str, Any]:
    return {"previous_met_service": [verified_period(period) for period in periods]}


def verified_period(period: dict[str, Any]) -> dict[str, Any]:
    return {key: verified(value) for key, value in period.items()}


def transfer(**changes: Any) -> dict[str, Any]:
    facts = {
        "serving": True,
        "force_kind": "home_office",
        "rank": "constable",
        "probation_confirmed_on": "2022-03-14",
        "probation_with_current_force": True,
        "meets_day_to_day_requirements": True,
    }
    return {"transfer": {key: verified(value) for key, value in {**facts, **changes}.items()}}


LIFETIME_14_HOURS = {
    "volunteer": {
        "started_on": verified("2024-11-22"),
        "minutes_last_12_months": verified(7_199),
        "lifetime_minutes": verified(24 * 14 * 60),
        "with_cadets": verified(True),
        "attendance_confirmed": verified(True, "coordinator"),
    }
}
WINDOW_EDGE = {
    "special": {
        "duties": verified(
            [{"on": "2025-11-22", "minutes": 720}, {"on": "2026-03-01", "minutes": 11_880}]
        )
    }
}
JOINED_LATELY = {"special": {"duties": verified([{"on": "2026-07-01", "minutes": 12_300}])}}
GAP = {"from": "2026-03-01", "to": "2026-04-04", "reason": "other"}
TEN_IN_A_ROW = [departure("2019-03-31"), departure("2023-03-31")]

GOLDEN: list[tuple[str, dict[str, Any], dict[str, Any], str, str]] = [
    ("1", {"employment": staff("2026-11-22")}, {}, "internal.employee", "met"),
    ("2", {"employment": staff("2026-11-23")}, {}, "internal.employee", "not_met"),
    ("3", {"employment": staff(None)}, {}, "internal.employee", "needs_evidence"),
    (
        "4",
        {"employment": staff("not_confirmed", "police_officer")},
        {},
        "internal.employee",
        "not_met",
    ),
    ("5", OFFICER, {}, "internal.employee", "met"),
    ("6", agency("2025-11-22"), {}, "internal.agency", "met"),
    ("7", agency("2025-11-23"), {}, "internal.agency", "not_met"),
    ("8a", agency("2024-02-29"), {"as_of": "2025-02-28"}, "internal.agency", "not_met"),
    ("8b", agency("2024-02-29"), {"as_of": "2025-03-01"}, "internal.agency", "met"),
    ("9", agency("2025-09-22"), {}, "internal.agency", "met"),
    ("10", agency("2023-01-09", GAP), {}, "internal.agency", "refer"),
    ("11", {}, {}, "internal.agency", "not_applicable"),
    ("12", duty_hours(200), {}, "internal.special", "met"),
    ("13", duty_hours(199.75), {}, "internal.special", "not_met"),
    ("14", WINDOW_EDGE, {}, "internal.special", "not_met"),
    ("15", JOINED_LATELY, {}, "internal.special", "met"),
    ("17", {}, {}, "internal.special", "not_applicable"),
    ("18", volunteer(7_200), {}, "internal.volunteer", "met"),
    ("19", LIFETIME_14_HOURS, {}, "internal.volunteer", "refer"),
    ("20", volunteer(9_000, cadets=False), {}, "internal.volunteer", "refer"),
    (
        "21",
        volunteer(9_000, attended=declared(True)),
        {},
        "internal.volunteer",
        "needs_evidence",
    ),
    ("24", left(departure()), {**OUTSIDE, "as_of": "2026-06-29"}, "bar.early_departure", "not_met"),
    ("25", left(departure()), {**OUTSIDE, "as_of": "2026-06-30"}, "bar.early_departure", "refer"),
    ("26", left(departure()), {**OUTSIDE, "as_of": "2026-07-01"}, "bar.early_departure", "met"),
    (
        "27a",
        left(departure("2024-02-29")),
        {**OUTSIDE, "as_of": "2029-02-28"},
        "bar.early_departure",
        "refer",
    ),
    (
        "27b",
        left(departure("2024-02-29")),
        {**OUTSIDE, "as_of": "2029-03-01"},
        "bar.early_departure",
        "met",
    ),
    (
        "28",
        left(departure("2024-02-29", True, None)),
        OUTSIDE,
        "bar.early_departure",
        "needs_evidence",
    ),
    ("29", left(departure("2024-02-29", True, False)), OUTSIDE, "bar.early_departure", "met"),
    ("30", left(departure("2024-02-29", False, False)), OUTSIDE, "bar.early_departure", "met"),
    (
        "31",
        left(departure("2021-06")),
        {**OUTSIDE, "as_of": "2026-06-10"},
        "bar.early_departure",
        "needs_evidence",
    ),
    (
        "32",
        left(departure("2021-06")),
        {**OUTSIDE, "as_of": "2026-07-02"},
        "bar.early_departure",
        "met",
    ),
    (
        "33",
        left(departure("2026-01-31")),
        {"route": "special_constable", "role_class": "special_constable"},
        "bar.early_departure",
        "not_applicable",
    ),
    (
        "34 pcso",
        left(departure("2026-01-31")),
        {**OUTSIDE, "role_class": "pcso"},
        "bar.early_departure",
        "not_met",
    ),
    (
        "34 ddo",
        left(departure("2026-01-31")),
        {**OUTSIDE, "role_class": "ddo"},
        "bar.early_departure",
        "not_met",
    ),
    (
        "34 temporary",
        left(departure("2026-01-31")),
        {"route": "temporary"},
        "bar.early_departure",
        "not_met",
    ),
    ("35", left(*TEN_IN_A_ROW), OUTSIDE, "bar.early_departure", "not_met"),
    # 29 June 2026, 23:30 UTC is 30 June in London, and the London date is what the case holds.
    ("36", left(departure()), {**OUTSIDE, "as_of": "2026-06-30"}, "bar.early_departure", "refer"),
    ("37", transfer(force_kind="other"), TRANSFEREE, "transferee", "refer"),
    ("38", transfer(probation_with_current_force=False), TRANSFEREE, "transferee", "refer"),
    ("39", transfer(probation_confirmed_on="2026-11-22"), TRANSFEREE, "transferee", "met"),
    ("40", transfer(rank="sergeant_or_above"), TRANSFEREE, "transferee", "refer"),
]


@pytest.mark.parametrize(
    ("facts", "vacancy", "rule", "outcome"),
    [case[1:] for case in GOLDEN],
    ids=[case[0] for case in GOLDEN],
)
def test_golden_case(
    facts: dict[str, Any], vacancy: dict[str, Any], rule: str, outcome: str
) -> None:
    assert outcome_of(decide_facts(facts, **vacancy), rule) == outcome


def test_golden_16_a_declared_number_is_accepted_and_checked_later() -> None:
    decision = decide_facts(duty_hours(240, "declared"))
    assert decision.result == "eligible_subject_to_evidence"


def test_golden_22_one_condition_is_enough() -> None:
    decision = decide_facts({**agency("2026-08-22"), **duty_hours(210)})
    assert (decision.result, decision.tier) == ("eligible", 2)


def test_golden_23_a_failed_criterion_stops_before_submission() -> None:
    criterion = {"code": "clearance", "operator": "one_of", "value": ["SC", "DV"]}
    facts = {"employment": staff(), "answers": {"clearance": "CTC"}}
    decision = decide_facts(facts, criteria=[criterion])
    assert decision.result == "not_eligible"
    assert "ask us to check" in decision.rules[-1].text


def test_golden_35_the_later_departure_governs() -> None:
    decision = decide_facts(left(*TEN_IN_A_ROW), **OUTSIDE)
    assert str(decision.eligible_from) == "2028-04-01"


def test_golden_43_to_46_tiers_and_conditions() -> None:
    both = {"employment": staff(), **duty_hours(210)}
    assert decide_facts(both).tier == 1
    assert decide_facts(OFFICER, role_class="police_officer").tier is None
    assert decide_facts(both).conditions == ()
    assert decide_facts(both, role_class="ddo").conditions == ("jrft",)


def test_golden_49_conflicting_dates_of_leaving() -> None:
    period = {
        "left_on": [declared("2021-06-30"), verified("2020-06-30")],
        "early_departure_scheme": verified(True),
        "compensation": verified(True),
    }
    decision = decide_facts({"previous_met_service": [period]}, as_of="2026-06-29", **OUTSIDE)
    assert decision.result == "refer"


def test_golden_50_the_closing_date_does_not_help() -> None:
    decision = decide_facts(agency("2025-12-01"), closes_on="2026-12-09")
    assert (decision.result, str(decision.eligible_from)) == ("not_eligible", "2026-12-01")
    assert decision.rules[0].text == (
        "Your continuous service started on 1 December 2025, which is less than 12 months. "
        "You will meet this condition from 1 December 2026."
    )
