"""The secret link of a line manager's verification (security document, checks 1 and 4).

The token is HMAC-SHA256 of a server key over a 128-bit nonce, the request's id and its generation:
a retry derives the same link again, and no table, queue or log holds it. Only its SHA-256 is
stored. Raising the generation (on resend or a new address) kills the old link.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from applicants.choices import Status, VerificationState
from applicants.models import VerificationRequest

TOKEN_PATTERN = re.compile(r"[A-Za-z0-9_-]{43}")


def new_nonce() -> str:
    """128 random bits as 32 hexadecimal digits."""
    return secrets.token_hex(16)


def derive_token(*, nonce: str, request_id: int, generation: int) -> str:
    """The 256-bit token as 43 URL-safe characters."""
    key = hashlib.sha256(f"verify:{settings.VERIFICATION_KEY or settings.SECRET_KEY}".encode())
    message = f"{nonce}:{request_id}:{generation}".encode()
    digest = hmac.new(key.digest(), message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def hash_token(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_of(request: VerificationRequest) -> str:
    """The request's current token."""
    return derive_token(nonce=request.nonce, request_id=request.pk, generation=request.generation)


def link_path(request: VerificationRequest) -> str:
    """The path of the request's link."""
    return reverse("verification:open", args=[token_of(request)])


def find_open_request(token: str, *, at: datetime) -> VerificationRequest | None:
    """The request that `token` opens at `at`, or None.

    Unknown, malformed, expired, answered, resent and withdrawn all give the same None after the
    same single query, so that an answer tells nothing about which it was.
    """
    known_form = TOKEN_PATTERN.fullmatch(token) is not None
    return (
        VerificationRequest.objects.select_related(
            "application__candidate__user", "application__vacancy"
        )
        .filter(
            token_hash=hash_token(token if known_form else "malformed"),
            state=VerificationState.OPEN,
            expires_at__gt=at,
            application__status=Status.LM_VERIFY,
        )
        .first()
    )
