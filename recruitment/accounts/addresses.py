"""Which email addresses a person has proved to be theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress

from recruitment.accounts.models import User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def has_confirmed(user: User | AnonymousUser, address: str) -> bool:
    """True when this account has confirmed this address; nobody signed in has confirmed any."""
    if not isinstance(user, User):
        return False
    own = EmailAddress.objects.filter(user=user, email__iexact=address, verified=True)
    return bool(own.exists())


def confirmed_addresses(user: User) -> list[str]:
    """Every address that this account has confirmed, in small letters."""
    found = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return [address.lower() for address in found]
