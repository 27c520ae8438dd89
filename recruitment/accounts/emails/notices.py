"""Notices of what happened to an account, so that its owner can object (check 17)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self

from recruitment.accounts.emails.addresses import link_to, say_moment
from recruitment.accounts.models import User
from recruitment.outbox.registry import register_email


@dataclass(frozen=True, slots=True)
class _Notice:
    name: str
    username: str
    happened_at: str
    reset_link: str
    title: ClassVar[str]
    version: ClassVar[int] = 1

    @property
    def subject(self) -> str:
        return self.title

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """What happened stays true; None only when the account is gone."""
        user = User.objects.filter(pk=ids["user"]).first()
        if user is None:
            return None
        return cls(
            name=user.display_name,
            username=user.username,
            happened_at=say_moment(datetime.fromisoformat(str(ids["at"]))),
            reset_link=link_to("account_reset_password"),
        )

    @classmethod
    def sample(cls) -> Self:
        """An invented example."""
        return cls(
            name="Rowan Example",
            username="rowan.example",
            happened_at="9 December 2026 at 11:59pm",
            reset_link=link_to("account_reset_password"),
        )


@register_email
@dataclass(frozen=True, slots=True)
class PasswordChanged(_Notice):
    """The password was changed while signed in."""

    kind: ClassVar[str] = "account_password_changed"
    urgent: ClassVar[bool] = True
    title: ClassVar[str] = "Your password was changed"


@register_email
@dataclass(frozen=True, slots=True)
class PasswordSet(_Notice):
    """An account without a password was given one."""

    kind: ClassVar[str] = "account_password_set"
    urgent: ClassVar[bool] = True
    title: ClassVar[str] = "A password was set for your account"


@register_email
@dataclass(frozen=True, slots=True)
class PasswordResetDone(_Notice):
    """A new password was chosen through the link of an email."""

    kind: ClassVar[str] = "account_password_reset_done"
    urgent: ClassVar[bool] = True
    title: ClassVar[str] = "You have a new password"


@register_email
@dataclass(frozen=True, slots=True)
class EmailChangeAsked(_Notice):
    """To the present address: a new one was entered and waits to be confirmed."""

    kind: ClassVar[str] = "account_email_change_asked"
    urgent: ClassVar[bool] = True
    title: ClassVar[str] = "Your email address is about to change"


@register_email
@dataclass(frozen=True, slots=True)
class EmailChanged(_Notice):
    """To the old address: another one has taken its place."""

    kind: ClassVar[str] = "account_email_changed"
    urgent: ClassVar[bool] = True
    title: ClassVar[str] = "Your email address was changed"


@register_email
@dataclass(frozen=True, slots=True)
class EmailRemoved(_Notice):
    """An address was taken off the account."""

    kind: ClassVar[str] = "account_email_removed"
    urgent: ClassVar[bool] = True
    title: ClassVar[str] = "An email address was removed from your account"


@register_email
@dataclass(frozen=True, slots=True)
class TotpAdded(_Notice):
    """An authenticator app was added."""

    kind: ClassVar[str] = "account_totp_added"
    urgent: ClassVar[bool] = True
    title: ClassVar[str] = "An authenticator app was added to your account"


@register_email
@dataclass(frozen=True, slots=True)
class TotpRemoved(_Notice):
    """The authenticator app was removed."""

    kind: ClassVar[str] = "account_totp_removed"
    urgent: ClassVar[bool] = True
    title: ClassVar[str] = "The authenticator app was removed from your account"


@register_email
@dataclass(frozen=True, slots=True)
class PasskeyAdded(_Notice):
    """A passkey was added."""

    kind: ClassVar[str] = "account_passkey_added"
    urgent: ClassVar[bool] = True
    title: ClassVar[str] = "A passkey was added to your account"


@register_email
@dataclass(frozen=True, slots=True)
class PasskeyRemoved(_Notice):
    """A passkey was removed."""

    kind: ClassVar[str] = "account_passkey_removed"
    urgent: ClassVar[bool] = True
    title: ClassVar[str] = "A passkey was removed from your account"


@register_email
@dataclass(frozen=True, slots=True)
class RecoveryCodesMade(_Notice):
    """New recovery codes replaced the earlier ones."""

    kind: ClassVar[str] = "account_recovery_codes_made"
    urgent: ClassVar[bool] = True
    title: ClassVar[str] = "You have new recovery codes"
