"""Every account page in our frame, in plain words, with nothing that the policy blocks."""

from __future__ import annotations

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from tests.ui.markup import Page

pytestmark = [pytest.mark.urls("tests.ui.gallery.urls"), pytest.mark.django_db]


def check(html: str) -> Page:
    page = Page(html)
    assert page.one("html")["lang"] == "en-GB"
    assert len(page.all("h1")) == 1
    assert [one for one in page.elements if "style" in one.attrs or one.tag == "style"] == []
    for script in page.all("script"):
        assert "src" in script.attrs or script["type"] == "application/json"
    assert [one for one in page.all("img") if one["src"].startswith("data:")] == []
    assert all("govuk-" in one["class"] or "app-" in one["class"] for one in page.all("button"))
    ids = [one["id"] for one in page.elements if "id" in one.attrs]
    assert sorted(ids) == sorted(set(ids))
    return page


# Where two pages have the same heading, their titles tell the open tabs apart.
TITLES = {
    "/accounts/password/reset/done/": "Check your email for a new password",
    "/accounts/password/reset/key/1-bad/": "This link for a new password does not work",
}


@pytest.fixture
def signed_in(client: Client, django_user_model) -> Client:
    user = django_user_model.objects.create_user("Ada", "ada@candidate.example", "a-long-password")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.force_login(user)
    session = client.session
    now = time.time()
    session["account_authentication_methods"] = [
        {"method": "password", "at": now, "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/accounts/login/", "Sign in"),
        ("/accounts/signup/", "Register"),
        ("/accounts/password/reset/", "Forgotten your password?"),
        ("/accounts/password/reset/done/", "Check your email"),
        ("/accounts/password/reset/key/1-bad/", "This link does not work"),
        ("/accounts/password/reset/key/done/", "Your password is changed"),
        ("/accounts/confirm-email/", "Check your email"),
        ("/accounts/confirm-email/nonsense/", "This link does not work"),
        ("/accounts/inactive/", "This account is not active"),
    ],
)
def test_signed_out(client: Client, path: str, heading: str) -> None:
    page = check(client.get(path).content.decode())
    assert page.one("h1").text == heading
    assert page.one("title").text == f"{TITLES.get(path, heading)} – Met recruitment"


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/accounts/email/", "Your email address"),
        ("/accounts/password/change/", "Change your password"),
        ("/accounts/logout/", "Sign out"),
        ("/accounts/sessions/", "Where you are signed in"),
        ("/accounts/2fa/", "Two-step sign-in"),
        ("/accounts/2fa/totp/activate/", "Set up an authenticator app"),
        ("/accounts/2fa/webauthn/", "Passkeys and security keys"),
        ("/accounts/2fa/webauthn/add/", "Add a passkey or security key"),
    ],
)
def test_signed_in(signed_in: Client, path: str, heading: str) -> None:
    page = check(signed_in.get(path).content.decode())
    assert page.one("h1").text == heading


def test_case_matters_is_said_where_it_is_needed(client: Client) -> None:
    for path in ("/accounts/login/", "/accounts/signup/"):
        text = check(client.get(path).content.decode()).one("main").text
        assert "Usernames and passwords are case sensitive" in text


def test_sign_in_leads_to_a_new_password(client: Client) -> None:
    page = check(client.get("/accounts/login/").content.decode())
    link = next(one for one in page.all("a") if one.text == "Forgotten your password?")
    assert link["href"] == "/accounts/password/reset/"


def test_sign_in_keeps_where_people_were_going(client: Client) -> None:
    page = check(client.get("/accounts/login/?next=/feedback/").content.decode())
    # The cookie banner comes back to this page, the two ways of signing in go on.
    assert [one["value"] for one in page.all("input", name="next")] == [
        "/accounts/login/?next=/feedback/",
        "/feedback/",
        "/feedback/",
    ]


def test_passkeys_wait_for_a_browser_that_has_them(client: Client) -> None:
    page = check(client.get("/accounts/login/").content.decode())
    part = next(one for one in page.elements if "data-needs-passkeys" in one.attrs)
    assert "hidden" in part.attrs
    assert [one["src"] for one in page.all("script") if "src" in one.attrs] == [
        "/static/app.js",
        "/static/mfa/js/webauthn-json.js",
        "/static/mfa/js/webauthn.js",
        "/static/passkeys.js",
        "/static/account/js/onload.js",
    ]


def test_wrong_password_is_one_plain_answer(client: Client) -> None:
    response = client.post("/accounts/login/", {"login": "Nobody", "password": "wrong-words-here"})
    page = check(response.content.decode())
    assert page.one("title").text == "Error: Sign in – Met recruitment"
    assert page.one("div", class_="govuk-error-summary").text.startswith("There is a problem")
    assert page.one("input", id="id_login")["value"] == "Nobody"
    assert "value" not in page.one("input", id="id_password").attrs


def test_an_address_waiting_for_confirmation(signed_in: Client) -> None:
    user = EmailAddress.objects.get().user
    EmailAddress.objects.create(user=user, email="new@candidate.example", verified=False)
    page = check(signed_in.get("/accounts/email/").content.decode())
    assert [one.text for one in page.all("dd")] == [
        "Ada",
        "ada@candidate.example",
        "new@candidate.example Not confirmed yet",
    ]
    names = [one["name"] for one in page.all("button") if one.attrs.get("name", "all") != "all"]
    assert names == ["action_send", "action_remove", "action_add"]


@pytest.fixture
def with_second_step(signed_in: Client) -> Client:
    user = EmailAddress.objects.get().user
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"}
    )
    RecoveryCodes.activate(user)
    return signed_in


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/accounts/2fa/", "Two-step sign-in"),
        ("/accounts/2fa/totp/deactivate/", "Switch off the authenticator app"),
        ("/accounts/2fa/recovery-codes/", "Recovery codes"),
        ("/accounts/2fa/recovery-codes/generate/", "Make new recovery codes"),
        ("/accounts/2fa/reauthenticate/", "Confirm that it is you"),
    ],
)
def test_with_a_second_step(with_second_step: Client, path: str, heading: str) -> None:
    assert check(with_second_step.get(path).content.decode()).one("h1").text == heading


def test_second_step_while_signing_in(client: Client, with_second_step: Client) -> None:
    fresh = Client()
    response = fresh.post(
        "/accounts/login/", {"login": "Ada", "password": "a-long-password"}, follow=True
    )
    page = check(response.content.decode())
    assert page.one("h1").text == "Enter your code"
    assert page.one("input", name="code")["autocomplete"] == "one-time-code"


def test_qr_code_needs_no_image(signed_in: Client) -> None:
    page = check(signed_in.get("/accounts/2fa/totp/activate/").content.decode())
    assert page.one("svg", class_="app-qr")["role"] == "img"


def test_new_recovery_codes_are_shown_once(with_second_step: Client) -> None:
    response = with_second_step.post("/accounts/2fa/recovery-codes/generate/", follow=True)
    page = check(response.content.decode())
    codes = [one.text for one in page.all("li", class_="app-code")]
    assert len(set(codes)) == 10
    assert "We show these codes only now." in page.one("main").text
    again = check(with_second_step.get("/accounts/2fa/recovery-codes/").content.decode())
    assert again.all("li", class_="app-code") == []


def test_keys_are_listed_by_name(signed_in: Client) -> None:
    user = EmailAddress.objects.get().user
    data = {"name": "Work <phone>", "credential": {}}
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)
    page = check(signed_in.get("/accounts/2fa/webauthn/").content.decode())
    assert page.one("dt", class_="govuk-summary-list__key").text == "Work <phone>"
    links = page.all("ul", class_="govuk-summary-list__actions-list")
    assert [one.text for one in links] == ["Rename Work <phone>Remove Work <phone>"]
