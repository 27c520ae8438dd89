"""The output format to the letter, the words of every rule, and stored decisions."""

from __future__ import annotations

import json
from typing import Any

import pytest

from eligibility import Decision, decide, explain, recompute

from .helpers import decide_facts, declared, departure, make_case, staff, verified

EXAMPLE = {
    "id": "case-1",
    "as_of": "2026-11-22",
    "vacancy": {
        "route": "internal_staff",
        "role_class": "police_staff",
        "closes_on": "2026-12-09",
        "criteria": [{"code": "clearance", "operator": "one_of", "value": ["SC", "DV"]}],
    },
    "facts": {
        "employment": {"kind": "police_staff", "probation_confirmed_on": "2025-06-03"},
        "previous_met_service": "none",
        "answers": {"clearance": "SC"},
    },
}
A_PERSON = "A person will look at this before anything is decided."


def test_the_example_of_the_specification() -> None:
    output = decide(EXAMPLE).as_dict()
    rules = output.pop("rules")
    assert output == {
        "id": "case-1",
        "as_of": "2026-11-22",
        "ruleset": "2026-11-22",
        "result": "eligible_subject_to_evidence",
        "eligible_from": None,
        "tier": 1,
        "conditions": [],
        "missing": [],
        "unverified": [
            "employment.probation_confirmed_on",
            "previous_met_service",
            "answers.clearance",
        ],
    }
    assert isinstance(rules, list)
    assert rules[0] == {
        "rule": "internal.employee",
        "outcome": "met",
        "possible_from": None,
        "text": "Your probation was confirmed on 3 June 2025, so you meet this condition.",
        "facts_used": ["employment.probation_confirmed_on"],
        "parameters": {},
        "source": {
            "document": "internal-vacancies",
            "quote": "Be an existing employee of the Met who has completed their probationary "
            "period",
        },
    }
    assert [rule["rule"] for rule in rules] == [
        "internal.employee",
        "bar.early_departure",
        "criterion.clearance",
    ]
    assert rules[1]["parameters"] == {
        "role_classes": ["police_staff", "pcso", "ddo"],
        "years": 5,
        "on_the_anniversary": "refer",
    }


def test_keys_stand_in_the_order_of_the_specification() -> None:
    output = json.loads(decide(EXAMPLE).as_json())
    assert list(output) == [
        "id",
        "as_of",
        "ruleset",
        "result",
        "eligible_from",
        "tier",
        "conditions",
        "missing",
        "unverified",
        "rules",
    ]
    assert list(output["rules"][0]) == [
        "rule",
        "outcome",
        "possible_from",
        "text",
        "facts_used",
        "parameters",
        "source",
    ]


@pytest.mark.parametrize("case_id", [None, 7, "a “quoted” \\ id", ""])
def test_the_id_is_given_back(case_id: str | int | None) -> None:
    decision = decide({**EXAMPLE, "id": case_id})
    assert json.loads(decision.as_json())["id"] == case_id
    assert decision.as_json() == json.dumps(decision.as_dict())


def test_changing_the_output_changes_nothing_else() -> None:
    output: Any = decide(EXAMPLE).as_dict()
    output["rules"][1]["parameters"]["role_classes"].append("vicar")
    output["rules"][1]["source"]["quote"] = "?"
    again: Any = decide(EXAMPLE).as_dict()
    assert again["rules"][1]["parameters"]["role_classes"] == ["police_staff", "pcso", "ddo"]
    assert again["rules"][1]["source"]["quote"].startswith("Please note")


@pytest.mark.parametrize(
    "case",
    [
        EXAMPLE,
        make_case({"previous_met_service": [departure("2024-05-01")]}, route="temporary"),
        make_case({"employment": staff("not_confirmed")}),
    ],
)
def test_a_stored_decision_can_be_read_again(case: dict[str, Any]) -> None:
    decision = decide(case)
    stored = json.loads(decision.as_json())
    again = Decision.from_dict(stored)
    assert again.as_dict() == stored
    assert again.as_json() == decision.as_json()
    assert explain(again) == explain(decision)
    assert recompute(json.dumps(case)).as_dict() == stored
    assert recompute(json.dumps(case).encode()).as_dict() == stored


def test_a_barred_candidate_reads_when_and_why() -> None:
    case = make_case(
        {"previous_met_service": [departure()]}, as_of="2026-06-29", route="external_staff"
    )
    decision = decide(case)
    assert decision.rules[0].text == (
        "You left the Met on 30 June 2021 under an early departure scheme with compensation. "
        "People in that position cannot apply for police staff roles for five years from their "
        "date of leaving. You can apply from 1 July 2026."
    )
    assert explain(decision) == [
        "You cannot apply for this role now, because of the rule on early departure schemes.",
        "If nothing else changes, you can apply from 1 July 2026.",
        decision.rules[0].text,
        "If any of this is wrong, change your answer or ask a person to check. Our other "
        "vacancies and routes may be open to you.",
        "What only you have told us so far: the exact day on which you left the Met (period 1); "
        "whether you left under an early departure scheme (period 1); whether you were awarded "
        "compensation (period 1).",
        "Decided for 29 June 2026 by the rules of 2026-11-22.",
    ]


SERVING = {"service_started_on": verified("2023-01-09")}


def broken(reason: str | None, to: str | None = "2026-07-31") -> dict[str, Any]:
    return {**SERVING, "breaks": [{"from": "2026-07-01", "to": to, "reason": reason}]}


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (
            {"employment": {}},
            "We do not know whether your probation has been confirmed, and on which day.",
        ),
        (
            {"employment": staff("not_confirmed")},
            "Your probation has not been confirmed. You will meet this condition from the day it "
            "is confirmed.",
        ),
        (
            {"employment": staff("2026-11-23")},
            "Your probation is to be confirmed on 23 November 2026. You will meet this condition "
            "from 23 November 2026.",
        ),
        (
            {"employment": staff("2025-06")},
            "Your probation was confirmed in June 2025, so you meet this condition.",
        ),
        (
            {"employment": staff("2026")},
            "Your probation was confirmed in 2026. We need the exact day to decide this condition.",
        ),
        (
            {
                "employment": {
                    "probation_confirmed_on": [declared("2026-05-01"), verified("not_confirmed")]
                }
            },
            "Different dates are recorded for the confirmation of your probation (on 1 May 2026, "
            f"or not yet), and they lead to different answers. {A_PERSON}",
        ),
        (
            {"agency": SERVING},
            "Your continuous service started on 9 January 2023, so you have completed 12 months "
            "and meet this condition.",
        ),
        (
            {"agency": {}},
            "We do not know when your continuous service with the Met started.",
        ),
        (
            {"agency": {"service_started_on": "2025-11"}},
            "Your continuous service started in November 2025. We need the exact day to tell "
            "whether you have completed 12 months.",
        ),
        (
            {"agency": {"service_started_on": [declared("2025-01-05"), verified("2026-01-05")]}},
            "Your continuous service started on 5 January 2025 or on 5 January 2026: different "
            f"records lead to different answers. {A_PERSON}",
        ),
        (
            {"agency": broken("other")},
            "Your continuous service started on 9 January 2023, and a break in the last 12 months "
            f"may have interrupted it. {A_PERSON}",
        ),
        (
            {"agency": broken(None)},
            "Your continuous service started on 9 January 2023. We need to know when and why each "
            "break in it happened.",
        ),
        (
            {"special": {"duty_minutes": 12_000}},
            "You worked 200 hours of duty from 23 November 2025 to 22 November 2026, so you have "
            "at least 200 hours and meet this condition.",
        ),
        (
            {"special": {"duty_minutes": 11_999}},
            "You worked 199 hours 59 minutes of duty from 23 November 2025 to 22 November 2026; at "
            "least 200 hours are asked. You will meet this condition when your duty in the last "
            "12 months reaches 200 hours. If something stopped you from reaching it, such as "
            "illness or family leave, tell us and a person will look at it.",
        ),
        (
            {"special": {"duty_minutes": 61, "prevented": True}},
            "You worked 1 hour 1 minute of duty from 23 November 2025 to 22 November 2026; at "
            f"least 200 hours are asked. Something stopped you from reaching it. {A_PERSON}",
        ),
        (
            {
                "special": {
                    "duties": [
                        {"on": "2026-01-01", "minutes": 11_700},
                        {"on": "2026-01-02", "minutes": 300, "training": True},
                    ]
                }
            },
            "You worked 195 hours of duty, and 5 hours of training apart from it, from "
            "23 November 2025 to 22 November 2026; at least 200 hours are asked. Whether training "
            f"counts changes the answer. {A_PERSON}",
        ),
        (
            {"special": {"duty_minutes": [declared(12_000), verified(11_000)]}},
            "You worked 183 hours 20 minutes or 200 hours of duty from 23 November 2025 to "
            "22 November 2026; at least 200 hours are asked. The records differ and lead to "
            f"different answers. {A_PERSON}",
        ),
        (
            {"special": {}},
            "We do not know how many duty hours you worked from 23 November 2025 to "
            "22 November 2026.",
        ),
        (
            {"special": {"duties": [{"on": None, "minutes": 12_000}]}},
            "We do not know enough about your duties from 23 November 2025 to 22 November 2026 to "
            "tell whether they reach 200 hours. We need the missing dates and times.",
        ),
        (
            {
                "volunteer": {
                    "started_on": "2024-11-22",
                    "minutes_last_12_months": 9_000,
                    "lifetime_minutes": 15_000,
                    "with_cadets": True,
                    "attendance_confirmed": verified(True, "coordinator"),
                }
            },
            "You started to volunteer on 22 November 2024, so you have volunteered for 12 months. "
            "You volunteered 150 hours in the last 12 months and 250 hours in all, over 24 whole "
            "months, which reaches the average of 10 hours a month. Your attendance at Volunteer "
            "Police Cadets meetings has been confirmed.",
        ),
        (
            {
                "volunteer": {
                    "started_on": "2025-11-23",
                    "minutes_last_12_months": 7_199,
                    "with_cadets": True,
                    "attendance_confirmed": verified(False, "coordinator"),
                }
            },
            "You started to volunteer on 23 November 2025; 12 months are complete on "
            "23 November 2026. You volunteered 119 hours 59 minutes in the last 12 months; at "
            "least 120 hours are asked. You will meet this when your hours in the last 12 months "
            "reach 120 hours. Your co-ordinator could not confirm that you consistently attended "
            "Volunteer Police Cadets meetings over the last year. You will meet this when it can "
            "be confirmed.",
        ),
        (
            {"volunteer": {}},
            "We do not know when you started to volunteer for the Met. We do not know how many "
            "hours you volunteered in the last 12 months. We do not know whether you volunteer "
            "with the Volunteer Police Cadets.",
        ),
        (
            {
                "volunteer": {
                    "started_on": "2020",
                    "minutes_last_12_months": 9_000,
                    "with_cadets": False,
                }
            },
            "The condition speaks of Volunteer Police Cadets meetings, and you do not volunteer "
            f"with the cadets. {A_PERSON}",
        ),
    ],
)
def test_the_words_of_the_internal_conditions(facts: dict[str, Any], text: str) -> None:
    assert decide_facts(facts).rules[0].text == text


@pytest.mark.parametrize(
    ("previous", "text"),
    [
        (
            "none",
            "You have no earlier service with the Met, so the rule on early departure schemes "
            "does not stop you.",
        ),
        (
            None,
            "We do not know whether you worked for the Met before. Tell us, so that we can check "
            "the rule on early departure schemes.",
        ),
        (
            [departure("2015-01-31")],
            "You left the Met on 31 January 2015, and the five years after that ended on "
            "31 January 2020. The rule on early departure schemes does not stop you.",
        ),
        (
            [departure("2025-01-31", False)],
            "You left the Met on 31 January 2025, but not under an early departure scheme with "
            "compensation. The rule on early departure schemes does not stop you.",
        ),
        (
            [departure("2021-11-22")],
            "You left the Met on 22 November 2021 under an early departure scheme with "
            "compensation, and the five years after that end on this very day. "
            f"{A_PERSON}",
        ),
        (
            [departure("2027-01-31")],
            f"You are to leave the Met on 31 January 2027, which is still to come. {A_PERSON}",
        ),
        (
            [departure("2025-01-31", None, None)],
            "You left the Met on 31 January 2025. We need to know whether you left under an early "
            "departure scheme and whether you were awarded compensation.",
        ),
        (
            [departure("2021-11")],
            "You left the Met in November 2021. We need to know the exact day on which you left.",
        ),
        (
            [departure([declared("2021-12-01"), verified("2020-12-01")])],
            "You left the Met on 1 December 2020 or on 1 December 2021: the records of how you "
            f"left differ and lead to different answers. {A_PERSON}",
        ),
        (
            [declared("none"), verified([departure("2025-01-31")])],
            f"Different records of your earlier service lead to different answers. {A_PERSON}",
        ),
    ],
)
def test_the_words_of_the_bar(previous: Any, text: str) -> None:
    decision = decide_facts({"previous_met_service": previous}, route="external_staff")
    assert decision.rules[0].text == text
