"""Secret links of emails (security document, check 1): one mechanism for every kind of link.

A token is HMAC-SHA256 of a server key over a purpose and a message with a 128-bit nonce: a retry
derives the same link again, and no table, queue or log holds it. Only its SHA-256 is stored, in a
unique column by which the row is found. Opening such a link never changes anything.

Each new address with a token in it also stands in `recruitment.access.logs`, which masks it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets

from django.conf import settings
from django.http.response import HttpResponseBase

TOKEN_PATTERN = re.compile(r"[A-Za-z0-9_-]{43}")


def new_nonce() -> str:
    """128 random bits as 32 hexadecimal digits."""
    return secrets.token_hex(16)


def derive_link_token(*, purpose: str, message: str) -> str:
    """The 256-bit token as 43 URL-safe characters.

    `purpose` ("verify", "notice", "forum") keeps the links of one part from opening another;
    `message` holds the row's nonce and whatever else must kill the link when it changes.
    """
    key = hashlib.sha256(f"{purpose}:{settings.VERIFICATION_KEY or settings.SECRET_KEY}".encode())
    digest = hmac.new(key.digest(), message.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def hash_token(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def hash_to_find(token: str) -> str:
    """What to look for when a token comes in: a malformed one costs the same and finds nothing."""
    known_form = TOKEN_PATTERN.fullmatch(token) is not None
    return hash_token(token if known_form else "malformed")


def absolute(path: str) -> str:
    """A full address under BASE_URL: never from a request, whose host could be forged."""
    return str(settings.BASE_URL).rstrip("/") + path


def keep_private(response: HttpResponseBase) -> None:
    """Mark the answer of a link: stored nowhere, indexed nowhere."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
