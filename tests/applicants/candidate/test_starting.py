"""From the advert to a draft."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applicants.choices import Status
from applicants.errors import GuardFailed, Refused
from applicants.models import Application, ApplicationSection, Candidate
from applicants.services.applying import start_application
from recruitment.outbox.models import OutboxEmail
from tests.accounts.people import PASSWORD, make_user
from tests.applicants.candidate.world import draft, external_vacancy, signed_in, url
from tests.applicants.factories import make_candidate, make_vacancy

pytestmark = pytest.mark.django_db


def start_url(vacancy) -> str:
    return reverse("applicants:start", args=[vacancy.reference])


def test_get_asks_and_changes_nothing() -> None:
    vacancy = external_vacancy()
    page = signed_in(make_candidate()).get(start_url(vacancy))
    assert page.status_code == 200
    assert f'action="{start_url(vacancy)}"' in page.content.decode()
    assert Application.objects.count() == 0


def test_however_often_it_is_pressed_there_is_one_draft_and_one_mail() -> None:
    vacancy = external_vacancy()
    browser = signed_in(make_candidate())
    places = {browser.post(start_url(vacancy)).url for _ in range(3)}
    application = Application.objects.get()
    assert places == {url("tasks", application.pk)}
    assert browser.get(start_url(vacancy)).url == url("tasks", application.pk)
    assert [mail.kind for mail in OutboxEmail.objects.all()] == ["draft_saved"]


def test_an_account_without_a_profile_gets_one() -> None:
    user = make_user("juniper.example", first_name="Juniper", last_name="Invented")
    application = start_application(vacancy=external_vacancy(), by=user)
    assert Candidate.objects.get().full_name == "Juniper Invented"
    assert application.reference.startswith(f"A-{timezone.localdate():%y}-")
    assert len(application.reference) == len("A-26-000123")


def test_answers_of_a_check_before_applying_are_taken_over_and_forgotten() -> None:
    vacancy = external_vacancy()
    browser = signed_in(make_candidate())
    session = browser.session
    session["eligibility_check"] = {vacancy.reference: {"left_before": "no"}}
    session.save()
    browser.post(start_url(vacancy))
    row = ApplicationSection.objects.get(code="eligibility")
    assert (row.answers, row.completed) == ({"left_before": "no"}, True)
    assert vacancy.reference not in browser.session["eligibility_check"]


def test_a_check_left_half_way_is_carried_on_later() -> None:
    application = start_application(
        vacancy=external_vacancy(),
        by=make_candidate().user,
        eligibility_answers={"left_before": "yes"},
    )
    assert ApplicationSection.objects.get(
        application=application, code="eligibility"
    ).completed is (False)


def test_a_later_check_replaces_the_answers_of_an_older_draft() -> None:
    application = draft(answers={"left_before": "yes"})
    again = start_application(
        vacancy=application.vacancy,
        by=application.candidate.user,
        eligibility_answers={"left_before": "no"},
    )
    assert again == application
    assert ApplicationSection.objects.get(code="eligibility").answers == {"left_before": "no"}


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.DRAFT_EXPIRED])
def test_after_withdrawing_one_may_begin_again(status: Status) -> None:
    former = draft()
    Application.objects.filter(pk=former.pk).update(status=status)
    again = start_application(vacancy=former.vacancy, by=former.candidate.user)
    assert again.pk != former.pk
    assert again.status == Status.DRAFT


def test_an_application_that_was_sent_is_shown_instead() -> None:
    sent = draft()
    Application.objects.filter(pk=sent.pk).update(
        status=Status.SUBMITTED, submitted_at=timezone.now()
    )
    browser = signed_in(sent.candidate)
    assert browser.post(start_url(sent.vacancy)).url == url("status", sent.pk)
    assert browser.get(start_url(sent.vacancy)).url == url("status", sent.pk)


def test_a_closed_vacancy_takes_no_draft() -> None:
    vacancy = external_vacancy(closes_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(GuardFailed, match="not open for applications"):
        start_application(vacancy=vacancy, by=make_candidate().user)
    answer = signed_in(make_candidate()).post(start_url(vacancy))
    assert answer.status_code == 409
    assert "not open for applications" in answer.content.decode()
    assert Application.objects.count() == 0


def test_a_route_without_a_form_says_where_to_write() -> None:
    vacancy = external_vacancy(route="temporary", job_family="hr")
    with pytest.raises(Refused, match=r"Write to analysts@met\.example"):
        start_application(vacancy=vacancy, by=make_candidate().user)


def test_a_restricted_vacancy_does_not_exist_off_the_network() -> None:
    vacancy = make_vacancy(visibility="restricted")
    for browser in (Client(), signed_in(make_candidate())):
        assert browser.get(start_url(vacancy)).status_code == 404
        assert browser.post(start_url(vacancy)).status_code == 404
    assert Application.objects.count() == 0


def test_looking_signed_out_writes_nothing_and_the_links_carry_the_address() -> None:
    vacancy = external_vacancy()
    browser = Client()
    with CaptureQueriesContext(connection) as made:
        answer = browser.get(start_url(vacancy))
    page = answer.content.decode()
    wanted = f"?next={start_url(vacancy)}"
    assert f"{reverse('account_login')}{wanted}" in page
    assert f"{reverse('account_signup')}{wanted}" in page
    assert not answer.cookies
    assert {query["sql"].split()[0] for query in made.captured_queries} == {"SELECT"}
    assert Session.objects.count() == 0


def test_signed_out_the_vacancy_is_remembered_through_sign_in() -> None:
    vacancy = external_vacancy()
    make_user("lark.example")
    browser = Client()
    answer = browser.post(start_url(vacancy), follow=True)
    page = answer.content.decode()
    wanted = f"?next={start_url(vacancy)}"
    assert f"{reverse('account_login')}{wanted}" in page
    assert f"{reverse('account_signup')}{wanted}" in page
    assert Application.objects.count() == 0
    login = {"login": "lark.example", "password": PASSWORD, "next": start_url(vacancy)}
    signed = browser.post(reverse("account_login"), login)
    assert signed.url == start_url(vacancy)
    assert "Start now" in browser.get(signed.url).content.decode()


def test_without_the_address_the_list_of_applications_still_remembers() -> None:
    vacancy = external_vacancy(title="Rememberedrole")
    make_user("lark.example")
    browser = Client()
    browser.post(start_url(vacancy))
    browser.post(reverse("account_login"), {"login": "lark.example", "password": PASSWORD})
    page = browser.get(reverse("applicants:applications")).content.decode()
    assert "Rememberedrole" in page
    assert start_url(vacancy) in page
    browser.post(start_url(vacancy))
    page = browser.get(reverse("applicants:applications"))
    assert page.context["remembered"] is None


def test_nobody_signed_in_has_no_applications() -> None:
    answer = Client().get(reverse("applicants:applications"))
    assert answer.status_code == 302
    assert reverse("account_login") in answer.url
