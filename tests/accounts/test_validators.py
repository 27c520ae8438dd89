"""Rules for usernames and passwords (security checks 10 and 15)."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from recruitment.accounts.models import User
from recruitment.accounts.validators import ForceWordsValidator, validate_username

WORDS = (
    "Your password is made of words that people would guess for a police service."
    " Try three words that have nothing to do with each other."
)


@pytest.mark.parametrize("username", ["abc", "Rowan.Example", "r_e-1", "1ab", "a" * 64])
def test_good_usernames(username):
    assert validate_username(username) is None


@pytest.mark.parametrize(
    ("username", "code"),
    [
        ("ab", "username_short"),
        ("", "username_short"),
        ("rowan@met.example", "username_address"),
        ("rowan example", "username_characters"),
        (".rowan", "username_characters"),
        ("rowan-", "username_characters"),
        ("rowan+1", "username_characters"),
        ("röwan", "username_characters"),
        ("rоwan", "username_characters"),  # a Cyrillic letter
        ("rowan\n", "username_characters"),
        ("rowan\x00", "username_characters"),
    ],
)
def test_bad_usernames(username, code):
    with pytest.raises(ValidationError) as refused:
        validate_username(username)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "password",
    [
        "MetPolice2026!",
        "metropolitan-police-1",
        "M3tr0p0l1t4n!!",
        "NewScotlandYard",
        "Welcome2Hendon99",
        "P0lice-C0nstable",
        "recruitment portal 12",
    ],
)
def test_words_of_the_service_make_no_password(password):
    with pytest.raises(ValidationError) as refused:
        ForceWordsValidator().validate(password)
    assert refused.value.messages == [WORDS]


@pytest.mark.parametrize(
    "password",
    ["otter bridge police lantern", "correct horse metronome", "12345678901234", "жёлтый слон 12"],
)
def test_other_passwords_are_left_to_the_other_rules(password):
    assert ForceWordsValidator().validate(password) is None


def test_the_rules_together_as_set():
    user = User(username="rowan.example", email="rowan@applicant.example")
    assert validate_password("otter bridge lantern", user) is None
    assert validate_password("alllowercaseletters", user) is None  # no rules of composition
    for password, code in {
        "elevenchars": "password_too_short",
        "qwerty123456": "password_too_common",
        "rowan.example1": "password_too_similar",
        "metpolice2026": "password_force_words",
    }.items():
        with pytest.raises(ValidationError) as refused:
            validate_password(password, user)
        assert code in {error.code for error in refused.value.error_list}, password


def test_it_has_a_hint_for_the_form():
    assert ForceWordsValidator().get_help_text() == (
        "Do not build your password from words about the police or this service."
    )
