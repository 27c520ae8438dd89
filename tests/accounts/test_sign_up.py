"""Making an account (security checks 10, 11, 12, 15 and 23)."""

from __future__ import annotations

import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client

from recruitment.accounts.forms import SignupForm
from recruitment.accounts.models import User
from recruitment.outbox.models import OutboxEmail
from tests.accounts.people import PASSWORD, is_signed_in, make_user, sign_in

pytestmark = pytest.mark.django_db

URL = "/accounts/signup/"


def answers(**changes: str) -> dict[str, str]:
    return {
        "username": "Rowan.Example",
        "email": "Rowan@Applicant.example",
        "password1": PASSWORD,
        "password2": PASSWORD,
    } | changes


def test_an_account_is_made_unconfirmed_and_a_link_is_queued(client):
    response = client.post(URL, answers())
    assert (response.status_code, response["Location"]) == (302, "/accounts/confirm-email/")
    user = User.objects.get()
    assert (user.username, user.email) == ("Rowan.Example", "rowan@applicant.example")
    address = EmailAddress.objects.get()
    assert (address.email, address.verified, address.primary) == (user.email, False, True)
    row = OutboxEmail.objects.get()
    assert (row.kind, row.to_address) == ("account_confirm_signup", "rowan@applicant.example")
    assert row.ids == {"user": user.pk, "address": address.pk}
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("username", "sentence"),
    [
        ("rowan", "That username is already in use. Choose a different one."),
        (
            "ROWAN",
            "That username is already in use. Choose a different one."
            " One that differs only in capital letters is too close.",
        ),
        (
            "rowan@applicant.example",
            "Choose a username without an @ sign. You can also sign in with your email address.",
        ),
        ("ro", "Your username must have at least 3 characters."),
        ("a" * 65, "Your username must have no more than 64 characters."),
        ("", "Enter a username."),
    ],
)
def test_a_username_is_refused_at_its_field_and_nothing_else_is_lost(client, username, sentence):
    make_user("rowan")
    response = client.post(URL, answers(username=username))
    form = response.context["form"]
    assert form.errors == {"username": [sentence]}
    assert (form["username"].value(), form["email"].value()) == (
        username,
        "Rowan@Applicant.example",
    )
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "password",
    [
        " leading and trailing ",
        "x y " * 32,  # 128 characters
        "жёлтый слон на мосту",
        "e\u0301criture du matin calme",
        "Case Matters Here Too",
    ],
)
def test_passwords_are_taken_exactly(client, password):
    client.post(URL, answers(password1=password, password2=password))
    user = User.objects.get()
    assert user.check_password(password)
    assert not user.check_password(password.strip() if password[0] == " " else password + " ")
    EmailAddress.objects.update(verified=True)
    assert sign_in(Client(), "Rowan.Example", password).status_code == 302
    for wrong in (password.swapcase(), f" {password}", f"{password} "):
        assert sign_in(Client(), "Rowan.Example", wrong).status_code == 200


def test_weak_and_unequal_passwords_say_what_to_do(client):
    response = client.post(URL, answers(password1="metpolice2026", password2="metpolice2026"))
    assert response.context["form"].errors["password1"] == [
        "Your password is made of words that people would guess for a police service."
        " Try three words that have nothing to do with each other."
    ]
    response = client.post(URL, answers(password2="something else here"))
    assert response.context["form"].errors == {
        "password2": ["The passwords are not the same. Type the same password twice."]
    }
    assert User.objects.count() == 0


def body(response) -> str:
    return re.sub(r'value="[A-Za-z0-9]{64}"', "token", response.content.decode())


def test_an_address_that_has_an_account_gets_the_same_answer_and_another_email():
    user = make_user("taken", email="taken@applicant.example")
    seen = []
    for username, email in (("first", "free@applicant.example"), ("other", user.email.upper())):
        client = Client()
        response = client.post(URL, answers(username=username, email=email))
        page = client.get(response["Location"])
        seen.append((response.status_code, response["Location"], page.status_code,
                     body(page).replace(email.lower(), "")))  # fmt: skip
    assert seen[0] == seen[1]
    assert seen[0][:2] == (302, "/accounts/confirm-email/")
    rows = OutboxEmail.objects.order_by("pk")
    assert [(row.kind, row.to_address) for row in rows] == [
        ("account_confirm_signup", "free@applicant.example"),
        ("account_exists", "taken@applicant.example"),
    ]
    assert rows[1].ids == {"user": user.pk}
    assert not User.objects.filter(username="other").exists()


def test_an_address_that_somebody_only_asked_to_change_to_is_still_free(client):
    other = make_user("other")
    EmailAddress.objects.create(user=other, email="rowan@applicant.example", verified=False)
    client.post(URL, answers())
    assert User.objects.get(email="rowan@applicant.example").username == "Rowan.Example"
    assert OutboxEmail.objects.get().kind == "account_confirm_signup"


def test_a_name_taken_in_the_same_instant_is_refused_at_the_field(client, monkeypatch):
    monkeypatch.setattr(SignupForm, "clean_username", lambda form: form.cleaned_data["username"])
    make_user("rowan.example")
    response = client.post(URL, answers())
    assert response.context["form"].errors == {
        "username": ["That username is already in use. Choose a different one."]
    }
    assert (User.objects.count(), OutboxEmail.objects.count()) == (1, 0)


def test_an_address_taken_in_the_same_instant_ends_like_one_taken_before(client, monkeypatch):
    monkeypatch.setattr(SignupForm, "validate_unique_email", lambda form, value: value)
    make_user("other", email="rowan@applicant.example")
    response = client.post(URL, answers())
    assert (response.status_code, response["Location"]) == (302, "/accounts/confirm-email/")
    assert User.objects.count() == 1
    assert OutboxEmail.objects.get().kind == "account_exists"


def test_only_the_fields_of_the_form_are_taken(client):
    everything = {field.name: "1" for field in User._meta.get_fields()}
    client.post(URL, everything | answers(is_staff="on", is_superuser="on", session_generation="9"))
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.is_active) == (False, False, True)
    assert (user.session_generation, user.first_name, user.groups.count()) == (0, "", 0)


def test_twenty_sign_ups_an_hour_from_one_address():
    with time_machine.travel("2026-11-22T10:00:00Z", tick=False) as clock:
        for number in range(20):
            response = Client().post(URL, answers(username="x"), HTTP_X_REAL_IP="192.0.2.7")
            assert response.status_code == 200, number
        blocked = Client().post(URL, answers(), HTTP_X_REAL_IP="192.0.2.7")
        assert blocked.status_code == 429
        assert User.objects.count() == 0
        other = Client().post(URL, answers(), HTTP_X_REAL_IP="192.0.2.8")
        assert other.status_code == 302
        clock.shift(3601)
        again = Client().post(
            URL, answers(username="two", email="two@applicant.example"), HTTP_X_REAL_IP="192.0.2.7"
        )
        assert again.status_code == 302


def test_hints_stand_at_the_fields_and_placeholders_do_not():
    form = SignupForm()
    assert list(form.fields) == ["username", "email", "password1", "password2"]
    assert all(field.label for field in form.fields.values())
    assert all("placeholder" not in field.widget.attrs for field in form.fields.values())
    assert "exactly as you will type it" in form.fields["username"].help_text
