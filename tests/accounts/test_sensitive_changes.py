"""Changing what protects an account (security checks 16 and 17)."""

from __future__ import annotations

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client

from recruitment.accounts.emails.links import ConfirmEmail, ConfirmSignup
from recruitment.accounts.models import User
from recruitment.accounts.services import deactivate_user, reactivate_user
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from tests.accounts.people import (
    PASSWORD,
    add_totp,
    code_now,
    is_signed_in,
    make_manager,
    make_user,
    sign_in,
)

pytestmark = pytest.mark.django_db

NEW = "Candle harbour 7 violins"
BASE = "https://portal.example"


def mails() -> list[tuple[str, str]]:
    return list(OutboxEmail.objects.order_by("pk").values_list("kind", "to_address"))


def reauthenticate(client: Client, password: str = PASSWORD):
    return client.post("/accounts/reauthenticate/", {"password": password})


def newest_link(email_class) -> str:
    email = email_class.load(OutboxEmail.objects.filter(kind=email_class.kind).latest("pk").ids)
    return email.link.removeprefix(BASE)


def signed_in(user: User) -> Client:
    client = Client()
    assert sign_in(client, user.username).status_code == 302
    return client


def change_email(client: Client, email: str):
    return client.post("/accounts/email/", {"email": email, "action_add": ""})


def test_a_new_address_needs_the_password_again_and_tells_the_present_one():
    user = make_user("rowan")
    client = signed_in(user)
    asked = change_email(client, "new@applicant.example")
    assert asked["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2Femail%2F"
    assert EmailAddress.objects.count() == 1
    assert reauthenticate(client, "wrong").status_code == 200
    assert change_email(client, "new@applicant.example").status_code == 302
    assert EmailAddress.objects.count() == 1
    reauthenticate(client)
    change_email(client, "New@applicant.example")
    assert mails() == [
        ("account_confirm_email", "new@applicant.example"),
        ("account_email_change_asked", "rowan@applicant.example"),
    ]
    user.refresh_from_db()
    assert user.email == "rowan@applicant.example"


def test_a_confirmed_new_address_takes_over_and_the_old_one_hears_of_it():
    user = make_user("rowan")
    client = signed_in(user)
    reauthenticate(client)
    change_email(client, "new@applicant.example")
    link = newest_link(ConfirmEmail)
    assert client.get(link).status_code == 200
    user.refresh_from_db()
    assert user.email == "rowan@applicant.example"  # opening a link changes nothing
    client.post(link)
    user.refresh_from_db()
    assert user.email == "new@applicant.example"
    address = EmailAddress.objects.get()
    assert (address.email, address.verified, address.primary) == (user.email, True, True)
    assert mails()[-1] == ("account_email_changed", "rowan@applicant.example")
    assert sign_in(Client(), "rowan@applicant.example").status_code == 200
    assert sign_in(Client(), "new@applicant.example").status_code == 302


def test_the_password_that_was_typed_again_counts_for_five_minutes():
    user = make_user("rowan")
    client = signed_in(user)
    with time_machine.travel("2026-11-22T10:00:00Z", tick=False) as clock:
        client = signed_in(user)
        reauthenticate(client)
        clock.shift(299)
        assert client.get("/accounts/2fa/totp/activate/").status_code == 200
        clock.shift(2)
        assert client.get("/accounts/2fa/totp/activate/")["Location"] == (
            "/accounts/reauthenticate/?next=%2Faccounts%2F2fa%2Ftotp%2Factivate%2F"
        )


def test_an_address_somebody_else_claimed_first_goes_to_who_confirms_it():
    claimer = make_user("claimer", email="mine@applicant.example", confirmed=False)
    owner = make_user("owner")
    client = signed_in(owner)
    reauthenticate(client)
    change_email(client, "mine@applicant.example")
    client.post(newest_link(ConfirmEmail))
    owner.refresh_from_db()
    claimer.refresh_from_db()
    assert (owner.email, claimer.email) == ("mine@applicant.example", "")
    assert AuditEntry.objects.filter(
        action="account.address_release", target_id=str(claimer.pk)
    ).exists()


def test_an_address_that_is_somebody_elses_cannot_be_taken_over():
    other = make_user("other")
    user = make_user("rowan")
    client = signed_in(user)
    reauthenticate(client)
    response = change_email(client, "other@applicant.example")
    assert response.status_code == 302  # says nothing about the other account
    client.post(newest_link(ConfirmEmail))
    user.refresh_from_db()
    other.refresh_from_db()
    assert (user.email, other.email) == ("rowan@applicant.example", "other@applicant.example")
    assert sign_in(Client(), "other@applicant.example")["Location"] != ""
    assert EmailAddress.objects.get(email="other@applicant.example", verified=True).user == other


def test_a_new_password_needs_the_present_one_and_ends_every_session():
    user = make_user("rowan")
    client, elsewhere = signed_in(user), signed_in(user)
    url = "/accounts/password/change/"
    wrong = client.post(url, {"oldpassword": "x", "password1": NEW, "password2": NEW})
    assert wrong.context["form"].errors == {"oldpassword": ["Enter your current password."]}
    assert is_signed_in(elsewhere)
    client.post(url, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert (is_signed_in(client), is_signed_in(elsewhere)) == (False, False)
    assert mails() == [("account_password_changed", "rowan@applicant.example")]
    assert sign_in(Client(), "rowan").status_code == 200
    assert sign_in(Client(), "rowan", NEW).status_code == 302
    assert AuditEntry.objects.filter(action="account.password_change").count() == 1


def test_signing_out_is_a_post_and_signs_out_everywhere():
    user = make_user("rowan")
    client, elsewhere = signed_in(user), signed_in(user)
    copied = Client()
    copied.cookies = client.cookies.copy()
    assert client.get("/accounts/logout/").status_code == 200
    assert is_signed_in(client)
    response = client.post("/accounts/logout/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert [is_signed_in(c) for c in (client, elsewhere, copied)] == [False, False, False]
    assert user.usersession_set.count() == 0


def test_switching_an_account_off_ends_its_sessions_and_on_again_opens_none():
    user, manager = make_user("rowan"), make_manager()
    client = signed_in(user)
    deactivate_user(user=user, by=manager, reason="left the service")
    assert not is_signed_in(client)
    assert sign_in(Client(), "rowan").status_code == 200
    reactivate_user(user=user, by=manager, reason="came back")
    assert not is_signed_in(client)
    assert sign_in(Client(), "rowan").status_code == 302
    entries = AuditEntry.objects.filter(target_id=str(user.pk), actor_id=manager.pk).order_by("pk")
    assert [(e.action, e.reason) for e in entries] == [
        ("account.deactivate", "left the service"),
        ("account.reactivate", "came back"),
    ]


def test_adding_and_removing_an_authenticator_app_is_told_to_the_owner(
    django_capture_on_commit_callbacks,
):
    user = make_user("rowan")
    client = signed_in(user)
    reauthenticate(client)
    client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/2fa/totp/activate/", {"code": code_now(secret)})
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/2fa/recovery-codes/generate/")
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.count() == 0
    assert [kind for kind, _ in mails()] == [
        "account_totp_added",
        "account_recovery_codes_made",
        "account_totp_removed",
    ]


def test_removing_an_app_needs_the_password_again():
    user = make_user("rowan")
    add_totp(user)
    client = Client()
    client.force_login(user)
    response = client.post("/accounts/2fa/totp/deactivate/")
    assert response["Location"].startswith("/accounts/reauthenticate/")
    assert Authenticator.objects.count() == 1


def sign_up(client: Client, **extra: str):
    return client.post(
        "/accounts/signup/",
        {"username": "rowan", "email": "r@applicant.example", "password1": PASSWORD,
         "password2": PASSWORD, **extra},
    )  # fmt: skip


def test_the_link_of_sign_up_lives_a_day_and_is_made_when_it_is_sent():
    with time_machine.travel("2026-11-22T10:00:00Z", tick=False) as clock:
        client = Client()
        sign_up(client)
        link = newest_link(ConfirmSignup)
        clock.shift(86_400)
        assert client.get(link).context["can_confirm"]
        clock.shift(1)
        assert not client.get(link).context["can_confirm"]
        assert client.post(link).status_code == 404
        assert EmailAddress.objects.get().verified is False
        assert client.post(newest_link(ConfirmSignup))["Location"] == "/accounts/login/"
        assert EmailAddress.objects.get().verified is True
        assert not is_signed_in(client)
        assert ConfirmSignup.load(OutboxEmail.objects.first().ids) is None


@pytest.mark.parametrize(
    ("wanted", "location"),
    [
        ("/vacancies/?q=clerk", "/accounts/login/?next=%2Fvacancies%2F%3Fq%3Dclerk"),
        ("//evil.example/", "/accounts/login/"),
    ],
)
def test_confirming_leads_back_to_where_sign_up_began(wanted, location):
    client = Client()
    sign_up(client, next=wanted)
    assert client.post(newest_link(ConfirmSignup))["Location"] == location


def test_confirming_in_another_browser_leads_to_sign_in():
    sign_up(Client(), next="/vacancies/")
    assert Client().post(newest_link(ConfirmSignup))["Location"] == "/accounts/login/"
