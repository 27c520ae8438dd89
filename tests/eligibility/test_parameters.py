"""Dated values: what the loader refuses, and how a new value changes a rule from its day on."""

from __future__ import annotations

from typing import Any

import pytest

from eligibility import (
    FactError,
    ParameterBook,
    ParameterError,
    Rulebook,
    decide,
    load_entries,
    rules_catalogue,
)

from .helpers import make_case, summary, verified

NAME = "internal.special.min_duty_minutes"
NEW_VALUE = {
    "value": 15_000,
    "valid_from": "2027-04-01",
    "document": "internal-vacancies",
    "quote": "at least 200 duty hours",
    "reason": "A change made up for this test.",
    "decided_on": "2027-01-15",
    "decided_by": "The tests",
}
SPECIAL = {"special": {"duty_minutes": verified(12_000)}}


def entries_with(*values: dict[str, Any], name: str = NAME) -> dict[str, Any]:
    """The real entries with further values of one parameter."""
    entries = load_entries()
    entries[name]["values"].extend(values)
    return entries


def rulebook_with(*values: dict[str, Any], name: str = NAME) -> Rulebook:
    return Rulebook(ParameterBook(entries_with(*values, name=name)))


@pytest.mark.parametrize(
    ("as_of", "result", "ruleset"),
    [
        ("2026-11-22", "eligible", "2026-11-22"),
        ("2027-03-31", "eligible", "2026-11-22"),
        ("2027-04-01", "not_eligible", "2027-04-01"),
        ("2031-01-01", "not_eligible", "2027-04-01"),
    ],
)
def test_one_more_entry_changes_the_rule_from_its_day(
    as_of: str, result: str, ruleset: str
) -> None:
    decision = decide(make_case(SPECIAL, as_of=as_of), rulebook=rulebook_with(NEW_VALUE))
    assert (decision.result, decision.ruleset) == (result, ruleset)
    figure = 15_000 if as_of >= "2027-04-01" else 12_000
    assert decision.rules[0].as_dict()["parameters"] == {
        "min_duty_minutes": figure,
        "window_years": 1,
        "training_counts": False,
    }
    hours = "250 hours" if as_of >= "2027-04-01" else "200 hours"
    assert f"at least {hours}" in decision.rules[0].text


def test_the_rules_in_force_have_one_ruleset() -> None:
    for as_of in ("1900-01-01", "2019-06-30", "2026-11-22", "2199-12-31"):
        assert decide(make_case(SPECIAL, as_of=as_of)).ruleset == "2026-11-22"


def test_the_ruleset_of_a_correction_of_the_past_is_the_day_it_was_decided() -> None:
    rulebook = rulebook_with(
        {**NEW_VALUE, "valid_from": "2020-01-01", "valid_to": "2020-12-31"},
        {**NEW_VALUE, "value": 12_000, "valid_from": "2021-01-01", "decided_on": "2026-11-22"},
    )
    names = [
        decide(make_case(SPECIAL, as_of=day), rulebook=rulebook).ruleset
        for day in ("2019-12-31", "2020-01-01", "2020-12-31", "2021-01-01")
    ]
    assert names == ["2026-11-22", "2027-01-15", "2027-01-15", "2026-11-22"]


def test_different_rulesets_may_not_share_a_name() -> None:
    same_day = {**NEW_VALUE, "valid_from": "2020-01-01", "decided_on": "2026-11-22"}
    with pytest.raises(ParameterError) as error:
        rulebook_with(same_day)
    assert str(error.value) == "two rulesets with different values are named 2026-11-22"


def test_after_the_last_value_no_other_period_is_used() -> None:
    rulebook = rulebook_with({**NEW_VALUE, "valid_to": "2027-12-31"})
    case = make_case(SPECIAL, as_of="2027-12-31")
    assert summary(decide(case, rulebook=rulebook)) == ("not_eligible", None, None)
    with pytest.raises(FactError) as error:
        decide(make_case(SPECIAL, as_of="2028-01-01"), rulebook=rulebook)
    assert (error.value.path, error.value.message) == (
        "as_of",
        "no rules are laid down for 1 January 2028",
    )


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            [
                {**NEW_VALUE, "valid_to": "2027-12-31"},
                {**NEW_VALUE, "valid_from": "2028-02-01"},
            ],
            f"{NAME}: no value from 2028-01-01 to 2028-01-31",
        ),
        (
            [
                {**NEW_VALUE, "valid_to": "2028-12-31"},
                {**NEW_VALUE, "valid_from": "2028-12-31"},
            ],
            f"{NAME}: two values overlap on 2028-12-31",
        ),
        ([NEW_VALUE, NEW_VALUE], f"{NAME}: two values begin on 2027-04-01"),
        (
            [{**NEW_VALUE, "valid_to": "2027-03-31"}],
            f"{NAME}, value 2: valid_to is before valid_from",
        ),
        ([{**NEW_VALUE, "document": ""}], f"{NAME}, value 2: document is missing"),
        ([{**NEW_VALUE, "quote": "  "}], f"{NAME}, value 2: quote is missing"),
        ([{**NEW_VALUE, "reason": None}], f"{NAME}, value 2: reason is missing"),
        ([{**NEW_VALUE, "decided_by": 7}], f"{NAME}, value 2: decided_by is missing"),
        (
            [{**NEW_VALUE, "decided_on": None}],
            f"{NAME}, value 2: decided_on is missing or not a date",
        ),
        (
            [{**NEW_VALUE, "valid_from": "2027"}],
            f"{NAME}, value 2: valid_from is missing or not a date",
        ),
        (
            [{**NEW_VALUE, "valid_from": "2200-01-01"}],
            f"{NAME}, value 2: valid_from is outside the years 1900 to 2199",
        ),
        ([{**NEW_VALUE, "sauce": "x"}], f"{NAME}, value 2: sauce is not a known key"),
        ([{**NEW_VALUE, "value": "15000"}], f"{NAME}: '15000' is not a possible value"),
        ([{**NEW_VALUE, "value": True}], f"{NAME}: True is not a possible value"),
        ([{**NEW_VALUE, "value": 0}], f"{NAME}: 0 is not a possible value"),
    ],
)
def test_the_loader_refuses(values: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(ParameterError) as error:
        ParameterBook(entries_with(*values))
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("bar.early_departure.on_the_anniversary", "barred"),
        ("bar.early_departure.role_classes", ["police_staff", "vicar"]),
        ("bar.early_departure.role_classes", "police_staff"),
        ("internal.special.training_counts", 0),
        ("transferee.when_requirements_not_met", "not_met"),
    ],
)
def test_the_loader_refuses_an_impossible_value(name: str, value: object) -> None:
    with pytest.raises(ParameterError) as error:
        ParameterBook(entries_with({**NEW_VALUE, "value": value}, name=name))
    assert str(error.value) == f"{name}: {value!r} is not a possible value"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"values": []}, f"{NAME}: has no values"),
        ({"kind": "colour"}, f"{NAME}: colour is not a known kind"),
        ({"default": 1}, f"{NAME}: default is not a known key"),
        (
            {"values": [NEW_VALUE]},
            f"{NAME}: the first value must hold from 1900-01-01",
        ),
    ],
)
def test_the_loader_refuses_an_unusable_parameter(change: dict[str, Any], message: str) -> None:
    entries = load_entries()
    entries[NAME] = {**entries[NAME], **change}
    with pytest.raises(ParameterError) as error:
        ParameterBook(entries)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("name", "value", "facts", "vacancy", "expected"),
    [
        (
            "bar.early_departure.on_the_anniversary",
            "not_met",
            {"previous_met_service": [{"left_on": "2022-06-30"} | {}]},
            {},
            "2027-07-01",
        ),
        (
            "bar.early_departure.on_the_anniversary",
            "met",
            {"previous_met_service": [{"left_on": "2022-07-01"} | {}]},
            {},
            "2027-07-01",
        ),
    ],
)
def test_the_other_readings_of_the_anniversary(
    name: str, value: str, facts: dict[str, Any], vacancy: dict[str, Any], expected: str
) -> None:
    facts["previous_met_service"][0] |= {"early_departure_scheme": True, "compensation": True}
    rulebook = rulebook_with({**NEW_VALUE, "value": value}, name=name)
    case = make_case(facts, as_of="2027-06-30", route="external_staff", **vacancy)
    assert summary(decide(case, rulebook=rulebook)) == ("barred", expected, None)
    case["as_of"] = "2027-07-01"
    assert decide(case, rulebook=rulebook).result == "eligible_subject_to_evidence"


@pytest.mark.parametrize(
    ("name", "value", "before", "after"),
    [
        ("internal.special.training_counts", True, "refer", "eligible"),
        ("internal.special.window_years", 2, "refer", "eligible"),
    ],
)
def test_open_choices_can_be_decided_otherwise(
    name: str, value: object, before: str, after: str
) -> None:
    duties = [
        {"on": "2027-05-01", "minutes": 11_000},
        {"on": "2027-05-02", "minutes": 1_000, "training": True},
        {"on": "2026-05-01", "minutes": 1_000},
    ]
    case = make_case({"special": {"duties": verified(duties)}}, as_of="2027-06-30")
    assert decide(case).result == before
    assert decide(
        case, rulebook=rulebook_with({**NEW_VALUE, "value": value}, name=name)
    ).result == (after)


def test_volunteers_without_cadets_can_be_decided_otherwise() -> None:
    facts = {
        "volunteer": {
            "started_on": verified("2020-04-01"),
            "minutes_last_12_months": verified(9_000),
            "with_cadets": verified(False),
        }
    }
    name = "internal.volunteer.when_not_with_cadets"
    rulebook = rulebook_with({**NEW_VALUE, "value": "not_met"}, name=name)
    decision = decide(make_case(facts, as_of="2027-04-01"), rulebook=rulebook)
    assert decision.result == "not_eligible"
    assert "You will meet this when" in decision.rules[0].text


def test_every_value_has_its_source_reason_and_day() -> None:
    book = ParameterBook(load_entries())
    assert len(book.parameters) == 19
    for parameter in book.parameters.values():
        for dated in parameter.values:
            assert dated.decided_on.isoformat() == "2026-11-22"
            assert all((dated.document, dated.quote, dated.reason, dated.decided_by))


def test_every_parameter_is_used_by_a_rule_or_by_the_order() -> None:
    catalogue = rules_catalogue()
    of_rules = [each["name"] for rule in catalogue["rules"] for each in rule["parameters"]]
    general = [each["name"] for each in catalogue["parameters"]]
    assert general == ["tier.role_classes", "tier.first", "conditions.jrft_role_classes"]
    assert sorted(of_rules + general) == sorted(load_entries())
