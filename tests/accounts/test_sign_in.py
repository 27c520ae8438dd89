"""Signing in (security checks 10, 11, 12, 16 and 18)."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import authenticate
from django.shortcuts import resolve_url
from django.test import Client

from recruitment.accounts.adapters import WRONG
from recruitment.accounts.backends import find_user
from recruitment.accounts.forms import CASE_HINT, LoginForm
from recruitment.accounts.models import User
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from tests.accounts.people import PASSWORD, is_signed_in, make_staff, make_user, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("login", "password", "enters"),
    [
        ("Alice", PASSWORD, True),
        (" Alice ", PASSWORD, True),
        ("alice", PASSWORD, False),
        ("ALICE", PASSWORD, False),
        ("alice@applicant.example", PASSWORD, True),
        ("ALICE@Applicant.Example", PASSWORD, True),
        ("alice@other.example", PASSWORD, False),
        ("Alice", PASSWORD.lower(), False),
        ("Alice", PASSWORD + " ", False),
        ("Alice", " " + PASSWORD, False),
    ],
)
def test_usernames_and_passwords_exactly_addresses_in_any_case(login, password, enters):
    make_user("Alice")
    client = Client()
    assert sign_in(client, login, password).status_code == (302 if enters else 200)
    assert is_signed_in(client) is enters


def test_a_username_that_is_somebody_elses_address_cannot_exist_and_finds_nobody():
    user = make_user("rowan", email="rowan@applicant.example")
    assert find_user("rowan@applicant.example") == user
    assert find_user("rowan") == user
    for login in ("", " ", "Rowan", "rowan\x00", "@", "rowan@"):
        assert find_user(login) is None, repr(login)


def test_a_confirmed_address_goes_before_one_that_was_only_typed_in():
    owner = make_user("owner", email="old@applicant.example")
    EmailAddress.objects.create(user=owner, email="mine@applicant.example", verified=True)
    make_user("claimer", email="mine@applicant.example", confirmed=False)
    assert find_user("MINE@applicant.example") == owner


def test_every_failure_has_the_same_answer():
    make_user("rowan")
    make_user("closed", is_active=False)
    pages = set()
    for login, password in (
        ("rowan", "wrong"),
        ("Rowan", PASSWORD),
        ("nobody", PASSWORD),
        ("rowan@applicant.example", "wrong"),
        ("nobody@applicant.example", PASSWORD),
        ("closed", PASSWORD),
        ("closed@applicant.example", PASSWORD),
    ):
        response = sign_in(Client(), login, password, HTTP_X_REAL_IP=f"192.0.2.{len(login)}")
        assert response.context["form"].non_field_errors() == [WRONG]
        html = re.sub(r'value="[A-Za-z0-9]{64}"', "token", response.content.decode())
        pages.add((response.status_code, html.replace(login, "")))
    assert len(pages) == 1


def test_an_unknown_name_costs_one_hash_like_a_known_one(monkeypatch):
    make_user("rowan")
    made = []
    monkeypatch.setattr(User, "set_password", lambda user, password: made.append("unknown"))
    monkeypatch.setattr(User, "check_password", lambda user, password: made.append("known"))
    for login in ("rowan", "nobody", "nobody@applicant.example"):
        assert authenticate(None, username=login, password="x") is None
    assert made == ["known", "unknown", "unknown"]


def test_the_form_says_that_case_matters_and_has_no_placeholders():
    form = LoginForm()
    assert form.fields["login"].help_text == CASE_HINT
    assert CASE_HINT.startswith("Usernames and passwords are case sensitive")
    assert all("placeholder" not in field.widget.attrs for field in form.fields.values())
    assert list(form.fields) == ["login", "password"]


def test_a_person_whose_address_is_not_confirmed_is_sent_a_new_link(client):
    make_user("rowan", confirmed=False)
    response = sign_in(client, "rowan")
    assert (response.status_code, response["Location"]) == (302, "/accounts/confirm-email/")
    assert OutboxEmail.objects.get().kind == "account_confirm_email"
    assert not is_signed_in(client)


def test_the_session_key_changes_at_sign_in(client):
    make_user("rowan")
    client.get("/accounts/login/")
    session = client.session
    session["before"] = "kept"
    session.save()
    client.cookies["sessionid"] = session.session_key
    sign_in(client, "rowan")
    assert client.session.session_key != session.session_key
    assert client.session["before"] == "kept"
    stale = Client()
    stale.cookies["sessionid"] = session.session_key
    assert not is_signed_in(stale)


def test_signing_in_and_out_stands_in_the_audit_log(client):
    user = make_user("rowan")
    sign_in(client, "rowan")
    client.post("/accounts/logout/")
    entries = AuditEntry.objects.filter(target_id=str(user.pk)).order_by("pk")
    assert [(e.action, e.actor_id) for e in entries] == [
        ("account.sign_in", user.pk),
        ("account.sign_out", user.pk),
    ]


@pytest.mark.parametrize(
    ("target", "goes_to"),
    [
        ("/vacancies/?q=clerk", "/vacancies/?q=clerk"),
        ("http://testserver/vacancies/", "http://testserver/vacancies/"),
    ],
)
def test_next_is_kept(target, goes_to):
    make_user("rowan")
    response = Client().post(
        "/accounts/login/", {"login": "rowan", "password": PASSWORD, "next": target}
    )
    assert response["Location"] == goes_to


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/vacancies/\r\nSet-Cookie: a=b",
        "http:evil.example",
        "https://testserver@evil.example/",
        "http://localhost/vacancies/",  # allowed as a host, but not the one that was asked
        " //evil.example",
    ],
)
def test_next_never_leads_away(target):
    make_user("rowan")
    client = Client()
    response = client.post(
        "/accounts/login/", {"login": "rowan", "password": PASSWORD, "next": target}
    )
    assert response["Location"] == resolve_url(settings.LOGIN_REDIRECT_URL)


def test_candidates_go_to_their_applications_and_staff_to_their_pages():
    make_user("rowan")
    make_staff(username="staff.example")
    assert sign_in(Client(), "rowan")["Location"] == resolve_url(settings.LOGIN_REDIRECT_URL)
    assert sign_in(Client(), "staff.example")["Location"] == "/staff/"


def test_model_permissions_are_not_used_anywhere():
    user = make_user("rowan", is_staff=True)
    assert user.get_all_permissions() == set()
    assert user.has_perm("accounts.change_user") is False
