"""The words of every account form, and forged posts to its pages (security checks 20 and 23)."""

from __future__ import annotations

import pytest
from allauth.account.app_settings import FORMS
from django import forms
from django.test import Client
from django.utils.module_loading import import_string

from recruitment.accounts.forms import NOT_THE_SAME
from tests.accounts.people import PASSWORD, make_user, sign_in

pytestmark = pytest.mark.django_db

NEEDS = {
    "change_password": {"user": None},
    "set_password": {"user": None},
    "reauthenticate": {"user": None},
    "add_email": {"user": None},
}


@pytest.mark.parametrize("name", sorted(FORMS))
def test_every_field_has_a_plain_label_and_no_placeholder(name):
    form: forms.Form = import_string(FORMS[name])(**NEEDS.get(name, {}))
    assert form.fields
    for field in form.fields.values():
        assert field.label[0].isupper()
        assert field.label[1:] == field.label[1:].lower()  # sentence case
        assert "placeholder" not in field.widget.attrs
        assert "<" not in str(field.help_text)
        assert field.error_messages["required"] != "This field is required."


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("signup", ["Username", "Email address", "Create a password", "Type the password again"]),
        ("login", ["Username or email address", "Password"]),
        ("change_password", ["Current password", "New password", "Type the password again"]),
        ("reset_password_from_key", ["New password", "Type the password again"]),
        ("reset_password", ["Email address"]),
        ("add_email", ["New email address"]),
    ],
)
def test_the_labels(name, labels):
    form: forms.Form = import_string(FORMS[name])(**NEEDS.get(name, {}))
    assert [field.label for field in form.fields.values()] == labels


def test_two_different_new_passwords_say_what_to_do():
    make_user("rowan")
    client = Client()
    sign_in(client, "rowan")
    response = client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "Candle harbour 7", "password2": "Candle harbour 8"},
    )
    assert response.context["form"].errors == {"password2": [NOT_THE_SAME]}


def test_an_address_in_an_odd_format_is_refused_in_plain_words():
    response = Client().post("/accounts/password/reset/", {"email": "rowan@"})
    assert response.context["form"].errors == {
        "email": ["Enter an email address in the correct format, like name@example.com."]
    }


@pytest.mark.parametrize(
    "address",
    [
        "signup/",
        "login/",
        "logout/",
        "email/",
        "password/change/",
        "password/reset/",
        "reauthenticate/",
        "sessions/",
        "2fa/totp/activate/",
        "2fa/webauthn/add/",
        "2fa/webauthn/login/",
        "2fa/recovery-codes/generate/",
    ],
)
def test_a_forged_post_is_refused(address):
    user = make_user("rowan")
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    assert client.post(f"/accounts/{address}").status_code == 403
    assert client.get("/accounts/password/change/").status_code == 200
