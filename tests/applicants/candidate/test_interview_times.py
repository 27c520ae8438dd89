"""The pages on which a candidate chooses an interview time and changes it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applicants.choices import Status
from applicants.emails.interviews import InterviewInvitation as Invitation
from applicants.models import Interview, InterviewSlot, InterviewWish, StatusChange
from recruitment.outbox.rendering import render
from recruitment.ui.dates import london_datetime
from tests.applicants.candidate.world import section_url, signed_in, url
from tests.applicants.factories import make_application, make_slot, make_vacancy

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    return make_application(status=Status.INT_INVITED)


@pytest.fixture
def browser(application):
    return signed_in(application.candidate)


def test_the_times_are_shown_in_order_and_only_those_to_be_had(application, browser):
    late, early = make_slot(application.vacancy, days=9), make_slot(application.vacancy, days=5)
    hidden = make_slot(application.vacancy, days=7, withdrawn_at=timezone.now())
    elsewhere = make_slot(make_vacancy(), days=6)
    page = browser.get(url("interview", application.pk)).content.decode()
    assert page.index(london_datetime(early.starts_at)) < page.index(
        london_datetime(late.starts_at)
    )
    for slot in (hidden, elsewhere):
        assert london_datetime(slot.starts_at) not in page


QUESTION = {"code": "shifts", "text": "Which shifts suit you?", "max_words": 50,
            "asked": "interview"}  # fmt: skip


@pytest.mark.parametrize("dated", [False, True], ids=["to choose", "set for you"])
def test_questions_asked_before_the_interview_stand_on_its_page(application, browser, dated):
    heading = "Questions before your interview"
    if dated:
        Interview.objects.create(
            application=application, starts_at=timezone.now() + timedelta(days=5), place="Hendon"
        )
    assert heading not in browser.get(url("interview", application.pk)).content.decode()
    application.vacancy.questions = [QUESTION]
    application.vacancy.save()
    page = browser.get(url("interview", application.pk)).content.decode()
    where = section_url(application, "interview-questions")
    assert f'href="{where}"' in page
    assert "Not started" in page
    browser.post(where, {"q-shifts": "Late ones.", "version": "0", "action": "continue"})
    page = browser.get(url("interview", application.pk)).content.decode()
    assert "Not started" not in page
    assert "Completed" in page


@pytest.mark.parametrize(
    ("questions", "words"),
    [
        ([], None),
        ([QUESTION], "we ask you one question. You find it on"),
        ([QUESTION, {**QUESTION, "code": "b"}, {**QUESTION, "code": "c", "asked": "offer"}],
         "we ask you 2 questions. You find them on"),
    ],
)  # fmt: skip
def test_the_invitation_says_how_many_questions_come_before(application, questions, words):
    vacancy = application.vacancy
    vacancy.questions = questions
    vacancy.save()
    invite = Invitation.details(application, StatusChange(application=application))
    email = Invitation(**Invitation.common(application), **invite)
    text = " ".join(render(email).text.split())
    assert ("we ask you" in text) is (words is not None)
    assert (words or "Reply to the invitation") in text
    assert "Which shifts suit you?" not in text


def test_one_time_and_three_times_cost_the_same(application, browser, django_assert_num_queries):
    make_slot(application.vacancy)
    browser.get(url("interview", application.pk))
    with CaptureQueriesContext(
        connection,
    ) as first:
        browser.get(url("interview", application.pk))
    for days in (8, 9):
        make_slot(application.vacancy, days=days)
    with django_assert_num_queries(len(first)):
        browser.get(url("interview", application.pk))


def test_choosing_leads_back_with_the_date_and_the_calendar(application, browser):
    slot = make_slot(application.vacancy)
    answer = browser.post(
        url("interview", application.pk), {"slot": str(slot.pk), "version": "0"}, follow=True
    )
    text = answer.content.decode()
    when = london_datetime(slot.starts_at)
    assert f"Your interview is booked: {when}." in text
    assert f"until {london_datetime(slot.change_until)}" in text
    file = browser.get(url("calendar", application.pk))
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    assert file["Content-Disposition"] == 'attachment; filename="interview.ics"'
    assert b"SEQUENCE:0" in file.content


def test_a_time_that_was_taken_meanwhile_is_said_at_the_field(application, browser):
    slot = make_slot(application.vacancy)
    other = make_application(status=Status.INT_BOOKED, vacancy=application.vacancy)
    Interview.objects.create(
        application=other, slot=slot, starts_at=slot.starts_at, place=slot.place
    )
    answer = browser.post(url("interview", application.pk), {"slot": str(slot.pk)})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Error:" in text
    assert text.count("That time has just been taken. Choose another one.") == 2
    assert "All the times that we offered are taken." in text


def test_no_time_suits_and_staff_are_told(application, browser):
    make_slot(application.vacancy)
    page = url("interview", application.pk)
    assert "Enter which dates would suit you better." in (
        browser.post(page, {"slot": "no"}).content.decode()
    )
    told = browser.post(page, {"slot": "no", "note": "A Monday"}, follow=True).content.decode()
    assert "You told us that no time suited you." in told
    assert InterviewWish.objects.get(application=application).note == "A Monday"


def test_after_the_stated_moment_the_page_says_whom_to_write_to(application, browser):
    slot = make_slot(application.vacancy)
    browser.post(url("interview", application.pk), {"slot": str(slot.pk), "version": "0"})
    InterviewSlot.objects.update(change_until=timezone.now() - timedelta(minutes=1))
    text = browser.get(url("interview", application.pk)).content.decode()
    assert "You could change your time here until" in text
    assert "analysts@met.example" in text
    assert '<form method="post" novalidate>' not in text
