"""Which facts are still worth asking for, and in which order; the catalogue of the rules."""

from __future__ import annotations

from typing import Any

import pytest

from eligibility import (
    catalogue_text,
    decide,
    describe_fact,
    parse_case,
    questions_that_matter,
    rules_catalogue,
)
from eligibility.explanation import _FACTS

from .helpers import departure, make_case, staff, verified

LICENCE = {"code": "licence", "operator": "is_true"}


@pytest.mark.parametrize(
    ("facts", "vacancy", "expected"),
    [
        ({"employment": staff()}, {}, []),
        ({"employment": staff(None)}, {}, ["employment.probation_confirmed_on"]),
        ({"employment": staff("2026-11")}, {}, ["employment.probation_confirmed_on"]),
        ({"employment": staff("not_confirmed")}, {}, []),
        ({"special": {}}, {}, ["special.duty_minutes"]),
        ({"volunteer": {}}, {}, None),
        (
            {"employment": staff(), "previous_met_service": None},
            {"criteria": [LICENCE]},
            ["previous_met_service", "answers.licence"],
        ),
        (
            {"employment": staff(None), "previous_met_service": None},
            {"criteria": [LICENCE]},
            ["employment.probation_confirmed_on", "previous_met_service", "answers.licence"],
        ),
        (
            {"employment": staff(), "answers": {"licence": False}},
            {"criteria": [LICENCE, {**LICENCE, "code": "other"}]},
            [],
        ),
        (
            {"previous_met_service": [departure("2026-01-31", None, None)]},
            {"route": "external_staff"},
            [
                "previous_met_service[0].early_departure_scheme",
                "previous_met_service[0].compensation",
            ],
        ),
        (
            {"previous_met_service": [departure(None, True, None)]},
            {"route": "external_staff"},
            ["previous_met_service[0].left_on", "previous_met_service[0].compensation"],
        ),
    ],
)
def test_the_questions(
    facts: dict[str, Any], vacancy: dict[str, Any], expected: list[str] | None
) -> None:
    case = make_case(facts, **vacancy)
    if expected is None:
        expected = [
            "volunteer.started_on",
            "volunteer.minutes_last_12_months",
            "volunteer.with_cadets",
        ]
        assert sorted(questions_that_matter(case)) == sorted(expected)
    else:
        assert questions_that_matter(case) == expected
    assert questions_that_matter(parse_case(case)) == questions_that_matter(case)


def test_an_absent_transfer_block_is_asked_about() -> None:
    case = make_case({}, route="transferee", role_class="police_officer")
    questions = questions_that_matter(case)
    assert sorted(questions) == sorted(decide(case).missing)
    assert questions[-1] not in ("transfer.serving", "transfer.probation_confirmed_on")


def test_uncertain_items_of_lists_are_asked_about() -> None:
    duty = {"on": None, "minutes": 12_000}
    case = make_case({"special": {"duties": [duty]}})
    assert questions_that_matter(case) == ["special.duties[0].on"]
    gap = {"to": "2026-07-31", "reason": None}
    agency = {"service_started_on": verified("2020-01-01"), "breaks": [gap]}
    assert questions_that_matter(make_case({"agency": agency})) == ["agency.breaks[0].reason"]


def test_asking_leaves_the_case_as_it_was() -> None:
    case = parse_case(make_case({"employment": staff(None), "previous_met_service": None}))
    before = decide(case).as_json()
    questions_that_matter(case)
    assert decide(case).as_json() == before


@pytest.mark.parametrize(
    ("operator", "value", "answer"),
    [
        ("equals", "SC", None),
        ("one_of", ["SC"], None),
        ("at_least", 4, None),
        ("at_most", 4, None),
        ("on_or_before", "reference", "2026-11"),
        ("on_or_after", "2026-05-05", "2026"),
        ("held_for_months", 12, None),
        ("age_at_least", 18, None),
        ("judged", None, None),
    ],
)
def test_every_kind_of_criterion_can_be_asked(operator: str, value: Any, answer: Any) -> None:
    criterion = {"code": "c", "operator": operator, "value": value}
    case = make_case(
        {"answers": {"c": answer}},
        route="new_constable",
        role_class="police_officer",
        criteria=[criterion],
    )
    assert questions_that_matter(case) == ["answers.c"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("answers.post_held_since", "your answer about post held since"),
        ("special.duties[2].minutes", "the length of duty 3"),
        ("agency.breaks[0].to", "the day on which break 1 ended"),
        (
            "previous_met_service[1].compensation",
            "whether you were awarded compensation (period 2)",
        ),
    ],
)
def test_facts_in_plain_words(path: str, words: str) -> None:
    assert describe_fact(path) == words


def test_every_fact_has_its_words() -> None:
    everything = make_case(
        {
            "employment": {},
            "agency": {"service_started_on": "2020", "breaks": [{}]},
            "special": {"duties": [{}], "prevented": True},
            "volunteer": {"with_cadets": True},
            "previous_met_service": [{}],
        }
    )
    for case in (everything, make_case({}, route="transferee")):
        decision = decide(case)
        for rule in decision.rules:
            for path in (*rule.facts_used, *rule.missing):
                assert describe_fact(path)
    assert all(words for words in _FACTS.values())


def test_the_catalogue_holds_every_quotation_once() -> None:
    catalogue = rules_catalogue()
    text = catalogue_text(catalogue)
    for rule in catalogue["rules"]:
        assert rule["title"] in text
        assert rule["reading"].endswith(".")
        for source in (rule["source"], *rule["other_sources"]):
            assert f"“{source['quote']}”" in text
    documents = [each["document"] for each in catalogue["rules"][-1]["other_sources"]]
    assert documents == ["transferring-officers", "new-police-constable"]
    assert catalogue["rulesets"] == [
        {"ruleset": "2026-11-22", "valid_from": "1900-01-01", "valid_to": None}
    ]
    assert [each["route"] for each in catalogue["formulas"]] == [
        "external_staff",
        "internal_staff",
        "temporary",
        "transferee",
        "new_constable",
        "special_constable",
    ]
    assert len(catalogue["results"]) == 6


def test_the_catalogue_is_a_fresh_copy() -> None:
    rules_catalogue()["rules"][1]["parameters"][0]["values"][0]["value"] = 99
    assert rules_catalogue()["rules"][1]["parameters"][0]["values"][0]["value"] == 12
