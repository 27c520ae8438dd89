"""People for the audit tests."""

from __future__ import annotations

from functools import partial

import pytest

from recruitment.accounts.models import User
from recruitment.accounts.roles import Role, grant_role
from tests.audit.people import sign_in_with_second_factor


@pytest.fixture
def person(db) -> User:
    return User.objects.create_user("Test-Person-One", "person.one@mail.example")


@pytest.fixture
def data_protection_officer(db) -> User:
    user = User.objects.create_user("Test-Officer-One", "officer.one@met.example")
    grant_role(user=user, role=Role.DATA_PROTECTION_OFFICER, by=None)
    return user


@pytest.fixture
def signed_in(client):
    """A client signed in with a second factor, as somebody."""
    return partial(sign_in_with_second_factor, client)
