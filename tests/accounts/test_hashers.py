"""The cost of a password is the measured one, and old hashes move up at the next sign-in."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher, make_password

from recruitment.accounts.hashers import Argon2idHasher
from recruitment.settings import base
from tests.accounts.people import PASSWORD, make_user


def test_the_production_hasher_writes_its_cost_into_the_hash():
    hashed = Argon2idHasher().encode(PASSWORD, "saltsaltsaltsalt")
    assert hashed.startswith("argon2$argon2id$v=19$m=47104,t=1,p=1$")
    assert Argon2idHasher().verify(PASSWORD, hashed)
    assert not Argon2idHasher().verify(PASSWORD.lower(), hashed)


def test_production_hashes_with_it_first():
    assert base.PASSWORD_HASHERS[0] == "recruitment.accounts.hashers.Argon2idHasher"
    assert settings.PASSWORD_HASHERS[1:] == base.PASSWORD_HASHERS


@pytest.mark.django_db
def test_an_old_hash_is_renewed_when_the_password_is_next_checked():
    user = make_user()
    user.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
    user.save()
    assert user.check_password(PASSWORD)
    user.refresh_from_db()
    assert identify_hasher(user.password).algorithm == "argon2"
