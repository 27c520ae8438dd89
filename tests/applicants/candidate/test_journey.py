"""From the advert to the receipt, as a browser does it, on every route."""

from __future__ import annotations

import pytest
from django.urls import reverse

from applicants.models import Application, ApplicationSection, StatusChange
from applicants.sections import sections_for
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from tests.applicants.candidate.world import (
    EXTERNAL_CHECK,
    ROUTES,
    add_entries,
    answers_for,
    posted,
    section_url,
    signed_in,
    url,
    vacancy_of,
)
from tests.applicants.factories import CONFIRMED_STAFF, make_candidate, make_vacancy
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db


@pytest.fixture(params=ROUTES)
def vacancy(request: pytest.FixtureRequest) -> Vacancy:
    return vacancy_of(request.param)


def test_an_application_is_written_section_by_section_checked_and_sent(vacancy: Vacancy) -> None:
    candidate = make_candidate()
    browser = signed_in(candidate)
    started = browser.post(reverse("applicants:start", args=[vacancy.reference]))
    application = Application.objects.get()
    assert started.url == url("tasks", application.pk)
    assert application.status == "draft"
    answers = CONFIRMED_STAFF if vacancy.is_internal_route else EXTERNAL_CHECK
    ApplicationSection.objects.update_or_create(
        application=application,
        code="eligibility",
        defaults={"answers": answers, "completed": True},
    )

    sections = sections_for(vacancy)
    for number, section in enumerate(sections):
        page = browser.get(section_url(application, section.code))
        assert section.title in page.content.decode()
        if any(question.entry for question in section.questions):
            add_entries(browser, application, section)
            page = browser.get(section_url(application, section.code))
        version = page.context["version"]
        answer = browser.post(
            section_url(application, section.code), posted(answers_for(section), version=version)
        )
        following = sections[number + 1 :]
        expected = (
            section_url(application, following[0].code)
            if following
            else url("tasks", application.pk)
        )
        assert (answer.status_code, answer.url) == (302, expected)

    tasks = browser.get(url("tasks", application.pk))
    assert tasks.context["done"] == tasks.context["all"] == len(sections) + 1
    assert "Check your answers and send" in tasks.content.decode()
    checked = browser.get(url("check_answers", application.pk))
    assert checked.context["missing"] == []
    assert url("equality", application.pk) in checked.content.decode()

    sent = browser.post(url("submit", application.pk), {"skip": "1"})
    assert (sent.status_code, sent.url) == (302, url("submitted", application.pk))
    application.refresh_from_db()
    # An officer whose force, rank and probation are not known yet: accepted, and asked for them.
    asked_for_more = vacancy.route == "transferee"
    assert application.status == ("eligibility_evidence" if asked_for_more else "submitted")
    receipt = browser.get(sent.url).content.decode()
    assert application.reference in receipt
    assert ("We have not contacted your line manager" in receipt) is vacancy.is_internal_route
    assert [mail.kind for mail in OutboxEmail.objects.order_by("id")] == [
        "draft_saved",
        "application_received",
        *(["evidence_needed"] if asked_for_more else []),
    ]
    assert StatusChange.objects.filter(event="submit").count() == 1
    assert AuditEntry.objects.filter(action="application.submit").count() == 1


def test_the_line_manager_is_not_written_to_by_sending() -> None:
    vacancy = make_vacancy()
    candidate = make_candidate()
    browser = signed_in(candidate)
    browser.post(reverse("applicants:start", args=[vacancy.reference]))
    assert {mail.to_address for mail in OutboxEmail.objects.all()} == {candidate.email}


def test_the_internal_form_asks_the_line_manager_question_but_does_not_decide_on_it() -> None:
    vacancy = make_vacancy()
    section = next(one for one in sections_for(vacancy) if one.code == "line-manager")
    assert answers_for(section)["discussed"] == "no"
    assert "We do not contact them before that" in section.intro
