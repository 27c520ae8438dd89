"""The whole way of one person, with emails as they arrive: register, sign in, forget, come back."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from recruitment.accounts.models import User
from recruitment.outbox.services.working import send_due_emails
from tests.accounts.people import PASSWORD, is_signed_in, sign_in

NEW = "Candle harbour 7 violins"


def link_in_newest_email(to: str) -> str:
    """Sends what waits; the path of the first link in the newest email to this address."""
    send_due_emails()
    newest = [message for message in mail.outbox if message.to == [to]][-1]
    address = re.search(r"https://portal\.example(/accounts/\S+)", str(newest.body))
    assert address is not None
    html = newest.alternatives[0].content
    assert address[1] in html.replace("&amp;", "&")
    return address[1]


@pytest.mark.django_db(transaction=True)
def test_register_sign_in_forget_and_come_back():
    browser, email = Client(), "rowan@applicant.example"
    browser.post(
        "/accounts/signup/",
        {"username": "Rowan.Example", "email": email, "password1": PASSWORD,
         "password2": PASSWORD},
    )  # fmt: skip
    assert not is_signed_in(browser)
    confirm = link_in_newest_email(email)
    assert browser.get(confirm).context["email"] == email
    assert browser.post(confirm)["Location"] == "/accounts/login/"
    assert sign_in(browser, "Rowan.Example").status_code == 302
    assert is_signed_in(browser)

    at_work = Client()
    at_work.post("/accounts/password/reset/", {"email": email.upper()})
    form = at_work.get(link_in_newest_email(email), follow=True)
    at_work.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assert not is_signed_in(browser)
    assert sign_in(at_work, email, NEW).status_code == 302
    assert is_signed_in(at_work)

    send_due_emails()
    assert [message.subject for message in mail.outbox] == [
        "Confirm your email address",
        "Choose a new password",
        "You have a new password",
    ]
    sent = str([(m.body, m.alternatives, m.extra_headers) for m in mail.outbox])
    assert NEW not in sent
    assert PASSWORD not in sent
    assert User.objects.get().username == "Rowan.Example"
