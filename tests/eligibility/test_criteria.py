"""The operators of an advert's criteria: values, answers, comparison and possible-from dates."""

from __future__ import annotations

from typing import Any

import pytest

from eligibility import FactError, RuleResult, decide

from .helpers import declared, make_case, verified

CODE = "c"


def decide_criterion(
    operator: str, value: Any, answer: Any, *, as_of: str = "2026-11-22", **more: Any
) -> RuleResult:
    criterion = {"code": CODE, "operator": operator, "value": value, **more}
    facts = {} if answer is None else {"answers": {CODE: answer}}
    case = make_case(
        facts, as_of=as_of, role_class="police_officer", route="new_constable", criteria=[criterion]
    )
    return decide(case).rules[0]


@pytest.mark.parametrize(
    ("operator", "value", "answer", "outcome"),
    [
        ("is_true", True, True, "met"),
        ("is_true", None, False, "not_met"),
        ("equals", "SC", "SC", "met"),
        ("equals", "SC", "sc", "not_met"),
        ("equals", 3, 3, "met"),
        ("equals", 3, 3.0, "met"),
        ("equals", False, False, "met"),
        ("equals", True, False, "not_met"),
        ("one_of", ["SC", "DV"], "DV", "met"),
        ("one_of", ["SC", "DV"], "CTC", "not_met"),
        ("one_of", [1, "two"], 1, "met"),
        ("one_of", [1, True], True, "met"),
        ("one_of", [1, False], True, "not_met"),
        ("at_least", 40, 40, "met"),
        ("at_least", 40, 39.99, "not_met"),
        ("at_most", 3, 3, "met"),
        ("at_most", 3, 3.01, "not_met"),
        ("on_or_before", "2026-01-31", "2026-01-31", "met"),
        ("on_or_before", "2026-01-31", "2026-02-01", "not_met"),
        ("on_or_before", "2026-01-31", "2026-01", "met"),
        ("on_or_before", "2026-01-30", "2026-01", "needs_evidence"),
        ("on_or_before", "reference", "2026-11-22", "met"),
        ("on_or_before", "reference", "2026-11-23", "not_met"),
        ("on_or_after", "2026-01-31", "2026-01-31", "met"),
        ("on_or_after", "2026-01-31", "2026-01-30", "not_met"),
        ("on_or_after", "reference", "2026-11-22", "met"),
        ("on_or_after", "reference", "2026-11-21", "not_met"),
        ("on_or_after", "reference", "2026", "needs_evidence"),
        ("held_for_months", 12, "2025-11-22", "met"),
        ("held_for_months", 12, "2025-11-23", "not_met"),
        ("held_for_months", 12, "2025-11", "needs_evidence"),
        ("held_for_months", 12, "2025-10", "met"),
        ("held_for_months", 0, "2026-11-22", "met"),
        ("age_at_least", 18, "2008-11-22", "met"),
        ("age_at_least", 18, "2008-11-23", "not_met"),
        ("age_at_least", 18, "2008", "needs_evidence"),
        ("judged", None, False, "not_met"),
        ("judged", "a driving history", True, "refer"),
        ("judged", None, "I have done this for years.", "refer"),
        ("judged", None, "", "refer"),
        ("judged", None, 0, "refer"),
    ],
)
def test_comparison(operator: str, value: Any, answer: Any, outcome: str) -> None:
    assert decide_criterion(operator, value, answer).outcome == outcome


@pytest.mark.parametrize(
    ("operator", "value"),
    [
        ("is_true", True),
        ("equals", "SC"),
        ("one_of", ["SC"]),
        ("at_least", 1),
        ("at_most", 1),
        ("on_or_before", "reference"),
        ("on_or_after", "2026-01-01"),
        ("held_for_months", 1),
        ("age_at_least", 18),
        ("judged", None),
    ],
)
def test_no_answer_needs_evidence(operator: str, value: Any) -> None:
    for answer in (None, verified(None)):
        result = decide_criterion(operator, value, answer)
        assert result.outcome == "needs_evidence"
        assert result.missing == ("answers.c",)
        assert result.facts_used == ()


@pytest.mark.parametrize(
    ("operator", "value", "answer", "more", "possible"),
    [
        ("held_for_months", 12, "2026-02-28", {}, "2027-02-28"),
        ("held_for_months", 12, "2026-02", {}, "2027-02-28"),
        ("held_for_months", 12, [declared("2026-03-01"), verified("2026-02-01")], {}, "2027-03-01"),
        ("age_at_least", 18, "2012-02-29", {}, "2030-03-01"),
        ("on_or_before", "reference", "2026-12-24", {}, "2026-12-24"),
        ("on_or_before", "reference", "2026-12-24", {"reference": "as_of"}, "2026-12-24"),
        ("on_or_before", "2026-11-01", "2026-12-24", {}, None),
        ("on_or_after", "reference", "2026-11-21", {}, None),
        ("on_or_after", "2027-01-01", "2026-11-21", {}, None),
        ("at_least", 40, 39, {}, None),
        ("is_true", True, False, {}, None),
        ("judged", None, False, {}, None),
        ("held_for_months", 12, "2026-02-28", {"reference": "closes_on"}, None),
        ("age_at_least", 18, "2012-02-29", {"reference": "closes_on"}, None),
        ("on_or_before", "reference", "2026-12-24", {"reference": "closes_on"}, None),
    ],
)
def test_possible_from(
    operator: str, value: Any, answer: Any, more: dict[str, Any], possible: str | None
) -> None:
    result = decide_criterion(operator, value, answer, **more)
    assert result.outcome == "not_met"
    assert str(result.possible_from) == str(possible)


@pytest.mark.parametrize(
    ("operator", "value", "answer"),
    [
        ("held_for_months", 12, "2025-12-09"),
        ("age_at_least", 18, "2008-12-09"),
        ("on_or_before", "reference", "2026-12-09"),
    ],
)
def test_the_closing_date_as_reference(operator: str, value: Any, answer: Any) -> None:
    assert decide_criterion(operator, value, answer).outcome == "not_met"
    met = decide_criterion(operator, value, answer, reference="closes_on")
    assert met.outcome == "met"
    day_after = "2025-12-10" if answer[:4] == "2025" else f"{answer[:4]}-12-10"
    late = decide_criterion(operator, value, day_after, reference="closes_on")
    assert late.outcome == "not_met"


def test_a_null_reference_is_the_day_of_applying() -> None:
    result = decide_criterion("age_at_least", 18, "2008-11-23", reference=None)
    assert (result.outcome, str(result.possible_from)) == ("not_met", "2026-11-23")


@pytest.mark.parametrize(
    ("operator", "value"),
    [
        ("is_true", False),
        ("is_true", "yes"),
        ("equals", None),
        ("equals", ["SC"]),
        ("equals", float("nan")),
        ("one_of", "SC"),
        ("one_of", {}),
        ("one_of", []),
        ("at_least", "40"),
        ("at_least", True),
        ("at_least", None),
        ("at_least", float("nan")),
        ("at_most", float("inf")),
        ("on_or_before", "2026-01"),
        ("on_or_before", "refrence"),
        ("on_or_after", None),
        ("on_or_after", "9999-12-31"),
        ("held_for_months", "12"),
        ("held_for_months", 12.0),
        ("held_for_months", -1),
        ("held_for_months", 1201),
        ("held_for_months", True),
        ("age_at_least", 151),
        ("age_at_least", None),
        ("judged", 5),
    ],
)
def test_the_value_must_fit_the_operator(operator: str, value: Any) -> None:
    with pytest.raises(FactError) as error:
        decide_criterion(operator, value, None)
    assert error.value.path == "vacancy.criteria[0].value"


@pytest.mark.parametrize(
    ("operator", "value", "answer"),
    [
        ("is_true", True, "yes"),
        ("is_true", True, 1),
        ("equals", "SC", 1),
        ("equals", 1, True),
        ("equals", True, 1),
        ("one_of", ["SC"], False),
        ("at_least", 40, "40"),
        ("at_least", 40, True),
        ("at_most", 40, float("nan")),
        ("on_or_before", "reference", "not_confirmed"),
        ("on_or_after", "reference", 2026),
        ("held_for_months", 12, 24),
        ("age_at_least", 18, 30),
        ("age_at_least", 18, "0000-01-01"),
    ],
)
def test_the_answer_must_fit_the_operator(operator: str, value: Any, answer: Any) -> None:
    with pytest.raises(FactError) as error:
        decide_criterion(operator, value, answer)
    assert error.value.path == "facts.answers.c"


def test_differing_answers_are_referred_unless_they_agree() -> None:
    disputed = [declared("SC"), verified("CTC")]
    assert decide_criterion("one_of", ["SC", "DV"], disputed).outcome == "refer"
    agreed = [declared("SC"), verified("DV")]
    result = decide_criterion("one_of", ["SC", "DV"], agreed)
    assert (result.outcome, result.declared) == ("met", ())


def test_two_criteria_can_ask_for_the_same_answer() -> None:
    criteria = [
        {"code": "speed", "operator": "at_least", "value": 40},
        {"code": "speed", "operator": "at_most", "value": 90},
    ]
    case = make_case(
        {"answers": {"speed": 95}},
        role_class="police_officer",
        route="new_constable",
        criteria=criteria,
    )
    decision = decide(case)
    assert [rule.outcome for rule in decision.rules] == ["met", "not_met"]
    assert decision.unverified == ("answers.speed",)


@pytest.mark.parametrize(
    ("operator", "value", "answer", "text"),
    [
        (
            "one_of",
            ["SC", "eSC", "DV"],
            "SC",
            "Your answer about c is SC, and the advert asks for SC, eSC or DV, so you meet this "
            "condition.",
        ),
        (
            "at_least",
            1200,
            1000,
            "Your answer about c is 1,000, and the advert asks for at least 1,200. You will meet "
            "this condition when your answer changes to that; if it is wrong, correct it or ask "
            "us to check.",
        ),
        (
            "age_at_least",
            18,
            "2009-03-02",
            "Your answer about c is 2 March 2009, and the advert asks for an age of at least 18 "
            "years on 22 November 2026. You will meet this condition from 2 March 2027.",
        ),
        (
            "held_for_months",
            12,
            "2025-11",
            "Your answer about c is November 2025, and the advert asks for at least 12 months "
            "completed by 22 November 2026. We need the exact day to decide this condition.",
        ),
        (
            "is_true",
            True,
            None,
            "We do not have your answer about c. The advert asks for the answer yes.",
        ),
        (
            "judged",
            "experience of custody work",
            "Five years.",
            "The advert asks for experience of custody work. A person will look at your answer "
            "before anything is decided.",
        ),
    ],
)
def test_the_words(operator: str, value: Any, answer: Any, text: str) -> None:
    assert decide_criterion(operator, value, answer).text == text


def test_the_source_follows_the_route() -> None:
    criterion = {"code": CODE, "operator": "is_true"}
    documents = {}
    for route in ("internal_staff", "transferee", "new_constable"):
        decision = decide(make_case({}, route=route, criteria=[criterion]))
        documents[route] = decision.rules[-1].frame.source.document
    assert documents == {
        "internal_staff": "internal-vacancies",
        "transferee": "transferring-officers",
        "new_constable": "new-police-constable",
    }
