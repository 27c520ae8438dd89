"""What was typed survives a session that ended and a form check that failed."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applicants.models import ApplicationSection
from tests.accounts.people import PASSWORD
from tests.applicants.candidate.world import (
    answers_for,
    draft,
    posted,
    section_of,
    section_url,
    signed_in,
)
from tests.applicants.factories import make_candidate

pytestmark = pytest.mark.django_db

TYPED = {"line_1": "1 Typedcanary Street", "postcode": ""}


def sign_in(browser: Client, username: str, then: str) -> str:
    login = {"login": username, "password": PASSWORD, "next": then}
    return browser.post(reverse("account_login"), login).url


def test_after_the_session_ended_the_text_waits_behind_sign_in() -> None:
    application = draft()
    browser = signed_in(application.candidate)
    address = section_url(application, "address")
    browser.get(address)
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        answer = browser.post(address, posted(TYPED))
        assert answer.url == f"{reverse('account_login')}?next={address}"
        assert "What you typed is kept for you" in browser.get(answer.url).content.decode()
        assert not ApplicationSection.objects.filter(code="address").exists()
        back = sign_in(browser, application.candidate.user.username, address)
        assert back == address
        page = browser.get(back)
    text = page.content.decode()
    assert 'value="1 Typedcanary Street"' in text
    assert "It is not saved yet" in text
    assert "There is a problem" not in text
    assert page.context["version"] == 0
    # Shown once: from then on the page shows what is saved.
    assert "Typedcanary" not in browser.get(address).content.decode()


def test_the_kept_text_is_encrypted() -> None:
    application = draft()
    Client().post(section_url(application, "address"), posted(TYPED))
    kept = Session.objects.get().get_decoded()
    assert "Typedcanary" not in str(kept)
    assert "typed_while_signed_out" in kept


def test_it_keeps_the_version_it_was_typed_on() -> None:
    application = draft()
    browser = Client()
    address = section_url(application, "address")
    browser.post(address, posted(TYPED, version=0))
    section = section_of(application, "address")
    signed_in(application.candidate).post(address, posted(answers_for(section)))
    sign_in(browser, application.candidate.user.username, address)
    page = browser.get(address)
    assert page.context["version"] == 0
    refused = browser.post(address, posted({**answers_for(section), **TYPED}, version=0))
    assert refused.status_code == 409
    assert "What is saved now" in refused.content.decode()


def test_somebody_else_who_signs_in_never_sees_it() -> None:
    application = draft()
    browser = Client()
    address = section_url(application, "address")
    browser.post(address, posted(TYPED))
    other = make_candidate()
    sign_in(browser, other.user.username, address)
    assert browser.get(address).status_code == 404
    own = draft(candidate=other, vacancy=application.vacancy)
    assert "Typedcanary" not in browser.get(section_url(own, "address")).content.decode()


def test_signed_out_nothing_tells_whether_the_application_exists() -> None:
    real = section_url(draft(), "address")
    unknown = reverse("applicants:section", args=[uuid.uuid4(), "nothing"])
    for address in (real, unknown):
        for answer in (Client().get(address), Client().post(address, posted(TYPED))):
            assert answer.status_code == 302
            assert answer.url == f"{reverse('account_login')}?next={address}"


def test_a_failed_form_check_saves_nothing_and_shows_the_text_again() -> None:
    application = draft()
    browser = signed_in(application.candidate, enforce_csrf_checks=True)
    address = section_url(application, "address")
    answer = browser.post(address, posted(TYPED))
    text = answer.content.decode()
    assert answer.status_code == 403
    assert 'value="1 Typedcanary Street"' in text
    assert "nothing was saved" in text
    assert not ApplicationSection.objects.filter(code="address").exists()
    token = browser.get(address).context["csrf_token"]
    section = section_of(application, "address")
    saved = browser.post(
        address, {**posted(answers_for(section)), "csrfmiddlewaretoken": str(token)}
    )
    assert saved.status_code == 302
    assert ApplicationSection.objects.get(code="address").completed is True


def test_a_failed_form_check_of_nobody_keeps_nothing() -> None:
    address = section_url(draft(), "address")
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(address, posted(TYPED))
    assert answer.status_code == 403
    assert "Typedcanary" in answer.content.decode()
    assert Session.objects.count() == 0


def test_more_than_a_section_can_hold_is_shown_and_not_kept() -> None:
    address = section_url(draft(), "address")
    answer = Client().post(address, posted({"line_1": "long " * 12_001}))
    assert answer.status_code == 413
    assert "long long" in answer.content.decode()
    assert Session.objects.count() == 0


def test_text_kept_under_a_key_that_is_gone_is_left_alone() -> None:
    application = draft()
    browser = signed_in(application.candidate)
    session = browser.session
    session["typed_while_signed_out"] = "noise"
    session.save()
    page = browser.get(section_url(application, "address"))
    assert page.status_code == 200
    assert "before you were signed out" not in page.content.decode()
