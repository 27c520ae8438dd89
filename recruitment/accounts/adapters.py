"""How the portal's accounts differ from allauth's defaults (security document, 2 and 5)."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.internal.httpkit import clean_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme

from recruitment.accounts.backends import find_user
from recruitment.accounts.holdings import move_mail
from recruitment.accounts.mail_table import CHANGE_ASKED, mail_for
from recruitment.accounts.models import User
from recruitment.accounts.services import end_all_sessions, release_unconfirmed_address
from recruitment.audit.services import record
from recruitment.outbox.services import queue_email

logger = structlog.get_logger(__name__)

NEXT_AFTER_SIGN_UP = "accounts_next_after_sign_up"
NEXT_AFTER_RESET = "accounts_next_after_reset"

WRONG = (
    "Your sign-in details are not right. Check your username or email address and your password,"
    " and try again. Capital and small letters are different."
)
TOO_MANY = (
    "There were too many failed tries. Wait 5 minutes and try again, or choose a new password to"
    " sign in now."
)
NOT_YOURS = "That is not your password. Type it again."
CURRENT_MISSING = "Enter your current password."
LINK_SPENT = "This link no longer works. Ask for a new one."
CODE_WRONG = "That code is not right. Enter the newest code, or use a recovery code."


def sign_in_url(target: str) -> str:
    """The sign-in page, with the page in mind that the person was going to; "" for none."""
    query = f"?{urlencode({'next': target})}" if target else ""
    return reverse("account_login") + query


class AccountAdapter(DefaultAccountAdapter):
    """Emails through the outbox, limits by account, safe redirects, sessions that end together."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        # One sentence for all: it must not tell whether the name exists.
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "account_inactive": WRONG,
        "too_many_login_attempts": TOO_MANY,
        "incorrect_password": NOT_YOURS,
        "enter_current_password": CURRENT_MISSING,
        "incorrect_code": CODE_WRONG,
        "invalid_password_reset": LINK_SPENT,
        "duplicate_email": "That is already your email address. Enter a different one.",
        "rate_limited": "You have tried too often. Wait a few minutes and try again.",
    }

    # --- emails ---

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Puts the email into the outbox, with ids only: links are derived when it is sent."""
        mail = mail_for(template_prefix)
        user: User | None = context.get("user")
        with transaction.atomic():
            if mail.audit and user is not None:
                record(action=mail.audit, by=user, target=user)
            queue_email(
                kind=mail.kind,
                # Each call is one wish; how often one may wish is what the limits are for.
                dedupe_key=f"{mail.kind}:{uuid4().hex}",
                to=email,
                ids=mail.ids(email, context),
                about=f"account:{user.pk}" if user is not None else "",
            )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """A notice to the owner; without `email` to the primary address of the account."""
        to = email or EmailAddress.objects.get_primary_email(user) or user.email
        if to:
            self.send_mail(template_prefix, to, {**(context or {}), "user": user})

    def send_confirmation_mail(
        self, request: HttpRequest, emailconfirmation: Any, signup: bool
    ) -> None:
        """The link to the new address; the present address is told that it was asked for."""
        address: EmailAddress = emailconfirmation.email_address
        kind = "email_confirmation_signup" if signup else "email_confirmation"
        context = {"user": address.user, "address": address}
        self.send_mail(f"account/email/{kind}", address.email, context)
        present = EmailAddress.objects.get_verified(address.user)
        if present is not None and present.pk != address.pk:
            self.send_notification_mail(CHANGE_ASKED, address.user, email=present.email)

    def send_password_reset_mail(
        self,
        user: User,
        email: str,
        context: dict[str, Any],
    ) -> None:
        """The link for a new password, made when it is sent; `context` holds the address."""
        self.send_mail("account/email/password_reset_key", email, {**context, "user": user})

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirms an address; accounts that only ever claimed it lose it."""
        with transaction.atomic():
            release_unconfirmed_address(address=email_address)
            before = User.objects.get(pk=email_address.user_id).email
            confirmed = bool(super().confirm_email(request, email_address))
            if confirmed:
                owner = email_address.user
                record(action="account.email_confirm", by=owner, target=owner)
                if before != email_address.email:
                    move_mail(owner, email_address.email)
        return confirmed

    # --- signing in and out ---

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # By account, so that trying its username and its address in turn counts together, and so
        # that a new password lifts the lock whichever of the two was locked.
        login = credentials.get("username") or credentials.get("email") or ""
        user = find_user(login)
        return f"account:{user.pk}" if user else f"unknown:{login.strip().casefold()}"

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """One log line without the name: people type passwords into the wrong field."""
        logger.warning("sign_in_failed")

    def login(self, request: HttpRequest, user: User) -> None:
        """Signs in under a new session key."""
        super().login(request, user)
        record(action="account.sign_in", by=user, target=user)

    def logout(self, request: HttpRequest) -> None:
        """Signs out everywhere: who signs out on a borrowed computer means all of them."""
        user = request.user
        if isinstance(user, User):
            end_all_sessions(user=user)
            record(action="account.sign_out", by=user, target=user)
        super().logout(request)
        request.signed_out = True  # type: ignore[attr-defined]  # read by HeadersMiddleware

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff go to their pages, and from there to enrolment when it is still missing."""
        if isinstance(request.user, User) and request.user.is_staff:
            return reverse("admin:index")
        return str(super().get_login_redirect_url(request))

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Back to sign-in, with the page in mind that sign-up was begun from."""
        if self.request.user.is_authenticated:
            return reverse("account_email")
        return sign_in_url(self.request.session.pop(NEXT_AFTER_SIGN_UP, ""))

    def is_safe_url(self, url: str | None) -> bool:
        """Only pages of the very host that was asked; no control characters."""
        if not url or any(ord(character) < 32 for character in url):
            return False
        return url_has_allowed_host_and_scheme(
            url,
            allowed_hosts={self.request.get_host()},
            require_https=self.request.is_secure(),
        )

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that the edge vouches for; without an edge, the one that is connected.

        X-Forwarded-For is never read: anybody may send it.
        """
        header = settings.ALLAUTH_TRUSTED_CLIENT_IP_HEADER
        vouched = clean_client_ip(request.headers.get(header) or "") if header else None
        address = vouched or clean_client_ip(request.META.get("REMOTE_ADDR") or "")
        if not address:
            raise PermissionDenied("Unable to determine client IP address")
        return str(address)


class MfaAdapter(DefaultMFAAdapter):
    """Second factors: plain sentences, and secrets that are encrypted in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": CODE_WRONG,
        "unverified_email": "Confirm your email address first, then add a second factor.",
    }

    def encrypt(self, text: str) -> str:
        """Under a key made from SECRET_KEY, so that a copy of the database gives no codes."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Also reads what was written under an earlier SECRET_KEY that is still a fallback."""
        return _fernet().decrypt(encrypted_text.encode()).decode()


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    salt = "recruitment.accounts.adapters.MfaAdapter"
    derived = [salted_hmac(salt, "mfa", secret=key, algorithm="sha256").digest() for key in keys]
    return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in derived])
