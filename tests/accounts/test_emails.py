"""Emails about accounts: complete, without secrets at rest, and true when they are sent (19)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import allauth
import pytest
import time_machine
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.core import mail
from django.test import Client

from recruitment.accounts.emails.addresses import say_hours, say_moment
from recruitment.accounts.emails.notices import EmailChanged
from recruitment.accounts.mail_table import CHANGE_ASKED, MAILS, SWITCHED_OFF, UnknownMail, mail_for
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.registry import email_class_for, registered_emails
from recruitment.outbox.rendering import render
from tests.accounts.people import PASSWORD, make_user

# Other parts name emails so too; these are the ones that allauth would have sent.
ACCOUNT_EMAILS = [
    kind
    for kind in registered_emails()
    if kind.kind.startswith("account_") and kind.__module__.startswith("recruitment.accounts.")
]


def test_every_email_that_allauth_can_send_stands_in_the_table():
    sent = set()
    for app in ("account", "mfa", "usersessions"):
        for path in (Path(allauth.__file__).parent / app).rglob("*.py"):
            sent |= set(re.findall(r'"((?:account|mfa)/email/[a-z_]+)"', path.read_text()))
    assert len(sent) == 17
    assert sent == (set(MAILS) - {CHANGE_ASKED}) | SWITCHED_OFF


def test_an_email_that_stands_in_no_table_fails_loudly():
    with pytest.raises(UnknownMail, match="account/email/login_code"):
        mail_for("account/email/login_code")


def test_table_and_kinds_are_the_same_set():
    assert {entry.kind for entry in MAILS.values()} == {kind.kind for kind in ACCOUNT_EMAILS}
    assert all(email_class_for(entry.kind) for entry in MAILS.values())


@pytest.mark.parametrize("kind", ACCOUNT_EMAILS, ids=lambda kind: kind.kind)
def test_both_parts_say_the_same_with_links_to_the_service_only(kind):
    rendered = render(kind.sample())
    assert rendered.subject == kind.sample().subject
    assert "\n" not in rendered.subject
    for part in (rendered.text, rendered.html):
        assert "{{" not in part
        assert "{%" not in part
        assert re.findall(r"https?://[^/\s\"<]+", part)
        assert set(re.findall(r"https?://[^/\s\"<]+", part)) == {"https://portal.example"}
    links = set(re.findall(r"https://portal\.example/accounts/\S+", rendered.text))
    assert links
    assert all(link in rendered.html for link in links)


def test_a_notice_names_the_account_and_what_to_do():
    text = render(EmailChanged.sample()).text
    assert "The email address of your account was changed." in text
    assert "When: 9 December 2026 at 11:59pm" in text
    assert "Username: rowan.example" in text
    assert "If it was not you, choose a new password at once." in text


def test_a_name_cannot_bring_markup_into_an_email():
    email = EmailChanged(
        name='<a href="https://evil.example">x</a>',
        username="rowan",
        happened_at="now",
        reset_link="https://portal.example/",
    )
    assert '<a href="https://evil.example' not in render(email).html


def test_times_are_london_times_for_people():
    assert say_moment(datetime(2026, 12, 9, 23, 59, tzinfo=UTC)) == "9 December 2026 at 11:59pm"
    assert say_moment(datetime(2026, 7, 1, 11, 5, tzinfo=UTC)) == "1 July 2026 at 12:05pm"
    assert say_moment(datetime(2026, 12, 9, 0, 5, tzinfo=UTC)) == "9 December 2026 at 12:05am"
    assert [say_hours(s) for s in (3600, 86_400, 259_200, 10)] == [
        "1 hour", "24 hours", "3 days", "1 hour",
    ]  # fmt: skip


@pytest.mark.django_db
def test_no_secret_lies_in_the_outbox():
    with time_machine.travel("2026-11-22T10:00:00Z", tick=False):
        user = make_user("rowan")
        Client().post("/accounts/password/reset/", {"email": user.email})
        Client().post(
            "/accounts/signup/",
            {"username": "second", "email": "second@applicant.example", "password1": PASSWORD,
             "password2": PASSWORD},
        )  # fmt: skip
        token = default_token_generator.make_token(user)
        key = EmailConfirmationHMAC(EmailAddress.objects.get(verified=False)).key
        stored = str(list(OutboxEmail.objects.values()))
        assert OutboxEmail.objects.count() == 2
        for secret in (token, key, PASSWORD, user.password):
            assert secret not in stored
        rows = OutboxEmail.objects.order_by("pk")
        assert token in email_class_for(rows[0].kind).load(rows[0].ids).link
        assert key in email_class_for(rows[1].kind).load(rows[1].ids).link


@pytest.mark.django_db
def test_nothing_is_sent_while_a_page_is_made():
    user = make_user("rowan")
    Client().post("/accounts/password/reset/", {"email": user.email})
    assert mail.outbox == []


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver@evil"])
def test_a_forged_host_gets_400_and_no_email(host):
    user = make_user("rowan")
    response = Client().post("/accounts/password/reset/", {"email": user.email}, HTTP_HOST=host)
    assert response.status_code == 400
    assert OutboxEmail.objects.count() == 0


@pytest.mark.django_db
def test_forwarded_hosts_are_ignored_and_links_use_the_configured_address():
    user = make_user("rowan")
    response = Client().post(
        "/accounts/password/reset/",
        {"email": user.email},
        HTTP_X_FORWARDED_HOST="evil.example",
        HTTP_FORWARDED="host=evil.example",
        HTTP_X_FORWARDED_PROTO="http",
    )
    assert "evil" not in response["Location"]
    row = OutboxEmail.objects.get()
    assert (
        email_class_for(row.kind)
        .load(row.ids)
        .link.startswith("https://portal.example/accounts/password/reset/key/")
    )


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ACCOUNT_EMAILS, ids=lambda kind: kind.kind)
def test_an_email_about_an_account_that_is_gone_is_not_sent(kind):
    ids = {"user": 987654, "address": 987654, "at": "2026-11-22T10:00:00+00:00"}
    if kind.kind == "account_unknown":
        assert kind.load(ids) == kind.sample()
    else:
        assert kind.load(ids) is None
