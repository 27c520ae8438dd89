"""What is typed after sending survives a session that ended, and a form check that failed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from applicants.choices import Status
from applicants.models import Application, FeedbackRequest, StatusChange
from tests.applicants.candidate.test_keeping import sign_in
from tests.applicants.candidate.world import url
from tests.applicants.factories import make_application, make_candidate
from tests.applicants.staff.world import prepare

pytestmark = pytest.mark.django_db

WORDS = "Typedcanary words"
FORMS = [
    ("adjustments", Status.SUBMITTED, {"q-needs": "yes", "q-what_start": WORDS, "version": "0"}),
    ("feedback", Status.SIFT_OUT, {"question": WORDS}),
    ("withdraw", Status.SIFT, {"reason": WORDS, "version": "1"}),
    ("review", Status.INELIGIBLE_AUTO, {"statement": WORDS}),
    ("evidence", Status.ELIGIBILITY_EVIDENCE, {"statement": WORDS}),
    ("interview", Status.INT_INVITED, {"slot": "no", "note": WORDS, "version": "1"}),
    ("offer", Status.OFFER_COND, {"reply": "accept", "line_manager_name": WORDS, "version": "1"}),
]


def application_for(name: str, status: Status) -> Application:
    application = make_application(status=status)
    if name == "offer":
        prepare(application)
    return application


@pytest.mark.parametrize(("name", "status", "typed"), FORMS, ids=[one[0] for one in FORMS])
def test_the_words_wait_behind_sign_in_and_nothing_is_sent(name, status, typed):
    application = application_for(name, status)
    where, browser = url(name, application.pk), Client()
    answer = browser.post(where, typed)
    assert answer.url == f"{reverse('account_login')}?next={where}"
    assert "What you typed is kept for you" in browser.get(answer.url).content.decode()
    sign_in(browser, application.candidate.user.username, where)
    page = browser.get(where).content.decode()
    assert WORDS in page
    assert "It is not sent yet" in page
    application.refresh_from_db()
    assert application.status == status
    assert not StatusChange.objects.filter(application=application).exists()
    # Shown once: whoever opens the page later begins with an empty one.
    assert WORDS not in browser.get(where).content.decode()


def test_somebody_else_who_signs_in_never_sees_them():
    application = make_application(status=Status.SIFT_OUT)
    where, browser = url("feedback", application.pk), Client()
    browser.post(where, {"question": WORDS})
    other = make_candidate()
    sign_in(browser, other.user.username, where)
    assert browser.get(where).status_code == 404


@pytest.mark.parametrize("name", ["feedback"])
def test_a_failed_form_check_sends_nothing_and_shows_the_words(name):
    application = make_application(status=Status.SIFT_OUT)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(application.candidate.user)
    answer = browser.post(url(name, application.pk), {"question": WORDS})
    assert answer.status_code == 403
    assert WORDS in answer.content.decode()
    assert not FeedbackRequest.objects.exists()
