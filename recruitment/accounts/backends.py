"""Who is it? The only authentication backend of the portal (security document, checks 10 to 12)."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.http import HttpRequest

from recruitment.accounts.models import User


def find_user(login: str) -> User | None:
    """The account that this username or email address means, or None.

    A username is compared exactly. What holds an @ can only be an address, since no username may
    hold one; addresses are folded, and an address that its owner has confirmed goes before one
    that somebody merely typed in.
    """
    login = login.strip()
    if not login or "\x00" in login:
        return None
    if "@" not in login:
        return User.objects.filter(username=login).first()
    folded = User.objects.normalize_email(login)
    confirmed = EmailAddress.objects.filter(email=folded, verified=True).select_related("user")
    address = confirmed.first()
    if address is not None:
        owner: User = address.user
        return owner
    return User.objects.filter(email=folded).first()


def find_reset_address(email: str) -> EmailAddress | None:
    """The address, with its active account, that a link for a new password may be sent to.

    The same two queries for every address. Whoever signed up with it counts even before confirming
    it: a new password through the mailbox is how an owner takes an account back.
    """
    folded = User.objects.normalize_email(email)
    rows = EmailAddress.objects.filter(email=folded, user__is_active=True).select_related("user")
    row = rows.order_by("-verified", "-primary", "pk").first()
    by_account = User.objects.filter(email=folded, is_active=True).first()
    if row is not None and (row.verified or row.primary):
        return row
    if by_account is None:
        return None
    # An account that was made without sign-up has no row yet.
    made, _ = EmailAddress.objects.get_or_create(user=by_account, email=folded)
    return made


class UsernameOrEmailBackend(ModelBackend):
    """Signs in by exact username, or by email address in any case.

    An unknown name costs one password hash like a known one, and an account that is switched off
    is refused with the answer of a wrong password. Model permissions are not used here.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        email: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """The active user whose password this is, or None."""
        # Both arrive when somebody proves who they are again; the username is the surer one.
        login = username or email
        if not login or not password:
            return None
        user = find_user(login)
        if user is None:
            # The same work as for a known name, or the answer's time would tell them apart.
            User().set_password(password)
            return None
        if not user.check_password(password) or not self.user_can_authenticate(user):
            return None
        return user

    def get_user_permissions(
        self, user_obj: User | AnonymousUser, obj: Model | None = None
    ) -> set[str]:
        """None: rights come from roles (roles.py)."""
        return set()

    def get_group_permissions(
        self, user_obj: User | AnonymousUser, obj: Model | None = None
    ) -> set[str]:
        """None: rights come from roles (roles.py)."""
        return set()
