"""Saving a search: asked, confirmed by the mailbox, changed, kept, stopped; equal answers."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from recruitment.access.logs import mask_tokens
from recruitment.accounts.models import InternalStanding
from recruitment.outbox.models import OutboxEmail
from tests.applicants.verification.helpers import fingerprint
from tests.vacancies.adverts import NOW, make_internal_user, make_open, signed_in
from tests.vacancies.alerts.searches import ASH, ask, confirmed, deliver, owner
from vacancies import tasks
from vacancies.alerts.links import alert_path, derive_alert_token, stop_path
from vacancies.alerts.saving import MOST_ALERTS, AlertRefused, ask_for_alert, confirm_alert
from vacancies.models import SavedSearch

pytestmark = pytest.mark.django_db
NEW = "/alerts/new/?q=analyst&route=external_staff&sort=newest&page=4&closing=3"


def post(client, email=ASH, frequency="weekly", url=NEW, **extra):
    return client.post(url, {"email": email, "frequency": frequency, **extra})


def test_the_list_leads_to_an_alert_for_the_same_search(client):
    make_open()
    text = client.get("/vacancies/?q=analyst&route=external_staff").content.decode()
    found = re.search(r'href="([^"]+)"[^>]*>Email me new vacancies like these', text)
    assert found
    page = client.get(found[1].replace("&amp;", "&")).content.decode()
    assert "<li>“analyst”</li><li>Way to join: Police staff</li>" in page


def test_without_an_account_the_mailbox_is_asked_first(client):
    response = post(client, "  Ash@Applicant.example ")
    assert (response.status_code, response["Location"]) == (302, "/alerts/check-your-email/")
    search = SavedSearch.objects.get()
    assert (search.email, search.query, search.frequency, search.kind, search.user) == (
        ASH, "q=analyst&route=external_staff", "weekly", "public", None,
    )  # fmt: skip
    assert (search.confirmed_at, search.told_until) == (None, NOW)
    [message] = deliver()
    assert message.to == [ASH]
    assert message.subject == "Confirm your job alert"
    assert settings.BASE_URL + alert_path(search) in message.body
    assert settings.BASE_URL + stop_path(search) in message.body


def test_no_table_holds_the_token():
    search = ask()
    token = derive_alert_token(search.nonce)
    rows = repr(list(SavedSearch.objects.values())) + repr(list(OutboxEmail.objects.values()))
    assert token not in rows
    assert mask_tokens(alert_path(search)) == "/alerts/link/[link]/"
    assert mask_tokens(stop_path(search)) == "/alerts/link/[link]/stop/"


def test_opening_the_links_changes_nothing_and_the_button_confirms(client):
    search = ask()
    before = fingerprint()
    for path in (alert_path(search), stop_path(search)):
        for method in (client.get, client.head, client.options):
            method(path)
    assert fingerprint() == before
    page = client.get(alert_path(search))
    assert "Yes, write to me" in page.content.decode()
    assert page["Cache-Control"] == "no-store, private"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    response = client.post(alert_path(search))
    assert (response.status_code, response["Location"]) == (302, alert_path(search))
    search.refresh_from_db()
    assert (search.confirmed_at, search.keep_until) == (NOW, date(2027, 11, 22))
    text = client.get(alert_path(search)).content.decode()
    assert "On 22 November 2027 we ask whether you want to keep it." in text


def test_the_answer_is_the_same_for_a_known_address(client):
    owner("ash")
    confirmed("q=analyst&route=external_staff", email="known@applicant.example")
    answers = []
    for address in (ASH, "ash@example.test", "known@applicant.example"):
        other = Client()
        response = other.post(NEW, {"email": address, "frequency": "weekly"}, follow=True)
        text = response.content.decode()
        answers.append((response.redirect_chain, re.sub(r'value="[^"]{40,}"', "", text)))
        assert address not in text
    assert answers[0] == answers[1] == answers[2]
    assert sorted(m.to[0] for m in deliver()) == sorted(
        [ASH, "ash@example.test", "known@applicant.example"]
    )


def test_asking_again_sends_no_second_email_that_day_and_three_searches_at_most(client):
    for number in range(6):
        post(client)
        post(client, url=f"/alerts/new/?q=word{number}")
    assert SavedSearch.objects.count() == 3
    assert [m.to for m in deliver()] == [[ASH], [ASH], [ASH]]


def test_confirming_the_same_search_again_changes_the_one_that_is_there():
    first = confirmed("q=analyst", frequency="daily")
    ask_for_alert(email=ASH, kind="public", query="q=analyst", frequency="weekly", by=owner())
    again = SavedSearch.objects.get(confirmed_at=None)
    kept = confirm_alert(search_id=again.pk)
    assert kept == first
    assert SavedSearch.objects.get().frequency == "weekly"
    assert not OutboxEmail.objects.filter(about=again.about).exists()


def test_a_confirmed_account_is_taken_at_its_word():
    user = owner()
    response = post(signed_in(user), user.email)
    assert (response.status_code, response["Location"]) == (302, "/alerts/")
    search = SavedSearch.objects.get()
    assert (search.user, search.confirmed_at) == (user, NOW)
    [message] = deliver()
    assert message.subject == "Your job alert is set up"


def test_another_address_than_the_accounts_own_is_asked():
    response = post(signed_in(owner()), ASH)
    assert response["Location"] == "/alerts/check-your-email/"
    assert SavedSearch.objects.get().confirmed_at is None


def test_an_address_has_twenty_alerts_at_most():
    user = owner()
    for number in range(MOST_ALERTS):
        ask(f"q=w{number}", email=user.email, by=user)
    text = post(signed_in(user), user.email).content.decode()
    assert "You already have 20 alerts. Stop one before you add another." in text
    assert 'value="weekly" checked' in text
    for number in range(MOST_ALERTS):
        confirmed(f"q=w{number}")
    waiting = ask("q=one+more")
    with pytest.raises(AlertRefused):
        confirm_alert(search_id=waiting.pk)
    page = Client().post(alert_path(waiting))
    assert "You already have 20 alerts" in page.content.decode()


def test_errors_stand_at_their_field_and_nothing_is_lost(client):
    text = post(client, "ash at applicant", frequency="").content.decode()
    assert "Enter an email address in the correct format" in text
    assert "Select how often we should write to you." in text
    assert 'value="ash at applicant"' in text
    assert "<li>“analyst”</li>" in text
    assert SavedSearch.objects.count() == 0


def test_an_hour_allows_ten_from_one_place(client):
    codes = [post(client, f"a{n}@applicant.example").status_code for n in range(12)]
    assert codes == [302] * 10 + [429] * 2


def test_internal_alerts_need_a_person_of_today(client):
    internal = "/alerts/new/?q=analyst&list=internal"
    assert client.get(internal)["Location"].startswith("/accounts/login/?next=/alerts/new/")
    outside = signed_in(owner("outside"))
    assert "Your account does not show that you do" in outside.get(internal).content.decode()
    assert SavedSearch.objects.count() == 0
    person = make_internal_user("inside")
    person.emailaddress_set.update(verified=False)
    owner_of = signed_in(person)
    assert "Your account does not show" in owner_of.get(internal).content.decode()
    person.emailaddress_set.update(verified=True)
    page = owner_of.get(internal).content.decode()
    assert f"We write to {person.email}" in page
    owner_of.post(internal, {"frequency": "daily", "email": ASH})
    search = SavedSearch.objects.get()
    assert (search.email, search.kind, search.user) == (person.email, "internal", person)


def test_there_are_no_restricted_alerts():
    person = make_internal_user("inside")
    for kind in ("restricted", "internal"):
        with pytest.raises(AlertRefused):
            ask_for_alert(email=ASH, kind=kind, query="", frequency="daily", by=person)
    search = ask()
    for values in ({"kind": "restricted"}, {"kind": "internal", "user": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SavedSearch.objects.filter(pk=search.pk).update(**values)
    text = signed_in(person).get("/alerts/new/?list=restricted").content.decode()
    assert "estricted vacancies" not in text.replace("We never write about restricted", "")
    assert InternalStanding.objects.count() == 1


def test_changing_keeping_and_stopping_by_the_link(client):
    search = confirmed()
    client.post(alert_path(search), {"action": "change", "frequency": "weekly"})
    search.refresh_from_db()
    assert search.frequency == "weekly"
    SavedSearch.objects.update(asked_to_keep_at=NOW, keep_until=date(2026, 11, 22))
    assert "Keep it for 12 more months" in client.get(alert_path(search)).content.decode()
    client.post(alert_path(search), {"action": "keep"})
    search.refresh_from_db()
    assert (search.keep_until, search.asked_to_keep_at) == (date(2027, 11, 22), None)
    page = client.get(stop_path(search)).content.decode()
    assert "Stop this job alert" in page
    assert client.post(stop_path(search)).status_code == 200
    assert SavedSearch.objects.count() == 0
    assert OutboxEmail.objects.filter(about=search.about).count() == 0
    for path in (alert_path(search), stop_path(search)):
        assert client.get(path).status_code == 404


def test_a_mail_program_stops_it_with_one_post_and_no_cookie():
    search = confirmed()
    strict = Client(enforce_csrf_checks=True)
    body = "List-Unsubscribe=One-Click"
    response = strict.post(
        stop_path(search), body, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 200
    assert SavedSearch.objects.count() == 0
    other = ask("q=other")
    assert strict.post(alert_path(other)).status_code == 403


def test_unknown_malformed_and_stopped_links_are_one_answer(client):
    gone = confirmed()
    path = stop_path(gone)
    client.post(path)
    late = ask("q=late")
    answers = set()
    with time_machine.travel(NOW + timedelta(days=3, seconds=1), tick=False):
        for bad in (path, alert_path(late), "/alerts/link/" + "a" * 43 + "/", "/alerts/link/x/"):
            response = client.get(bad)
            answers.add((response.status_code, response.content))
    assert len(answers) == 1
    assert answers.pop()[0] == 404


def test_own_alerts_are_listed_and_nobody_elses(django_assert_num_queries):
    user, other = owner(), owner("somebody.else")
    ask("q=theirs", email=other.email, by=other)
    ask("q=mine0", email=user.email, by=user)
    client = signed_in(user)
    client.get("/alerts/")
    with django_assert_num_queries(4) as one:
        text = client.get("/alerts/").content.decode()
    assert ("“mine0”" in text, "theirs" in text) == (True, False)
    for number in (1, 2):
        ask(f"q=mine{number}", email=user.email, by=user)
    with django_assert_num_queries(len(one)):
        text = client.get("/alerts/").content.decode()
    assert text.count("app-vacancy__title") == 3
    theirs = SavedSearch.objects.get(query="q=theirs")
    for name in ("vacancies:own_alert", "vacancies:own_alert_stop"):
        assert client.post(reverse(name, args=[theirs.pk])).status_code == 404
    mine = SavedSearch.objects.get(query="q=mine0")
    client.post(reverse("vacancies:own_alert_stop", args=[mine.pk]))
    assert set(SavedSearch.objects.values_list("query", flat=True)) == {
        "q=theirs", "q=mine1", "q=mine2",
    }  # fmt: skip


def test_an_alert_confirmed_by_mail_is_found_again_in_the_account():
    user = owner()
    confirmed("q=before", email=user.email)
    assert "“before”" in signed_in(user).get("/alerts/").content.decode()
    user.emailaddress_set.update(verified=False)
    assert "“before”" not in signed_in(user).get("/alerts/").content.decode()


def test_after_twelve_months_a_letter_asks_and_without_answer_it_lapses(client):
    search = confirmed()
    never = ask("q=never")
    deliver()
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        tasks.tidy_alerts()
        assert list(SavedSearch.objects.all()) == [search]
    with time_machine.travel(datetime(2027, 11, 21, 6, 40, tzinfo=UTC), tick=False):
        assert (tasks.tidy_alerts(), deliver()) == (0, [])
    year_later = datetime(2027, 11, 22, 6, 40, tzinfo=UTC)
    with time_machine.travel(year_later, tick=False):
        assert (tasks.tidy_alerts(), tasks.tidy_alerts()) == (1, 0)
        [letter] = deliver()
        assert letter.subject == "Do you want to keep your job alert?"
        assert "say so by 22 December 2027" in letter.body
        assert "List-Unsubscribe" in letter.extra_headers
    with time_machine.travel(year_later + timedelta(days=29), tick=False):
        tasks.tidy_alerts()
        assert SavedSearch.objects.count() == 1
    with time_machine.travel(year_later + timedelta(days=30), tick=False):
        tasks.tidy_alerts()
        assert SavedSearch.objects.count() == 0
    assert mail.outbox == []
    assert never.pk
