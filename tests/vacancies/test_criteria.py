"""A typed criterion that the rules could not decide is an error beside its field."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.vacancies.adverts import make_draft
from vacancies.criteria import need_closing_date, validate_criteria, without_labels
from vacancies.validators import validate_lines, validate_plan, validate_questions

GOOD = {"code": "clearance", "operator": "one_of", "value": ["SC", "DV"], "label": "SC or DV"}


@pytest.mark.parametrize(
    ("criteria", "message"),
    [
        ({}, "Enter a list of criteria."),
        (["clearance"], "Enter a list of criteria."),
        ([{**GOOD, "label": " "}], "Criterion 1 has no label for people to read."),
        ([GOOD, GOOD], "Criterion 1 repeats the code clearance."),
    ],
)
def test_the_shape(criteria: Any, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_criteria(criteria)
    assert refused.value.messages == [message]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"operator": "bigger_than"}, "Criteria[0].operator: "),
        ({"value": []}, "Criteria[0].value: "),
        ({"reference": "today"}, "Criteria[0].reference: "),
        ({"valeu": 1}, "Criteria[0]"),
        ({"operator": "at_least", "value": "ten"}, "Criteria[0].value: "),
        ({"operator": "age_at_least", "value": -1}, "Criteria[0].value: "),
    ],
)
def test_the_rules_own_parser_decides(change: dict[str, Any], place: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_criteria([{**GOOD, **change}])
    (message,) = refused.value.messages
    assert message.startswith(place)


def test_good_criteria_pass() -> None:
    validate_criteria([])
    validate_criteria([GOOD, {**GOOD, "code": "other", "reference": "closes_on"}])
    assert without_labels([GOOD]) == [
        {"code": "clearance", "operator": "one_of", "value": ["SC", "DV"]}
    ]


@pytest.mark.django_db
def test_a_criterion_on_the_closing_date_needs_one() -> None:
    criteria = [{**GOOD, "reference": "closes_on"}]
    assert (need_closing_date(criteria), need_closing_date([GOOD])) == (True, False)
    with pytest.raises(ValidationError) as refused:
        make_draft(criteria=criteria, closes_at=None)
    assert refused.value.message_dict == {
        "criteria": ["A criterion is judged on the closing date, and this advert has none."]
    }


@pytest.mark.django_db
def test_a_bad_criterion_is_a_field_error_of_the_advert() -> None:
    with pytest.raises(ValidationError) as refused:
        make_draft(criteria=[{**GOOD, "operator": "like"}])
    assert list(refused.value.message_dict) == ["criteria"]


@pytest.mark.parametrize(
    ("check", "value", "message"),
    [
        (validate_lines, "one", "Enter a list of sentences."),
        (
            validate_lines,
            ["a", " "],
            "Line 2 is empty. Write a sentence or remove the line.",
        ),
        (validate_lines, ["x" * 501], "Line 1 must be 500 characters or fewer."),
        (validate_plan, "sift", "Enter a list."),
        (
            validate_plan,
            [{"stage": "Sift"}],
            "Stage 1 must have exactly these parts: stage, when.",
        ),
        (
            validate_plan,
            [{"stage": "Sift", "when": ""}],
            "Stage 1 needs a name and a time in words.",
        ),
        (
            validate_questions,
            [{"code": "why", "text": "Why?", "max_words": 10}],
            "Question 1 needs a word limit from 50 to 1000.",
        ),
        (
            validate_questions,
            [{"code": "why", "text": "Why?", "max_words": 250}] * 2,
            "Question 2 repeats the code why.",
        ),
        (
            validate_questions,
            [{"code": "why", "text": " ", "max_words": 250}],
            "Question 1 has no text.",
        ),
    ],
)
def test_lists_are_refused_in_words(check: Any, value: Any, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check(value)
    assert refused.value.messages == [message]
