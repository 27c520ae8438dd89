"""Emails that carry a link, and the two that answer for an address without one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from allauth.account import app_settings
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings

from recruitment.accounts.emails.addresses import link_to, say_hours
from recruitment.accounts.models import User
from recruitment.outbox.registry import register_email


@dataclass(frozen=True, slots=True)
class _Confirm:
    name: str
    link: str
    lifetime: str
    title: ClassVar[str] = "Confirm your email address"

    @property
    def subject(self) -> str:
        return self.title

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """None once the address is confirmed, replaced or removed."""
        address = (
            EmailAddress.objects.select_related("user")
            .filter(pk=ids["address"], verified=False, user__is_active=True)
            .first()
        )
        if address is None:
            return None
        # The key is a signature made here and now; it lives one day from the sending.
        key = EmailConfirmationHMAC(address).key
        return cls(
            name=address.user.display_name,
            link=link_to("account_confirm_email", key=key),
            lifetime=say_hours(app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS * 86_400),
        )

    @classmethod
    def sample(cls) -> Self:
        """An invented example."""
        return cls(
            name="Rowan Example",
            link=link_to("account_confirm_email", key="example"),
            lifetime="24 hours",
        )


@register_email
@dataclass(frozen=True, slots=True)
class ConfirmSignup(_Confirm):
    """After sign-up: prove that the address is yours."""

    kind: ClassVar[str] = "account_confirm_signup"
    urgent: ClassVar[bool] = True
    version: ClassVar[int] = 1


@register_email
@dataclass(frozen=True, slots=True)
class ConfirmEmail(_Confirm):
    """A new address for an account, or signing in before the address was confirmed."""

    title: ClassVar[str] = "Confirm the email address of your account"
    kind: ClassVar[str] = "account_confirm_email"
    urgent: ClassVar[bool] = True
    version: ClassVar[int] = 1


@register_email
@dataclass(frozen=True, slots=True)
class PasswordReset:
    """A link to choose a new password."""

    kind: ClassVar[str] = "account_password_reset"
    urgent: ClassVar[bool] = True
    version: ClassVar[int] = 1
    name: str
    username: str
    link: str
    lifetime: str

    @property
    def subject(self) -> str:
        return "Choose a new password"

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """None when the account is closed, or the address is no longer the account's.

        The second matters: an email that waited must not carry a way in to a mailbox that the
        owner has left meanwhile.
        """
        address = (
            EmailAddress.objects.select_related("user")
            .filter(pk=ids["address"], user_id=ids["user"], user__is_active=True)
            .first()
        )
        if address is None:
            return None
        user = address.user
        # Stateless: made from the password's hash and the time, so it can be made at sending.
        token = default_token_generator.make_token(user)
        uid = user_pk_to_url_str(user)
        return cls(
            name=user.display_name,
            username=user.username,
            link=link_to("account_reset_password_from_key", uidb36=uid, key=token),
            lifetime=say_hours(settings.PASSWORD_RESET_TIMEOUT),
        )

    @classmethod
    def sample(cls) -> Self:
        """An invented example."""
        return cls(
            name="Rowan Example",
            username="rowan.example",
            link=link_to("account_reset_password_from_key", uidb36="1", key="example"),
            lifetime="24 hours",
        )


@register_email
@dataclass(frozen=True, slots=True)
class UnknownAccount:
    """Somebody asked for a new password with an address that has no account."""

    kind: ClassVar[str] = "account_unknown"
    urgent: ClassVar[bool] = True
    version: ClassVar[int] = 1
    signup_link: str

    @property
    def subject(self) -> str:
        return "No account with this email address"

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """Always true: the row holds nothing but the address that was typed in."""
        return cls.sample()

    @classmethod
    def sample(cls) -> Self:
        """What everybody gets."""
        return cls(signup_link=link_to("account_signup"))


@register_email
@dataclass(frozen=True, slots=True)
class AccountExists:
    """Somebody signed up with an address that already has an account."""

    kind: ClassVar[str] = "account_exists"
    urgent: ClassVar[bool] = True
    version: ClassVar[int] = 1
    name: str
    username: str
    login_link: str
    reset_link: str

    @property
    def subject(self) -> str:
        return "You already have an account"

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """None when the account is gone."""
        user = User.objects.filter(pk=ids["user"]).first()
        return cls._of(user.display_name, user.username) if user else None

    @classmethod
    def sample(cls) -> Self:
        """An invented example."""
        return cls._of("Rowan Example", "rowan.example")

    @classmethod
    def _of(cls, name: str, username: str) -> Self:
        return cls(
            name=name,
            username=username,
            login_link=link_to("account_login"),
            reset_link=link_to("account_reset_password"),
        )
