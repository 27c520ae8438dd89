"""Am I eligible? The pages of the check, walked as a candidate without an account would."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from applicants.eligibility_answers import facts_from_answers
from applicants.models import ApplicationSection
from tests.accounts.people import make_user
from tests.applicants.factories import make_application, make_vacancy

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOON, tick=True):
        yield


def url(vacancy, code=""):
    name = "applicants:check_eligibility"
    if code == "result":
        return reverse(f"{name}_result", args=[vacancy.reference])
    if code:
        return reverse(f"{name}_question", args=[vacancy.reference, code])
    return reverse(name, args=[vacancy.reference])


def walk(client, vacancy, answers):
    """Answer whatever is asked from `answers`; returns the codes asked and the result page."""
    asked, page = [], client.get(url(vacancy, "result"), follow=True)
    while page.request["PATH_INFO"] != url(vacancy, "result"):
        code = page.request["PATH_INFO"].rstrip("/").rsplit("/", 1)[1]
        asked.append(code)
        page = client.post(url(vacancy, code), answers[code], follow=True)
        assert "Error: " not in page.content.decode(), (code, page.content.decode())
    return asked, page.content.decode()


def day(value: date):
    return {
        "answer-day": str(value.day),
        "answer-month": str(value.month),
        "answer-year": str(value.year),
    }


YES, NO, UNSURE = {"answer": "yes"}, {"answer": "no"}, {"answer": "not_sure"}


def test_confirmed_staff_may_apply_and_only_what_matters_is_asked(client):
    vacancy = make_vacancy()
    asked, text = walk(
        client,
        vacancy,
        {
            "status": {"answer": ["police_staff", "special"]},
            "probation": YES,
            "probation_date": day(date(2025, 6, 3)),
            "left_before": NO,
        },
    )
    # One condition is met: nothing about duty hours could still change the answer.
    assert asked == ["status", "probation", "probation_date", "left_before"]
    assert "You can apply. We check what you told us later." in text
    assert "3 June 2025" in text
    assert "who has completed their probationary period" in text
    assert "Apply for this role" in text
    for answer in ("Met police staff, Met special constable", "3 June 2025", "Change"):
        assert answer in text


def test_a_probationer_is_told_what_to_do_instead(client):
    _asked, text = walk(
        client,
        make_vacancy(),
        {"status": {"answer": ["police_staff"]}, "probation": NO, "left_before": NO},
    )
    assert "You cannot apply for this role now" in text
    assert "opportunities advertised to external candidates" in text
    assert "Apply for this role" not in text


def test_an_agency_worker_at_eleven_months_reads_the_date(client):
    _, text = walk(
        client,
        make_vacancy(),
        {
            "status": {"answer": ["agency"]},
            "agency_start": day(date(2025, 12, 22)),
            "agency_break": NO,
            "left_before": NO,
        },
    )
    assert "you can apply from 22 December 2026" in text


def test_an_agency_worker_with_a_gap_is_asked_about_it_and_goes_to_a_person(client):
    asked, text = walk(
        client,
        make_vacancy(),
        {
            "status": {"answer": ["agency"]},
            "agency_start": day(date(2023, 1, 9)),
            "agency_break": YES,
            "agency_break_end": day(date(2026, 7, 31)),
            "left_before": NO,
        },
    )
    assert asked == ["status", "agency_start", "agency_break", "agency_break_end", "left_before"]
    assert "A person will decide whether you are eligible" in text


def test_a_special_a_quarter_of_an_hour_short_with_a_reason_goes_to_a_person(client):
    _, text = walk(
        client,
        make_vacancy(),
        {
            "status": {"answer": ["special"]},
            "special_hours": {"answer": "199", "minutes": "45"},
            "special_prevented": YES,
            "left_before": NO,
        },
    )
    assert "A person will decide whether you are eligible" in text


BARRED = {
    "left_before": YES,
    "left_scheme": YES,
    "left_compensation": YES,
    "left_on": day(date(2024, 11, 30)),
}


def external():
    return make_vacancy(route="external_staff", visibility="public")


def test_a_leaver_two_years_ago_is_stopped_with_the_date_and_the_rule(client):
    asked, text = walk(client, external(), BARRED)
    assert asked == ["left_before", "left_scheme", "left_compensation", "left_on"]
    assert "You cannot apply for police staff roles now" in text
    assert "you can apply from 1 December 2029" in text
    assert "for a period of five years from their date of leaving" in text
    assert "special constable" in text


def test_a_leaver_on_the_fifth_anniversary_goes_to_a_person(client):
    _, text = walk(client, external(), BARRED | {"left_on": day(date(2021, 11, 22))})
    assert "A person will decide whether you are eligible" in text


def test_a_leaver_who_is_not_sure_may_apply(client):
    _, text = walk(client, external(), BARRED | {"left_compensation": UNSURE})
    assert "We need more from you before we can decide" in text
    assert "Apply for this role" in text


def test_month_and_year_are_enough_where_the_day_cannot_matter(client):
    month = {"answer-month": "6", "answer-year": "2019", "answer-month-only": "1"}
    _, text = walk(client, external(), BARRED | {"left_on": month})
    assert "You can apply" in text


def test_errors_stand_at_the_field_and_keep_what_was_typed(client):
    vacancy = external()
    walk_to = BARRED.copy()
    client.post(url(vacancy, "left_before"), walk_to["left_before"])
    client.post(url(vacancy, "left_scheme"), walk_to["left_scheme"])
    page = client.post(
        url(vacancy, "left_on"), {"answer-day": "31", "answer-month": "6", "answer-year": "2021"}
    )
    text = page.content.decode()
    assert "Error: On what date did you leave?" in text
    assert 'value="31"' in text
    empty = client.post(url(vacancy, "left_on"), {}).content.decode()
    assert "Enter the date you left, or select “I am not sure”." in empty


def test_none_of_these_excludes_the_others(client):
    vacancy = make_vacancy()
    page = client.post(url(vacancy, "status"), {"answer": ["none", "agency"]})
    assert "but not both" in page.content.decode()


def test_changing_an_answer_drops_those_that_no_longer_apply(client):
    vacancy = external()
    walk(client, vacancy, BARRED)
    page = client.post(url(vacancy, "left_before"), NO, follow=True)
    assert "You can apply" in page.content.decode()
    stored = client.session["eligibility_check"][vacancy.reference]
    assert stored == {"left_before": "no"}


def test_unknown_vacancies_questions_and_hidden_vacancies_are_all_404(client):
    vacancy = external()
    hidden = make_vacancy(visibility="restricted")
    assert client.get(url(vacancy, "no-such-question")).status_code == 404
    for code in ("", "status", "result"):
        assert client.get(url(hidden, code)).status_code == 404
        hidden_reference = url(hidden, code).replace(hidden.reference, "MPS-99-9999")
        assert client.get(hidden_reference).status_code == 404


def test_a_draft_takes_the_answers_over(client):
    user = make_user("drafter")
    application = make_application(status="draft", answers={})
    application.candidate.user = user
    application.candidate.save()
    ApplicationSection.objects.filter(application=application).delete()
    client.force_login(user)
    vacancy = application.vacancy
    walk(
        client,
        vacancy,
        {
            "status": {"answer": ["police_staff"]},
            "probation": YES,
            "probation_date": day(date(2025, 6, 3)),
            "left_before": NO,
        },
    )
    response = client.post(url(vacancy, "result"))
    assert response["Location"] == reverse("applicants:tasks", args=[application.pk])
    row = ApplicationSection.objects.get(application=application, code="eligibility")
    assert row.completed is True
    assert row.answers["probation_date"] == "2025-06-03"
    assert vacancy.reference not in client.session.get("eligibility_check", {})


def test_answers_become_facts_and_not_sure_becomes_unknown():
    facts = facts_from_answers(
        {
            "status": ["agency"],
            "agency_start": "2025-06",
            "agency_break": "not_sure",
            "left_before": "not_sure",
        }
    )
    assert facts == {
        "agency": {"service_started_on": "2025-06"},
        "previous_met_service": None,
        "answers": {},
    }
