"""What people type into the check, and what becomes of answers whose question was changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from applicants.eligibility_answers import facts_from_answers
from applicants.eligibility_check import next_question, prune, stops
from applicants.models import Application
from applicants.services.eligibility import preview_decision
from tests.accounts.people import make_user
from tests.applicants.check.test_check import BARRED, NO, UNSURE, external, url, walk
from tests.applicants.factories import make_vacancy

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOON, tick=True):
        yield


def asks(operator: str, value: Any = None) -> dict[str, Any]:
    criterion = {"code": "c1", "operator": operator, "label": "The condition"}
    return criterion if value is None else {**criterion, "value": value}


def with_criterion(operator: str, value: Any = None):
    return make_vacancy(
        route="external_staff", visibility="public", criteria=[asks(operator, value)]
    )


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("1e400", "Enter a smaller number."),
        ("1e16", "Enter a smaller number."),
        ("9" * 300, "Enter a smaller number."),
        ("NaN", "Enter a number, like 3 or 2.5."),
        ("Infinity", "Enter a number, like 3 or 2.5."),
        ("-1", "Enter a number that is zero or more."),
    ],
)
def test_a_number_that_no_rule_can_read_is_refused_at_its_field(client, typed, error):
    vacancy = with_criterion("at_least", 5)
    client.post(url(vacancy, "left_before"), NO)
    page = client.post(url(vacancy, "criterion-c1"), {"answer": typed})
    assert page.status_code == 200
    assert error in page.content.decode()


@pytest.mark.parametrize(
    ("day", "month", "year", "error"),
    [
        ("1", "6", "1850", "must be 1 January 1900 or later"),
        ("1", "6", "0001", "must be 1 January 1900 or later"),
        ("1", "6", "2250", "must be 31 December 2199 or earlier"),
        ("1" * 5000, "6", "2021", "must have a day from 1 to 31"),
        ("1", "6" * 5000, "2021", "must have a month from 1 to 12"),
        ("1", "6", "2" * 5000, "must have a year of 4 numbers"),
        ("29", "2", "2023", "must be a real date"),
    ],
)
def test_a_date_that_no_rule_can_read_is_refused_at_its_field(client, day, month, year, error):
    vacancy = external()
    for code in ("left_before", "left_scheme", "left_compensation"):
        client.post(url(vacancy, code), BARRED[code])
    typed = {"answer-day": day, "answer-month": month, "answer-year": year}
    page = client.post(url(vacancy, "left_on"), typed)
    assert page.status_code == 200
    assert f"The date you left {error}" in page.content.decode()
    # Without its three boxes, as a program would send it.
    assert client.post(url(vacancy, "left_on"), {"answer": "1" * 5000}).status_code == 200


@pytest.mark.parametrize(
    ("operator", "value", "typed", "result"),
    [
        ("one_of", [1, 2], "1", "eligible_subject_to_evidence"),
        ("one_of", [1, 2], "3", "not_eligible"),
        ("equals", 2.5, "2.5", "eligible_subject_to_evidence"),
        ("equals", 3, "4", "not_eligible"),
        ("equals", True, "yes", "eligible_subject_to_evidence"),
        ("equals", False, "yes", "not_eligible"),
        ("one_of", [1, "SC"], "1", "eligible_subject_to_evidence"),
        ("one_of", ["SC", "DV"], "DV", "eligible_subject_to_evidence"),
        ("one_of", ["SC", "DV"], "none_of_these", "not_eligible"),
    ],
)
def test_values_of_every_type_are_answered_and_compared(client, operator, value, typed, result):
    vacancy = with_criterion(operator, value)
    client.post(url(vacancy, "left_before"), NO)
    page = client.post(url(vacancy, "criterion-c1"), {"answer": typed}, follow=True)
    assert page.status_code == 200
    assert page.context["decision"].result == result


@pytest.mark.parametrize(
    ("answer", "operator", "value"),
    [
        (7.0, "is_true", None),
        (7.0, "one_of", ["SC"]),
        ("2025-01-01", "at_least", 5),
        ("yes", "held_for_months", 12),
        ("yes", "one_of", ["SC"]),
        ("DV", "one_of", ["SC", "eSC"]),
    ],
)
def test_an_answer_to_a_question_that_was_changed_is_asked_again_and_never_a_no(
    client, answer, operator, value
):
    vacancy = with_criterion(operator, value)
    answers = {"left_before": "no", "criterion-c1": answer}
    assert facts_from_answers(answers, vacancy.criteria)["answers"] == {"c1": None}
    decided = preview_decision(vacancy=vacancy, answers=answers, on=NOON.date())
    assert decided["result"] == "needs_evidence"
    session = client.session
    session["eligibility_check"] = {vacancy.reference: answers}
    session.save()
    page = client.get(url(vacancy, "result"), follow=True)
    assert page.request["PATH_INFO"] == url(vacancy, "criterion-c1")
    assert prune(vacancy, answers) == {"left_before": "no"}


def test_who_is_not_sure_what_they_are_may_apply_and_is_asked_for_it(client):
    asked, text = walk(
        client, make_vacancy(), {"status": {"answer": ["not_sure"]}, "left_before": NO}
    )
    assert asked == ["status", "left_before"]
    assert "You can apply. We need more from you before we can decide." in text
    assert text.count("evidence needed") == 4  # each of the four conditions could be met
    assert "I am not sure" in text
    assert "Apply for this role" in text


def test_not_sure_stands_beside_no_status(client):
    vacancy = make_vacancy()
    page = client.post(url(vacancy, "status"), {"answer": ["agency", "not_sure"]})
    assert "Select what you are, or “I am not sure”, but not both." in page.content.decode()


def test_the_result_for_a_vacancy_that_has_closed_offers_no_application(client):
    vacancy = make_vacancy(
        route="external_staff", visibility="public", closes_at=NOON - timedelta(hours=1)
    )
    client.post(url(vacancy, "left_before"), NO)
    text = client.get(url(vacancy, "result")).content.decode()
    assert "You can apply" in text
    assert "This vacancy takes no applications now." in text
    assert "Apply for this role" not in text


def press_apply(client, vacancy):
    return client.post(reverse("applicants:start", args=[vacancy.reference]))


def test_who_was_told_no_writes_nothing_in_vain(client):
    vacancy = external()
    walk(client, vacancy, BARRED)
    client.force_login(make_user("linden"))
    for code, answer in BARRED.items():  # signing in begins a new session
        client.post(url(vacancy, code), answer)
    response = press_apply(client, vacancy)
    assert response["Location"] == url(vacancy, "result")
    assert "you can apply from 1 December 2029" in client.get(response["Location"]).content.decode()
    assert Application.objects.count() == 0


def test_who_is_not_sure_is_not_stopped(client):
    vacancy = external()
    client.force_login(make_user("sorrel"))
    for code, answer in (BARRED | {"left_compensation": UNSURE}).items():
        client.post(url(vacancy, code), answer)
    press_apply(client, vacancy)
    application = Application.objects.get()
    section = application.sections.get(code="eligibility")
    assert section.completed is True
    assert section.answers["left_compensation"] == "not_sure"


def test_nothing_finished_stops_nobody():
    vacancy = external()
    assert not stops(vacancy, {}, on=NOON.date())
    assert not stops(vacancy, {"left_before": "yes"}, on=NOON.date())
    assert next_question(vacancy, {"left_before": "yes"}, on=NOON.date()) is not None


def test_a_draft_is_written_after_the_check_and_not_before(client):
    vacancy = external()
    client.force_login(make_user("casey"))
    press_apply(client, vacancy)
    application = Application.objects.get()
    section = reverse("applicants:section", args=[application.pk, "address"])
    response = client.get(section)
    assert response["Location"] == url(vacancy)
    assert "Check first whether you can apply" in client.get(url(vacancy)).content.decode()
    client.post(url(vacancy, "left_before"), NO)
    client.post(url(vacancy, "result"))
    assert client.get(section).status_code == 200


def test_answers_for_a_route_in_general_are_taken_into_the_draft(client):
    vacancy = external()
    client.force_login(make_user("casey"))
    route = reverse("applicants:check_route_question", args=["external-staff", "left_before"])
    client.post(route, NO)
    press_apply(client, vacancy)
    section = Application.objects.get().sections.get(code="eligibility")
    assert (section.answers, section.completed) == ({"left_before": "no"}, True)
