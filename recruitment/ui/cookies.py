"""The reader's choices about cookies, held in one cookie that our script may read.

Shared caches hold pages of signed-out readers, so the form that answers the banner carries no
token; `from_our_own_pages` protects it instead.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE_NAME = "cookie_policy"
COOKIE_AGE = 365 * 24 * 60 * 60  # one year, in seconds
SAVED_COOKIE = "cookie_policy_saved"
SAVED_AGE = 60  # seconds in which the next page says that the choice was saved


@dataclass(frozen=True, slots=True)
class CookiePolicy:
    """What the reader allows. Essential cookies need no leave."""

    settings: bool = False
    usage: bool = False


def policy_of(request: HttpRequest) -> CookiePolicy | None:
    """The reader's choices; None when no choice was made or the cookie cannot be read."""
    try:
        held = json.loads(request.COOKIES.get(COOKIE_NAME, ""))
    except ValueError:
        return None
    if not isinstance(held, dict):
        return None
    return CookiePolicy(settings=held.get("settings") is True, usage=held.get("usage") is True)


def save_policy(response: HttpResponse, policy: CookiePolicy) -> None:
    held: dict[str, Any] = {"essential": True, **asdict(policy)}
    secure = settings.SESSION_COOKIE_SECURE
    text = json.dumps(held, separators=(",", ":"))
    # Readable by our script, which takes the answered banner off pages from a shared cache.
    response.set_cookie(COOKIE_NAME, text, max_age=COOKIE_AGE, secure=secure, samesite="Lax")
    response.set_cookie(
        SAVED_COOKIE, "1", max_age=SAVED_AGE, secure=secure, samesite="Lax", httponly=True
    )


def banner_of(request: HttpRequest) -> str:
    """ "question", "saved" or "": which cookie banner this page shows.

    A shared page cache keeps one copy of a page for each of these.
    """
    if SAVED_COOKIE in request.COOKIES and policy_of(request) is not None:
        return "saved"
    return "question" if policy_of(request) is None else ""


def from_our_own_pages(request: HttpRequest) -> bool:
    """Whether the browser says that this request comes from a page of ours.

    Every current browser sends Sec-Fetch-Site or Origin with a POST; a request without either is
    refused rather than trusted.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin") or ""
    return bool(origin) and urlsplit(origin).netloc == request.get_host()
