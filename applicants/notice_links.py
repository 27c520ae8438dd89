"""The secret link of a person who asked to be told when they can apply.

As with a line manager's link, the token is HMAC-SHA256 of a server key over a 128-bit nonce, so
that a retry derives the same link again; no table, queue or log holds it, only its SHA-256.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from applicants.models import EligibilityNotice
from applicants.verification_links import TOKEN_PATTERN, hash_token

CONFIRM_WITHIN = timedelta(days=3)


def derive_notice_token(nonce: str) -> str:
    """The 256-bit token as 43 URL-safe characters."""
    key = hashlib.sha256(f"notice:{settings.VERIFICATION_KEY or settings.SECRET_KEY}".encode())
    digest = hmac.new(key.digest(), nonce.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def confirm_path(notice: EligibilityNotice) -> str:
    """The path at which the address is confirmed."""
    return reverse("applicants:tell_me_confirm", args=[derive_notice_token(notice.nonce)])


def remove_path(notice: EligibilityNotice) -> str:
    """The path at which the address is removed."""
    return reverse("applicants:tell_me_remove", args=[derive_notice_token(notice.nonce)])


def find_notice(token: str, *, at: datetime) -> EligibilityNotice | None:
    """The notice that `token` opens at `at`; None alike for unknown, removed and expired."""
    known_form = TOKEN_PATTERN.fullmatch(token) is not None
    alive = Q(confirmed_at__isnull=False) | Q(asked_at__gt=at - CONFIRM_WITHIN)
    return (
        EligibilityNotice.objects.select_related("vacancy")
        .filter(alive, token_hash=hash_token(token if known_form else "malformed"))
        .first()
    )
