"""The transferee rule, part by part."""

from __future__ import annotations

from typing import Any

import pytest

from eligibility import Decision

from .helpers import decide_facts, declared, outcome_of, summary, verified

IN_ORDER: dict[str, Any] = {
    "serving": verified(True),
    "force_kind": verified("home_office"),
    "rank": verified("constable"),
    "probation_confirmed_on": verified("2022-03-14"),
    "probation_with_current_force": verified(True),
    "meets_day_to_day_requirements": verified(True, "line_manager"),
}


def transferee(facts: dict[str, Any] | None) -> Decision:
    return decide_facts({"transfer": facts}, route="transferee", role_class="police_officer")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ("eligible", None, None)),
        ({"serving": verified(False)}, ("not_eligible", None, None)),
        ({"serving": None}, ("needs_evidence", None, None)),
        ({"force_kind": verified("other")}, ("refer", None, None)),
        ({"force_kind": None}, ("needs_evidence", None, None)),
        ({"rank": verified("sergeant_or_above")}, ("refer", None, None)),
        ({"rank": None}, ("needs_evidence", None, None)),
        ({"probation_confirmed_on": verified("2026-11-22")}, ("eligible", None, None)),
        (
            {"probation_confirmed_on": verified("2026-11-23")},
            ("not_eligible", "2026-11-23", None),
        ),
        ({"probation_confirmed_on": verified("not_confirmed")}, ("not_eligible", None, None)),
        ({"probation_confirmed_on": verified("2026-11")}, ("needs_evidence", None, None)),
        ({"probation_confirmed_on": None}, ("needs_evidence", None, None)),
        ({"probation_with_current_force": verified(False)}, ("refer", None, None)),
        ({"probation_with_current_force": None}, ("needs_evidence", None, None)),
        ({"meets_day_to_day_requirements": verified(False)}, ("refer", None, None)),
        ({"meets_day_to_day_requirements": None}, ("needs_evidence", None, None)),
        ({"rank": declared("constable")}, ("eligible_subject_to_evidence", None, None)),
        (
            {"serving": [declared(True), verified(False)]},
            ("refer", None, None),
        ),
        (
            {"serving": verified(False), "probation_confirmed_on": verified("2027-01-05")},
            ("not_eligible", None, None),
        ),
    ],
)
def test_each_part(change: dict[str, Any], expected: tuple[str, str | None, int | None]) -> None:
    assert summary(transferee({**IN_ORDER, **change})) == expected


def test_without_the_block_everything_is_unknown() -> None:
    decision = transferee(None)
    assert decision.result == "needs_evidence"
    assert decision.missing == tuple(f"transfer.{name}" for name in IN_ORDER)
    assert decision.rules[0].text == (
        "We need to know whether you are serving as a police officer now, which force you serve "
        "in, your rank, on which day your probation was confirmed, whether you completed "
        "probation with your current force and whether you are meeting the day-to-day "
        "requirements of your role."
    )


def test_the_rule_is_for_the_transferee_route_alone() -> None:
    for route in ("external_staff", "internal_staff", "new_constable"):
        decision = decide_facts({"transfer": IN_ORDER}, route=route, role_class="police_officer")
        assert outcome_of(decision, "transferee") == "not_applicable"


def test_the_words() -> None:
    assert transferee(IN_ORDER).rules[0].text == (
        "You are a serving constable of a Home Office force and meet the day-to-day requirements "
        "of your role. Your probation was confirmed on 14 March 2022 with your current force, so "
        "you meet this condition."
    )
    sergeant = {**IN_ORDER, "rank": verified("sergeant_or_above"), "force_kind": verified("other")}
    assert transferee(sergeant).rules[0].text == (
        "Your force is not a Home Office force. Your rank is above constable, and this route is "
        "described for constables. A person will look at this before anything is decided."
    )
    later = {**IN_ORDER, "probation_confirmed_on": verified("2026-11-23")}
    assert transferee(later).rules[0].text == (
        "Your probation is to be confirmed on 23 November 2026. You can transfer from "
        "23 November 2026."
    )
    disputed = {**IN_ORDER, "rank": [declared("constable"), verified("sergeant_or_above")]}
    assert transferee(disputed).rules[0].text == (
        "Different answers are recorded for your rank. A person will look at this before anything "
        "is decided."
    )
