"""How somebody signs in, in their own data: addresses, devices, and second steps."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from recruitment.accounts.holdings import Held, Holder, register_holder
from recruitment.accounts.models import User
from recruitment.accounts.services import end_all_sessions
from recruitment.ui.dates import london_datetime


def read(user: User) -> Held | None:
    """Addresses, the devices that are signed in, passkeys and codes; never a secret of any."""
    lines = [
        (f"Email address: {one.email}", "Confirmed" if one.verified else "Not confirmed")
        for one in EmailAddress.objects.filter(user=user).order_by("pk")
    ]
    lines += [
        (f"Device: {one.user_agent or 'not known'}", _session(one))
        for one in UserSession.objects.filter(user=user).order_by("created_at", "pk")
    ]
    lines += [
        (f"Second step: {one.get_type_display()}", f"added {london_datetime(one.created_at)}")
        for one in Authenticator.objects.filter(user=user).order_by("pk")
    ]
    return Held("sign_in", "How you sign in", lines) if lines else None


def _session(one: UserSession) -> str:
    since, seen = london_datetime(one.created_at), london_datetime(one.last_seen_at)
    return f"From {one.ip}, signed in {since}, last seen {seen}"


def forget(user: User) -> None:
    """Every session ends, with what is stored of it; addresses and second steps go when the
    account is closed."""
    end_all_sessions(user=user)


def register() -> None:
    """Called once, from apps.py."""
    register_holder(Holder("sign_in", read, forget))
