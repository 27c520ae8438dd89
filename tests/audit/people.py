"""Signing a test client in the way the staff pages ask for."""

from __future__ import annotations

import time

from django.test import Client

from recruitment.accounts.models import User


def sign_in_with_second_factor(client: Client, user: User) -> Client:
    """A session that holds a password and a second factor of this very account."""
    client.force_login(user, backend="recruitment.accounts.backends.UsernameOrEmailBackend")
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time()},
        {"method": "mfa", "type": "totp", "at": time.time()},
    ]
    session.save()
    return client
