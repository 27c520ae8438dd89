"""How rules combine: truth tables, order of results, what a result rests on, tiers, dates."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from eligibility.outcomes import MET, NEEDS_EVIDENCE, NOT_MET, REFER, all_of, any_of
from eligibility.vacancies import ROLE_CLASSES, ROUTES

from .helpers import decide_facts, declared, departure, staff, summary, verified

AND_TABLE = {
    (MET, MET): MET,
    (MET, NEEDS_EVIDENCE): NEEDS_EVIDENCE,
    (MET, REFER): REFER,
    (MET, NOT_MET): NOT_MET,
    (NEEDS_EVIDENCE, NEEDS_EVIDENCE): NEEDS_EVIDENCE,
    (NEEDS_EVIDENCE, REFER): REFER,
    (NEEDS_EVIDENCE, NOT_MET): NOT_MET,
    (REFER, REFER): REFER,
    (REFER, NOT_MET): NOT_MET,
    (NOT_MET, NOT_MET): NOT_MET,
}
OR_TABLE = {
    (MET, MET): MET,
    (MET, NEEDS_EVIDENCE): MET,
    (MET, REFER): MET,
    (MET, NOT_MET): MET,
    (NEEDS_EVIDENCE, NEEDS_EVIDENCE): NEEDS_EVIDENCE,
    (NEEDS_EVIDENCE, REFER): REFER,
    (NEEDS_EVIDENCE, NOT_MET): NEEDS_EVIDENCE,
    (REFER, REFER): REFER,
    (REFER, NOT_MET): REFER,
    (NOT_MET, NOT_MET): NOT_MET,
}
CONFIRMED = {"employment": staff()}
FAILING = {"employment": staff("not_confirmed")}
LICENCE = {"code": "licence", "operator": "is_true", "value": True}
HELD = {"code": "held", "operator": "held_for_months", "value": 12}


@pytest.mark.parametrize(("pair", "expected"), AND_TABLE.items())
def test_and(pair: tuple[Any, Any], expected: str) -> None:
    assert all_of(pair) == all_of(pair[::-1]) == expected


@pytest.mark.parametrize(("pair", "expected"), OR_TABLE.items())
def test_or(pair: tuple[Any, Any], expected: str) -> None:
    assert any_of(pair) == any_of(pair[::-1]) == expected


def test_of_nothing() -> None:
    assert all_of([]) == MET
    assert any_of([]) == NOT_MET


def test_nobody_internal_is_not_eligible_internally() -> None:
    decision = decide_facts({})
    assert summary(decision) == ("not_eligible", None, None)
    assert [rule.rule for rule in decision.rules] == ["bar.early_departure"]


@pytest.mark.parametrize("route", [route for route in ROUTES if route != "internal_staff"])
def test_internal_conditions_count_on_the_internal_route_alone(route: str) -> None:
    decision = decide_facts(FAILING, route=route, role_class="police_officer")
    assert "internal.employee" not in [rule.rule for rule in decision.rules]
    assert decision.tier is None


def test_the_bar_comes_before_a_failed_formula() -> None:
    barred = {"previous_met_service": [departure("2026-01-31")]}
    decision = decide_facts({**FAILING, **barred})
    assert summary(decision) == ("barred", None, None)
    assert decision.missing == ()
    assert decision.unverified == (
        "previous_met_service[0].left_on",
        "previous_met_service[0].early_departure_scheme",
        "previous_met_service[0].compensation",
    )


@pytest.mark.parametrize(
    ("licence", "previous", "result"),
    [
        (verified(False), None, "not_eligible"),
        (None, [departure("2021-11-22")], "refer"),
        (None, verified("none"), "needs_evidence"),
        (verified(True), None, "needs_evidence"),
        (True, verified("none"), "eligible_subject_to_evidence"),
        (verified(True), verified("none"), "eligible"),
    ],
)
def test_the_order_of_results(licence: Any, previous: Any, result: str) -> None:
    facts = {**CONFIRMED, "answers": {"licence": licence}, "previous_met_service": previous}
    assert decide_facts(facts, criteria=[LICENCE]).result == result


def test_an_open_bar_is_still_asked_about_when_the_formula_fails() -> None:
    decision = decide_facts({**FAILING, "previous_met_service": None})
    assert decision.result == "not_eligible"
    assert decision.missing == ("previous_met_service",)
    failed = decide_facts({**FAILING, "answers": {}}, criteria=[LICENCE])
    assert failed.missing == ()


def test_the_condition_with_the_fewest_declared_facts_counts() -> None:
    declared_staff = {"kind": "police_staff", "probation_confirmed_on": "2024-05-01"}
    verified_special = {"duty_minutes": verified(13_000)}
    decision = decide_facts({"employment": declared_staff, "special": verified_special})
    assert summary(decision) == ("eligible", None, 1)
    assert decision.unverified == ()
    alone = decide_facts({"employment": declared_staff})
    assert alone.unverified == ("employment.probation_confirmed_on",)


def test_of_two_equally_declared_conditions_the_first_counts() -> None:
    decision = decide_facts(
        {
            "agency": {"service_started_on": "2020-01-01"},
            "special": {"duty_minutes": 13_000},
        }
    )
    assert decision.result == "eligible_subject_to_evidence"
    assert decision.unverified == ("agency.service_started_on",)


def test_verified_duties_that_suffice_need_no_declared_ones() -> None:
    enough = {"on": verified("2026-05-01"), "minutes": verified(12_000)}
    more = {"on": "2026-06-01", "minutes": 300}
    assert decide_facts({"special": {"duties": [enough, more]}}).result == "eligible"
    short = {"on": verified("2026-05-01"), "minutes": verified(11_900)}
    decision = decide_facts({"special": {"duties": [short, more]}})
    assert decision.result == "eligible_subject_to_evidence"
    assert decision.unverified == ("special.duties",)


def test_a_met_condition_leaves_the_others_unasked() -> None:
    decision = decide_facts({**CONFIRMED, "agency": {}, "volunteer": {}})
    assert summary(decision) == ("eligible", None, 1)
    assert decision.missing == ()
    assert [rule.outcome for rule in decision.rules[:3]] == [MET, NEEDS_EVIDENCE, NEEDS_EVIDENCE]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {"employment": staff("2027-03-01"), "agency": {"service_started_on": "2026-02-01"}},
            "2027-02-01",
        ),
        (
            {**FAILING, "agency": {"service_started_on": "2026-02-01"}},
            "2027-02-01",
        ),
        ({**FAILING, "special": {"duty_minutes": 10}}, None),
    ],
)
def test_an_or_is_possible_from_the_earliest_of_its_members(
    facts: dict[str, Any], expected: str | None
) -> None:
    assert summary(decide_facts(facts)) == ("not_eligible", expected, None)


@pytest.mark.parametrize(
    ("held", "licence", "expected"),
    [
        ("2026-05-01", True, "2027-05-01"),
        ("2026-01-05", True, "2027-02-01"),
        ("2026-05-01", False, None),
    ],
)
def test_an_and_is_possible_from_the_latest_of_the_failing_parts(
    held: str, licence: bool, expected: str | None
) -> None:
    facts = {
        "agency": {"service_started_on": "2026-02-01"},
        "answers": {"held": held, "licence": licence},
    }
    decision = decide_facts(facts, criteria=[HELD, LICENCE])
    assert summary(decision) == ("not_eligible", expected, None)


def test_of_several_dates_the_latest_counts() -> None:
    several = [declared("2026-03-01"), verified("2026-02-01")]
    decision = decide_facts({"agency": {"service_started_on": several}})
    assert summary(decision) == ("not_eligible", "2027-03-01", None)
    partial = decide_facts({"agency": {"service_started_on": verified("2026-02")}})
    assert summary(partial) == ("not_eligible", "2027-02-28", None)
    confirmed = [declared("not_confirmed"), verified("2026-12-01")]
    mixed = decide_facts(
        {"employment": staff()} | {"employment": {"probation_confirmed_on": confirmed}}
    )
    assert summary(mixed) == ("not_eligible", None, None)


@pytest.mark.parametrize(
    ("value", "result"),
    [
        (verified("2026"), "needs_evidence"),
        (verified("2026-11"), "needs_evidence"),
        (verified("2026-10"), "eligible"),
        (verified("2027"), "not_eligible"),
        ([verified("2026-11-22"), declared("2026-11-23")], "refer"),
        ([verified("2026-11-22"), declared("2025-11-23")], "eligible"),
        ([verified("2025"), declared("2026")], "refer"),
        ([verified("2026"), declared("2026-11")], "needs_evidence"),
        ([verified("2025-01-01"), declared("not_confirmed")], "refer"),
    ],
)
def test_partial_and_differing_dates(value: Any, result: str) -> None:
    assert decide_facts({"employment": {"probation_confirmed_on": value}}).result == result


@pytest.mark.parametrize(
    ("facts", "tier"),
    [
        ({"employment": staff(kind="police_staff")}, 1),
        ({"employment": staff(kind="pcso")}, 1),
        ({"employment": staff(kind="ddo")}, 1),
        ({"employment": staff(kind="police_officer")}, 2),
        ({"employment": {"probation_confirmed_on": verified("2024-05-01")}}, 2),
        ({"agency": {"service_started_on": verified("2020-01-01")}}, 1),
        ({"agency": {}}, 1),
        ({"special": {"duty_minutes": 12_000}}, 2),
        ({"special": {}}, 2),
        ({"volunteer": {}}, 2),
        ({"employment": staff(), "special": {"duty_minutes": 12_000}}, 1),
        ({**FAILING, "special": {"duty_minutes": 12_000}}, 2),
        (FAILING, None),
        (
            {
                "employment": staff(kind="police_officer"),
                "agency": {"service_started_on": "2020-01-01"},
            },
            1,
        ),
        (
            {
                "employment": {
                    "kind": [declared("police_staff"), verified("police_officer")],
                    "probation_confirmed_on": verified("2024-05-01"),
                }
            },
            2,
        ),
        ({}, None),
    ],
)
def test_tier(facts: dict[str, Any], tier: int | None) -> None:
    assert decide_facts(facts).tier == tier


@pytest.mark.parametrize("role_class", ROLE_CLASSES)
def test_tiers_are_for_staff_roles(role_class: str) -> None:
    expected = 1 if role_class in ("police_staff", "pcso", "ddo") else None
    assert decide_facts(CONFIRMED, role_class=role_class).tier == expected


@pytest.mark.parametrize("role_class", ROLE_CLASSES)
@pytest.mark.parametrize("route", ROUTES)
def test_conditions_follow_the_role(route: str, role_class: str) -> None:
    fitness = role_class in ("police_officer", "pcso", "ddo", "special_constable")
    decision = decide_facts(CONFIRMED, route=route, role_class=role_class)
    assert decision.conditions == (("jrft",) if fitness else ())


def test_rules_are_listed_in_the_order_of_the_specification() -> None:
    facts = {
        **CONFIRMED,
        "agency": {},
        "special": {},
        "volunteer": {},
        "transfer": {},
        "previous_met_service": None,
        "answers": {"held": "2020-01-01"},
    }
    decision = decide_facts(facts, criteria=[LICENCE, HELD])
    assert [rule.rule for rule in decision.rules] == [
        "internal.employee",
        "internal.agency",
        "internal.special",
        "internal.volunteer",
        "bar.early_departure",
        "criterion.licence",
        "criterion.held",
    ]
    decision = decide_facts(facts, criteria=[HELD], route="transferee")
    assert [rule.rule for rule in decision.rules] == [
        "bar.early_departure",
        "transferee",
        "criterion.held",
    ]


def test_every_route_and_role_is_decided() -> None:
    results = {
        (route, role): decide_facts(CONFIRMED, route=route, role_class=role).result
        for route, role in product(ROUTES, ROLE_CLASSES)
    }
    assert {pair for pair, result in results.items() if result != "eligible"} == {
        ("transferee", role) for role in ROLE_CLASSES
    }


def test_two_duty_figures_that_disagree_are_referred() -> None:
    duties = [{"on": "2026-05-01", "minutes": 12_000}]
    facts = {"special": {"duties": verified(duties), "duty_minutes": declared(11_000)}}
    assert summary(decide_facts(facts)) == ("refer", None, 2)
    facts["special"]["duty_minutes"] = declared(12_500)
    assert decide_facts(facts).result == "eligible"


@pytest.mark.parametrize(
    ("duty", "result", "missing"),
    [
        ({"on": None, "minutes": 600}, "needs_evidence", ("special.duties[0].on",)),
        ({"on": "2025-11", "minutes": 600}, "needs_evidence", ("special.duties[0].on",)),
        ({"on": "2025-10", "minutes": 600}, "not_eligible", ()),
        ({"on": "2026-10", "minutes": 600}, "eligible", ()),
        ({"on": None, "minutes": 599}, "not_eligible", ()),
        ({"on": "2026-10-01", "minutes": None}, "needs_evidence", ("special.duties[0].minutes",)),
        ({"on": "2025-10-01", "minutes": None}, "not_eligible", ()),
        (
            {"on": "2026-10-01", "minutes": 600, "training": None},
            "needs_evidence",
            ("special.duties[0].training",),
        ),
        (
            {"on": "2026-10-01", "minutes": 600, "training": [declared(True), verified(False)]},
            "refer",
            (),
        ),
        ({"on": [declared("2025-10-01"), verified("2026-10-01")], "minutes": 600}, "refer", ()),
        ({"on": "2026-10-01", "minutes": [declared(600), verified(590)]}, "refer", ()),
        ({"on": "2026-10-01", "minutes": [declared(600), verified(660)]}, "eligible", ()),
    ],
)
def test_uncertain_duties(duty: dict[str, Any], result: str, missing: tuple[str, ...]) -> None:
    sure = {"on": "2026-05-01", "minutes": 11_400}
    decision = decide_facts({"special": {"duties": verified([duty, sure])}})
    assert (decision.result, decision.missing) == (result, missing)


@pytest.mark.parametrize(
    ("one", "result", "missing"),
    [
        ({"to": "2026-07-31", "reason": None}, "needs_evidence", ("agency.breaks[0].reason",)),
        ({"to": None, "reason": "other"}, "needs_evidence", ("agency.breaks[0].to",)),
        ({"to": "2025", "reason": "other"}, "needs_evidence", ("agency.breaks[0].to",)),
        ({"to": "2024", "reason": "other"}, "eligible", ()),
        ({"to": "2024", "reason": None}, "eligible", ()),
        ({"to": None, "reason": "leave"}, "eligible", ()),
        ({"to": "2026-07-31", "reason": [declared("leave"), verified("other")]}, "refer", ()),
        ({"to": "2026-07-31", "reason": [declared("leave"), verified("sickness")]}, "eligible", ()),
        ({"to": "2027-01-31", "reason": "other"}, "refer", ()),
    ],
)
def test_uncertain_breaks(one: dict[str, Any], result: str, missing: tuple[str, ...]) -> None:
    facts = {"agency": {"service_started_on": verified("2020-01-01"), "breaks": verified([one])}}
    decision = decide_facts(facts)
    assert (decision.result, decision.missing) == (result, missing)


def test_lists_of_breaks_that_differ_are_referred() -> None:
    gap = [{"from": "2026-07-01", "to": "2026-07-31", "reason": "other"}]
    facts = {
        "agency": {
            "service_started_on": verified("2020-01-01"),
            "breaks": [declared([]), verified(gap)],
        }
    }
    assert summary(decide_facts(facts)) == ("refer", None, 1)


def test_differing_accounts_of_earlier_service_are_referred() -> None:
    barred = [departure("2026-01-31")]
    outside = {"route": "external_staff"}
    facts = {"previous_met_service": [declared("none"), verified(barred)]}
    assert decide_facts(facts, **outside).result == "refer"
    longer = [departure("2026-03-31")]
    facts = {"previous_met_service": [declared(barred), verified(longer)]}
    assert summary(decide_facts(facts, **outside)) == ("barred", "2031-04-01", None)
