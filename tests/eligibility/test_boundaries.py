"""Every day around every limit, 29 February both ways."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from .helpers import (
    decide_facts,
    declared,
    departure,
    outcome_of,
    staff,
    summary,
    verified,
)


def around(day: date, reach: int = 3) -> list[date]:
    return [day + timedelta(days=n) for n in range(-reach, reach + 1)]


@pytest.mark.parametrize(
    "confirmed", [date(2026, 11, 22), date(2024, 2, 29), date(2025, 3, 1), date(2026, 1, 1)]
)
def test_probation_counts_from_the_day_of_its_confirmation(confirmed: date) -> None:
    for as_of in around(confirmed):
        decision = decide_facts(
            {"employment": staff(confirmed.isoformat())}, as_of=as_of.isoformat()
        )
        if as_of >= confirmed:
            assert summary(decision) == ("eligible", None, 1)
        else:
            assert summary(decision) == ("not_eligible", confirmed.isoformat(), None)


@pytest.mark.parametrize(
    ("start", "complete"),
    [
        ("2025-11-22", date(2026, 11, 22)),
        ("2025-03-01", date(2026, 3, 1)),
        ("2024-02-29", date(2025, 3, 1)),
        ("2024-02-28", date(2025, 2, 28)),
        ("2023-02-28", date(2024, 2, 28)),
        ("2023-03-01", date(2024, 3, 1)),
        ("2024-12-31", date(2025, 12, 31)),
    ],
)
def test_agency_service_is_complete_from_the_corresponding_date(start: str, complete: date) -> None:
    for as_of in around(complete):
        decision = decide_facts(
            {"agency": {"service_started_on": verified(start)}}, as_of=as_of.isoformat()
        )
        if as_of >= complete:
            assert summary(decision) == ("eligible", None, 1)
        else:
            assert summary(decision) == ("not_eligible", complete.isoformat(), None)


@pytest.mark.parametrize(
    ("ended", "forgotten"),
    [
        ("2025-07-31", date(2026, 8, 1)),
        ("2024-02-28", date(2025, 3, 1)),
        ("2024-02-29", date(2025, 3, 1)),
        ("2023-02-28", date(2024, 3, 1)),
        ("2025-12-31", date(2027, 1, 1)),
    ],
)
def test_an_unexplained_break_matters_for_12_months_after_it(ended: str, forgotten: date) -> None:
    for as_of in around(forgotten):
        decision = decide_facts(
            {
                "agency": {
                    "service_started_on": verified("2019-05-01"),
                    "breaks": verified([{"from": "2023-01-01", "to": ended, "reason": "other"}]),
                }
            },
            as_of=as_of.isoformat(),
        )
        assert decision.result == ("eligible" if as_of >= forgotten else "refer")


def test_the_last_of_several_unexplained_breaks_counts() -> None:
    breaks = [
        {"from": "2024-07-01", "to": "2024-07-31", "reason": "other"},
        {"from": "2026-07-01", "to": "2026-07-31", "reason": "other"},
        {"from": "2025-07-01", "to": "2025-07-31", "reason": "other"},
    ]
    facts = {"agency": {"service_started_on": verified("2019-05-01"), "breaks": verified(breaks)}}
    assert decide_facts(facts, as_of="2027-07-31").result == "refer"
    assert decide_facts(facts, as_of="2027-08-01").result == "eligible"


@pytest.mark.parametrize("reason", ["leave", "sickness", "family_leave", "jury_service"])
def test_absences_with_a_usual_reason_break_nothing(reason: str) -> None:
    facts = {
        "agency": {
            "service_started_on": verified("2025-11-22"),
            "breaks": verified([{"from": "2026-01-05", "to": "2026-11-20", "reason": reason}]),
        }
    }
    assert summary(decide_facts(facts)) == ("eligible", None, 1)


def test_too_short_service_is_not_met_whatever_the_breaks() -> None:
    facts = {
        "agency": {
            "service_started_on": verified("2026-01-10"),
            "breaks": verified([{"from": "2026-07-01", "to": "2026-07-31", "reason": "other"}]),
        }
    }
    assert summary(decide_facts(facts)) == ("not_eligible", "2027-01-10", None)


@pytest.mark.parametrize(
    ("as_of", "first"),
    [
        ("2026-11-22", date(2025, 11, 23)),
        ("2028-02-29", date(2027, 3, 1)),
        ("2025-02-28", date(2024, 2, 29)),
        ("2029-02-28", date(2028, 2, 29)),
    ],
)
def test_a_duty_counts_by_the_day_it_began(as_of: str, first: date) -> None:
    last = date.fromisoformat(as_of)
    for day in [*around(first), *around(last)]:
        facts = {"special": {"duties": verified([{"on": day.isoformat(), "minutes": 12_000}])}}
        expected = "eligible" if first <= day <= last else "not_eligible"
        assert decide_facts(facts, as_of=as_of).result == expected


@pytest.mark.parametrize(
    ("minutes", "result"),
    [
        (11_985, "not_eligible"),
        (11_999, "not_eligible"),
        (12_000, "eligible"),
        (12_001, "eligible"),
    ],
)
def test_duty_minutes_are_not_rounded(minutes: int, result: str) -> None:
    assert decide_facts({"special": {"duty_minutes": verified(minutes)}}).result == result
    split = [{"on": "2026-05-01", "minutes": minutes - 480}, {"on": "2026-05-02", "minutes": 480}]
    assert decide_facts({"special": {"duties": verified(split)}}).result == result


@pytest.mark.parametrize(
    ("duty", "training", "result"),
    [
        (12_000, 600, "eligible"),
        (11_400, 600, "refer"),
        (11_400, 599, "not_eligible"),
        (0, 12_000, "refer"),
    ],
)
def test_training_alone_can_only_refer(duty: int, training: int, result: str) -> None:
    duties = [
        {"on": "2026-05-01", "minutes": duty},
        {"on": "2026-05-02", "minutes": training, "training": True},
    ]
    assert decide_facts({"special": {"duties": verified(duties)}}).result == result


def test_somebody_prevented_from_reaching_the_hours_is_referred() -> None:
    facts = {"special": {"duty_minutes": verified(3_000), "prevented": verified(True)}}
    decision = decide_facts(facts)
    assert summary(decision) == ("refer", None, 2)
    assert decision.rules[0].facts_used == ("special.duty_minutes", "special.prevented")
    facts["special"]["prevented"] = verified(False)
    assert decide_facts(facts).result == "not_eligible"
    facts["special"] = {"duty_minutes": verified(12_000), "prevented": declared(True)}
    assert decide_facts(facts).result == "eligible"


def volunteer(**changes: Any) -> dict[str, Any]:
    facts = {
        "started_on": verified("2020-04-01"),
        "minutes_last_12_months": verified(7_200),
        "with_cadets": verified(True),
        "attendance_confirmed": verified(True, "coordinator"),
    }
    return {"volunteer": {**facts, **changes}}


@pytest.mark.parametrize(
    ("start", "complete"), [("2025-11-22", date(2026, 11, 22)), ("2024-02-29", date(2025, 3, 1))]
)
def test_volunteering_is_long_enough_from_the_corresponding_date(
    start: str, complete: date
) -> None:
    for as_of in around(complete):
        decision = decide_facts(volunteer(started_on=verified(start)), as_of=as_of.isoformat())
        if as_of >= complete:
            assert summary(decision) == ("eligible", None, 2)
        else:
            assert summary(decision) == ("not_eligible", complete.isoformat(), None)


@pytest.mark.parametrize(
    ("minutes", "result"), [(7_199, "not_eligible"), (7_200, "eligible"), (7_201, "eligible")]
)
def test_volunteering_hours_are_not_rounded(minutes: int, result: str) -> None:
    decision = decide_facts(volunteer(minutes_last_12_months=verified(minutes)))
    assert decision.result == result


@pytest.mark.parametrize(
    ("minutes", "lifetime", "result"),
    [
        (7_200, 14_400, "eligible"),
        (7_200, 14_399, "refer"),
        (7_199, 14_400, "refer"),
        (7_199, 14_399, "not_eligible"),
    ],
)
def test_the_two_averages_must_agree(minutes: int, lifetime: int, result: str) -> None:
    # 22 November 2024 to 22 November 2026 are 24 whole months, so 14,400 minutes.
    facts = volunteer(
        started_on=verified("2024-11-22"),
        minutes_last_12_months=verified(minutes),
        lifetime_minutes=verified(lifetime),
    )
    assert decide_facts(facts).result == result


def test_whole_months_change_on_the_corresponding_date() -> None:
    facts = volunteer(started_on=verified("2024-11-23"), lifetime_minutes=verified(600 * 23))
    assert decide_facts(facts, as_of="2026-11-22").result == "eligible"
    assert decide_facts(facts, as_of="2026-11-23").result == "refer"


@pytest.mark.parametrize(
    "start",
    [
        verified("2020"),
        [verified("2020-04-01"), declared("2020-05-01")],
    ],
)
def test_the_lifetime_average_is_left_out_while_the_start_is_uncertain(start: Any) -> None:
    facts = volunteer(started_on=start, lifetime_minutes=verified(0))
    assert decide_facts(facts).result == "eligible"


def test_the_lifetime_average_is_left_out_before_one_whole_month() -> None:
    facts = volunteer(started_on=verified("2026-11-01"), lifetime_minutes=verified(0))
    decision = decide_facts(facts)
    assert summary(decision) == ("not_eligible", "2027-11-01", None)
    assert "volunteer.lifetime_minutes" not in decision.rules[0].facts_used


@pytest.mark.parametrize(
    ("cadets", "attendance", "result"),
    [
        (True, verified(True, "coordinator"), "eligible"),
        (True, verified(False, "coordinator"), "not_eligible"),
        (True, declared(True), "needs_evidence"),
        (True, declared(False), "needs_evidence"),
        (True, None, "needs_evidence"),
        (True, [declared(True), verified(True)], "eligible"),
        (True, [declared(True), verified(False)], "refer"),
        (False, verified(True), "refer"),
        (False, None, "refer"),
        (None, verified(True), "needs_evidence"),
    ],
)
def test_attendance_is_decided_by_a_verified_source_alone(
    cadets: bool | None, attendance: Any, result: str
) -> None:
    facts = volunteer(with_cadets=verified(cadets), attendance_confirmed=attendance)
    assert decide_facts(facts).result == result


def test_a_failed_part_settles_the_volunteer_rule() -> None:
    facts = volunteer(
        started_on=verified("2026-11-01"),
        minutes_last_12_months=verified(100),
        with_cadets=verified(False),
    )
    assert summary(decide_facts(facts)) == ("not_eligible", None, None)


@pytest.mark.parametrize(
    ("left_on", "last_barred"),
    [
        ("2021-06-30", date(2026, 6, 30)),
        ("2024-02-29", date(2029, 2, 28)),
        ("2023-02-28", date(2028, 2, 28)),
        ("2023-03-01", date(2028, 3, 1)),
        ("2021-11-22", date(2026, 11, 22)),
    ],
)
@pytest.mark.parametrize("role_class", ["police_staff", "pcso", "ddo"])
@pytest.mark.parametrize("route", ["external_staff", "temporary"])
def test_the_bar_ends_the_day_after_the_anniversary(
    left_on: str, last_barred: date, role_class: str, route: str
) -> None:
    first_free = (last_barred + timedelta(days=1)).isoformat()
    for as_of in around(last_barred):
        decision = decide_facts(
            {"previous_met_service": [departure(left_on)]},
            as_of=as_of.isoformat(),
            role_class=role_class,
            route=route,
        )
        if as_of < last_barred:
            assert (decision.result, str(decision.eligible_from)) == ("barred", first_free)
        elif as_of == last_barred:
            assert (decision.result, decision.eligible_from) == ("refer", None)
        else:
            assert decision.result == "eligible_subject_to_evidence"


def test_the_bar_holds_on_the_day_of_leaving_and_a_later_day_is_referred() -> None:
    facts = {"previous_met_service": [departure("2026-11-22")]}
    outside = {"route": "external_staff"}
    assert decide_facts(facts, **outside).result == "barred"
    assert decide_facts(facts, as_of="2026-11-21", **outside).result == "refer"


@pytest.mark.parametrize(
    ("role_class", "route"),
    [
        ("police_officer", "new_constable"),
        ("police_officer", "transferee"),
        ("special_constable", "special_constable"),
        ("volunteer", "external_staff"),
    ],
)
def test_the_bar_is_for_police_staff_roles_alone(role_class: str, route: str) -> None:
    decision = decide_facts(
        {"previous_met_service": [departure("2026-01-31")]}, role_class=role_class, route=route
    )
    assert outcome_of(decision, "bar.early_departure") == "not_applicable"


def test_the_bar_follows_the_role_whatever_the_route() -> None:
    for route in ("internal_staff", "transferee", "new_constable", "special_constable"):
        decision = decide_facts({"previous_met_service": [departure("2026-01-31")]}, route=route)
        assert decision.result == "barred"


@pytest.mark.parametrize(
    ("scheme", "compensation", "left_on", "outcome"),
    [
        (False, True, "2026-01-31", "met"),
        (True, False, "2026-01-31", "met"),
        (False, None, None, "met"),
        (None, False, "2027-01-31", "met"),
        (None, None, "2021-11-21", "met"),
        (None, None, "2021-11-22", "needs_evidence"),
        (True, None, "2026-01-31", "needs_evidence"),
        (None, True, "2026-01-31", "needs_evidence"),
        (True, True, None, "needs_evidence"),
        (None, None, None, "needs_evidence"),
        (None, None, "2027-01-31", "refer"),
        (True, True, "2027-01-31", "refer"),
        (True, True, "2021-11-22", "refer"),
        (True, True, "2021-11-23", "not_met"),
    ],
)
def test_one_period_of_service(
    scheme: bool | None, compensation: bool | None, left_on: str | None, outcome: str
) -> None:
    decision = decide_facts(
        {"previous_met_service": [departure(left_on, scheme, compensation)]},
        route="external_staff",
    )
    assert outcome_of(decision, "bar.early_departure") == outcome


def test_the_worst_period_decides_and_the_latest_anniversary_ends_the_bar() -> None:
    outside = {"route": "external_staff"}
    clear = departure("2015-01-31")
    unknown = departure(None)
    referred = departure("2021-11-22")
    barred = departure("2023-03-31")
    barred_longer = departure("2024-05-31")

    def result(*periods: dict[str, Any]) -> tuple[str, str | None, int | None]:
        return summary(decide_facts({"previous_met_service": list(periods)}, **outside))

    assert result(clear) == ("eligible_subject_to_evidence", None, None)
    assert result(clear, unknown) == ("needs_evidence", None, None)
    assert result(unknown, referred, clear) == ("refer", None, None)
    assert result(clear, barred, referred) == ("barred", "2028-04-01", None)
    assert result(barred_longer, barred, unknown) == ("barred", "2029-06-01", None)


def test_a_departure_still_to_come_can_prolong_the_bar() -> None:
    facts = {"previous_met_service": [departure("2022-03-31"), departure("2027-01-31")]}
    decision = decide_facts(facts, route="external_staff")
    assert summary(decision) == ("barred", "2032-02-01", None)
