"""What the database itself refuses (security check 10)."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from recruitment.accounts.models import InternalStanding, StandingKind, StandingSource, User
from tests.accounts.people import make_user

pytestmark = pytest.mark.django_db


@contextmanager
def refused_by(constraint: str):
    """What is written inside is refused by this constraint of the database."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        yield


def test_a_username_that_differs_only_in_case_is_refused_by_the_database():
    User.objects.create_user("Alice", "alice@applicant.example", None)
    with (
        pytest.raises(IntegrityError, match="accounts_user_username_folded_unique"),
        transaction.atomic(),
    ):
        User.objects.create_user("alice", "other@applicant.example", None)
    assert list(User.objects.values_list("username", flat=True)) == ["Alice"]


def test_an_email_address_is_one_account_in_whatever_case():
    first = User.objects.create_user("first", " First@Applicant.Example ", None)
    assert first.email == "first@applicant.example"
    with (
        pytest.raises(IntegrityError, match="accounts_user_email_folded_unique"),
        transaction.atomic(),
    ):
        User.objects.bulk_create([User(username="second", email="FIRST@applicant.example")])


def test_several_accounts_may_have_no_address():
    User.objects.bulk_create([User(username="first"), User(username="second")])
    assert User.objects.filter(email="").count() == 2


def test_a_username_with_an_at_sign_is_refused_by_form_rule_and_database():
    with pytest.raises(ValidationError) as refused:
        User(username="x@y.example", password="x").full_clean()
    assert refused.value.message_dict["username"][0] == (
        "Choose a username without an @ sign. You can also sign in with your email address."
    )
    with (
        pytest.raises(IntegrityError, match="accounts_user_username_is_no_address"),
        transaction.atomic(),
    ):
        User.objects.create_user("x@y.example", "", None)


def test_the_model_names_the_clash_in_a_plain_sentence():
    make_user("Alice")
    clash = User(username="ALICE", email="new@applicant.example", password="x")
    with pytest.raises(ValidationError) as refused:
        clash.full_clean()
    assert refused.value.messages == ["That username is already in use. Choose a different one."]


def test_people_are_greeted_by_name_or_by_username():
    assert str(User(username="rowan")) == "rowan"
    assert str(User(username="rowan", first_name="Rowan", last_name="Example")) == "Rowan Example"


def test_the_session_hash_changes_with_password_and_generation():
    user = make_user()
    before = user.get_session_auth_hash()
    user.session_generation += 1
    second = user.get_session_auth_hash()
    user.set_password("something else 2026")
    assert len({before, second, user.get_session_auth_hash()}) == 3


@pytest.mark.parametrize("last", [date(2026, 11, 22), date(2026, 11, 21)])
def test_a_standing_must_end_after_it_begins(last):
    with (
        pytest.raises(IntegrityError, match="accounts_standing_ends_after_start"),
        transaction.atomic(),
    ):
        InternalStanding.objects.create(
            user=make_user(),
            kind=StandingKind.PCSO,
            source=StandingSource.HR_RECORD,
            valid_from=date(2026, 11, 22),
            valid_until=last,
        )


def test_an_early_end_names_who_ended_it():
    user = make_user()
    with (
        pytest.raises(IntegrityError, match="accounts_standing_end_has_person"),
        transaction.atomic(),
    ):
        InternalStanding.objects.create(
            user=user,
            kind=StandingKind.PCSO,
            source=StandingSource.HR_RECORD,
            valid_from=date(2026, 11, 1),
            valid_until=date(2027, 11, 1),
            ended_on=date(2026, 12, 1),
        )
