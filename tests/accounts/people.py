"""People for the tests of accounts: invented, with a confirmed address and a known password."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from recruitment.accounts.models import User
from recruitment.accounts.roles import Role, grant_role

PASSWORD = "Otter bridge lantern 41"


def make_user(username: str = "rowan.example", *, confirmed: bool = True, **fields: Any) -> User:
    """An account that can sign in at once, unless `confirmed` is False."""
    password = fields.pop("password", PASSWORD)
    email = fields.pop("email", f"{username.lower()}@applicant.example")
    user = User.objects.create_user(username, email, password, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=confirmed, primary=True)
    return user


def make_staff(*roles: Role, username: str = "staff.example", **fields: Any) -> User:
    """Staff with these roles; without any role just a member of staff."""
    user = make_user(username, is_staff=True, **fields)
    for role in roles:
        grant_role(user=user, role=role, by=None)
    return user


def make_manager(username: str = "manager.example") -> User:
    """Somebody who may manage users."""
    return make_staff(Role.ADMINISTRATOR, username=username)


def add_totp(user: User, secret: str = "JBSWY3DPEHPK3PXP") -> str:
    """Gives the account an authenticator app; returns its secret."""
    TOTP.activate(user, secret)
    return secret


def add_recovery_codes(user: User) -> list[str]:
    """Gives the account recovery codes; returns them."""
    return RecoveryCodes.activate(user).get_unused_codes()


def code_now(secret: str) -> str:
    """The code that an authenticator app shows at this moment."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def sign_in(client: Client, login: str, password: str = PASSWORD, **extra: Any) -> Any:
    """Posts the sign-in form."""
    return client.post("/accounts/login/", {"login": login, "password": password}, **extra)


def client_with_second_factor(user: User) -> Client:
    """A browser in which this person signed in with password and app code."""
    client = Client()
    if not Authenticator.objects.filter(user=user).exists():
        add_totp(user)
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 1.0, "type": "totp"}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def is_signed_in(client: Client) -> bool:
    """Whether the next request of this browser finds somebody signed in."""
    return client.get("/accounts/password/change/").status_code == 200
