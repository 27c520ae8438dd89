"""Every email that allauth can send, and what the outbox needs to know about it.

allauth names an email by the prefix of its templates. Here each prefix becomes a kind of the
outbox, the ids that the kind is made from, and the line in the audit log where one is due. A
prefix that is missing here fails loudly: an email must never be lost in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from recruitment.accounts.backends import find_user
from recruitment.accounts.models import User

Ids = dict[str, str | int]
Context = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mail:
    """One kind of email: its name in the outbox, its ids, and its action in the audit log."""

    kind: str
    ids: Callable[[str, Context], Ids]
    audit: str = ""


class UnknownMail(LookupError):
    """allauth wants to send an email that stands in no table."""


def _address_ids(email: str, context: Context) -> Ids:
    address: EmailAddress = context["address"]
    return {"user": address.user_id, "address": address.pk}


def _owner_ids(email: str, context: Context) -> Ids:
    owner = find_user(email)
    return {"user": owner.pk if owner else 0}


def _notice_ids(email: str, context: Context) -> Ids:
    user: User = context["user"]
    return {"user": user.pk, "at": timezone.now().isoformat()}


def _no_ids(email: str, context: Context) -> Ids:
    return {}


CHANGE_ASKED = "account/email/email_change_asked"  # our own; allauth sends none at this moment

MAILS: dict[str, Mail] = {
    "account/email/email_confirmation_signup": Mail("account_confirm_signup", _address_ids),
    "account/email/email_confirmation": Mail("account_confirm_email", _address_ids),
    "account/email/password_reset_key": Mail("account_password_reset", _address_ids),
    "account/email/unknown_account": Mail("account_unknown", _no_ids),
    "account/email/account_already_exists": Mail("account_exists", _owner_ids),
    "account/email/password_changed": Mail(
        "account_password_changed", _notice_ids, "account.password_change"
    ),
    "account/email/password_set": Mail("account_password_set", _notice_ids, "account.password_set"),
    "account/email/password_reset": Mail(
        "account_password_reset_done", _notice_ids, "account.password_reset"
    ),
    CHANGE_ASKED: Mail("account_email_change_asked", _notice_ids, "account.email_change_ask"),
    "account/email/email_changed": Mail(
        "account_email_changed", _notice_ids, "account.email_change"
    ),
    "account/email/email_deleted": Mail(
        "account_email_removed", _notice_ids, "account.email_remove"
    ),
    "mfa/email/totp_activated": Mail("account_totp_added", _notice_ids, "account.totp_add"),
    "mfa/email/totp_deactivated": Mail("account_totp_removed", _notice_ids, "account.totp_remove"),
    "mfa/email/webauthn_added": Mail("account_passkey_added", _notice_ids, "account.passkey_add"),
    "mfa/email/webauthn_removed": Mail(
        "account_passkey_removed", _notice_ids, "account.passkey_remove"
    ),
    "mfa/email/recovery_codes_generated": Mail(
        "account_recovery_codes_made", _notice_ids, "account.recovery_codes_make"
    ),
}

# Sent only by features that the settings leave off: codes in the place of links or passwords.
SWITCHED_OFF = frozenset({"account/email/login_code", "account/email/password_reset_code"})


def mail_for(template_prefix: str) -> Mail:
    """The outbox's view of one of allauth's emails. Raises UnknownMail."""
    try:
        return MAILS[template_prefix]
    except KeyError:
        raise UnknownMail(f"No kind of email stands for {template_prefix!r}.") from None
