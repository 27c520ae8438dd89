"""Sealed pages: a notice first, opened by POST, and each opening logged."""

from __future__ import annotations

import pytest

from applicants.models import AdjustmentsRequest, ConductDeclaration
from applicants.sections import Store, sections_for
from recruitment.accounts.roles import Role
from recruitment.audit.selectors import entries_about
from tests.applicants.staff.world import make_application, make_member, make_vacancy, staff_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    return make_application(make_vacancy())


def url(application, page):
    return f"/staff/applicants/application/{application.pk}/{page}/"


def first_text_question(application, store):
    """A question of the sealed form whose answer is shown as it was typed."""
    section = next(one for one in sections_for(application.vacancy) if one.store is store)
    return next(one for one in section.questions if not one.options and one.kind == "long_text")


def answered(question):
    """Answers in which the question applies."""
    answers = {question.code: "Sealed words."}
    if question.shown_if:
        answers[question.shown_if[0]] = question.shown_if[1][0]
    return answers


@pytest.mark.parametrize(
    ("page", "role", "store", "model", "action"),
    [
        ("declaration", Role.CHECKS_OFFICER, Store.CONDUCT, ConductDeclaration,
         "declaration.read"),
        ("adjustments", Role.ADJUSTMENTS_ADVISER, Store.ADJUSTMENTS, AdjustmentsRequest,
         "adjustments.read"),
    ],
)  # fmt: skip
def test_it_opens_by_post_alone_and_is_logged(application, page, role, store, model, action):
    question = first_text_question(application, store)
    model.objects.create(application=application, answers=answered(question))
    reader = make_member(role)
    client = staff_client(reader)
    notice = client.get(url(application, page)).content.decode()
    assert "Your account and the time are written into the audit log." in notice
    assert "Sealed words." not in notice
    assert entries_about(application).count() == 0
    opened = client.post(url(application, page)).content.decode()
    assert "<p>Sealed words.</p>" in opened
    entries = list(entries_about(application).values_list("action", "actor_id"))
    assert entries == [(action, reader.pk)]


@pytest.mark.parametrize("page", ["declaration", "adjustments"])
def test_an_empty_one_says_so(application, page):
    role = Role.CHECKS_OFFICER if page == "declaration" else Role.ADJUSTMENTS_ADVISER
    text = staff_client(make_member(role)).post(url(application, page)).content.decode()
    assert "The candidate has written nothing here." in text


@pytest.mark.parametrize("page", ["declaration", "adjustments", "arrangement"])
def test_recruiters_open_none_of_them(application, page):
    client = staff_client(make_member(Role.RECRUITER, application.vacancy))
    for send in (client.get, client.post):
        assert send(url(application, page)).status_code == 403
    assert entries_about(application).count() == 0


def test_what_is_agreed_is_saved_and_read_by_recruiters(application):
    adviser = staff_client(make_member(Role.ADJUSTMENTS_ADVISER))
    form = adviser.post(url(application, "adjustments")).content.decode()
    assert f'action="{url(application, "arrangement")}"' in form
    data = {"agreed_arrangement": "Questions are sent a day before."}
    page = adviser.post(url(application, "arrangement"), data)
    assert (page.status_code, page.url) == (302, url(application, "case"))
    recruiter = staff_client(make_member(Role.RECRUITER, application.vacancy))
    text = recruiter.get(url(application, "case")).content.decode()
    assert "<dd>Questions are sent a day before.</dd>" in text


def test_an_arrangement_that_is_too_long_is_refused_with_its_words_kept(application):
    adviser = staff_client(make_member(Role.ADJUSTMENTS_ADVISER))
    data = {"agreed_arrangement": "w" * 2001}
    page = adviser.post(url(application, "arrangement"), data)
    text = page.content.decode()
    assert "<title>Error: Agreed arrangement" in text
    assert "w" * 2001 in text
    assert AdjustmentsRequest.objects.count() == 0
    assert adviser.get(url(application, "arrangement")).status_code == 200
