"""Middleware: the device, the limits of a session, and the headers of every answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import resolve_url
from django.utils.cache import patch_vary_headers

from recruitment.access.device import device_of
from recruitment.access.logs import mask_tokens

Answer = Callable[[HttpRequest], HttpResponseBase]

STARTED = "access_started"
SEEN = "access_seen"
RENEW_SECONDS = 60

ENDED_MESSAGE = {
    "idle": "You were signed out because nothing happened for a while. Everything that was saved"
    " is still here. Sign in to carry on where you were.",
    "absolute": "You were signed out because staff sessions end after {hours} hours. Everything"
    " that was saved is still here. Sign in to carry on where you were.",
    "gone": "You have been signed out. Everything that was saved is still here. Sign in to carry"
    " on where you were.",
}


def has_session_cookie(request: HttpRequest) -> bool:
    """Asking the cookie first keeps pages of signed-out people free of session look-ups."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def is_signed_in(request: HttpRequest) -> bool:
    """Whether a person is signed in at this point of the request, without making a session."""
    if not hasattr(request, "session") or not hasattr(request, "user"):
        return False
    if not has_session_cookie(request) and not request.session.modified:
        return False
    return bool(request.user.is_authenticated)


class DeviceMiddleware:
    """Sets `request.device`, anew for every request."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.device = device_of(request)  # type: ignore[attr-defined]
        return self.get_response(request)


class SessionLimitsMiddleware:
    """Ends sessions that were idle or open for too long (security document, check 16).

    Idle and absolute limits are in settings.SESSION_IDLE and SESSION_ABSOLUTE, by "staff" and
    "candidate". The time of the last request is written at most once a minute, so a session may
    end up to a minute before its limit and never after it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # "" while the session is fine; otherwise a key of ENDED_MESSAGE.
        request.session_ended = (  # type: ignore[attr-defined]
            _end_if_due(request) if has_session_cookie(request) else ""
        )
        response = self.get_response(request)
        if is_signed_in(request):
            _renew(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """On a page that needs sign-in, says why there is none any more and how to come back."""
        why: str = request.session_ended  # type: ignore[attr-defined]
        if not why or not _needs_sign_in(request, view):
            return None
        hours = int(settings.SESSION_ABSOLUTE["staff"].total_seconds() // 3600)
        messages.warning(request, ENDED_MESSAGE[why].format(hours=hours))
        query = urlencode({"next": _where_to_come_back(request)})
        return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")


def limits_for(user: Any) -> tuple[timedelta, timedelta | None]:
    """(idle limit, absolute limit or None) of this account's sessions."""
    kind = "staff" if user.is_staff else "candidate"
    return settings.SESSION_IDLE[kind], settings.SESSION_ABSOLUTE.get(kind)


def _end_if_due(request: HttpRequest) -> str:
    user = request.user
    if not user.is_authenticated:
        # Expired in the store, ended by a new password, or the account was switched off.
        if SESSION_KEY in request.session:
            request.session.flush()
            return "gone"
        return "gone" if request.session.session_key is None else ""
    idle, absolute = limits_for(user)
    now = time.time()
    seen = request.session.get(SEEN)
    started = request.session.get(STARTED)
    why = ""
    if seen is not None and now - seen >= idle.total_seconds():
        why = "idle"
    elif absolute and started is not None and now - started >= absolute.total_seconds():
        why = "absolute"
    if why:
        logout(request)
    return why


def _renew(request: HttpRequest) -> None:
    now = int(time.time())
    if STARTED not in request.session:
        request.session[STARTED] = now
    # Each write saves the session, and saving is what moves its expiry in the store.
    if now - request.session.get(SEEN, 0) >= RENEW_SECONDS:
        request.session[SEEN] = now


def _needs_sign_in(request: HttpRequest, view: Callable[..., Any]) -> bool:
    if request.path_info.startswith(f"/{settings.ADMIN_PATH}"):
        return True
    return bool(getattr(view, "login_required", True))


def _where_to_come_back(request: HttpRequest) -> str:
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    # What was posted cannot be posted again by a redirect; the page with the form can be opened.
    referer = urlsplit(request.headers.get("referer", ""))
    if referer.netloc == request.get_host() and referer.path.startswith("/"):
        return referer.path + (f"?{referer.query}" if referer.query else "")
    return request.path


class HeadersMiddleware:
    """Headers that depend on who asks and for what; the fixed ones come from Django's settings.

    Pages of signed-in people, of accounts, of staff and of emailed links are never stored
    anywhere. Pages of signed-out people stay cacheable, one copy for each cookie.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.private_paths = ("/accounts/", "/verify/", f"/{settings.ADMIN_PATH}")
        # People look for these by a search engine; with a query they lead to somebody's page.
        self.front_doors = ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if self._is_private(request):
            if "no-store" not in headers.get("Cache-Control", ""):
                headers["Cache-Control"] = "no-store, private"
            if not self._is_front_door(request):
                headers["X-Robots-Tag"] = "noindex, nofollow"
        if headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        if _is_link(request, response):
            headers["Referrer-Policy"] = "no-referrer"
        if getattr(request, "signed_out", False):
            # Cookies are taken away one by one by sign-out; a choice about cookies may stay.
            headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def _is_front_door(self, request: HttpRequest) -> bool:
        bare = request.path_info in self.front_doors and not request.META.get("QUERY_STRING")
        return bare and not is_signed_in(request)

    def _is_private(self, request: HttpRequest) -> bool:
        return request.path_info.startswith(self.private_paths) or is_signed_in(request)


def _is_link(request: HttpRequest, response: HttpResponseBase) -> bool:
    """True for an answer whose address is itself a secret.

    Pages with a form are left out: under no-referrer a browser posts with "Origin: null", which
    the protection against forged requests must refuse. Their policy stays "same-origin".
    """
    # What logs must mask must not travel on in a Referer header either: one list serves both.
    if mask_tokens(request.path_info) == request.path_info:
        return False
    return request.path_info.startswith("/verify/") or response.status_code != 200


class SignedOutGZipMiddleware(GZipMiddleware):
    """Compresses pages of signed-out people only.

    A compressed page that holds a secret beside words of an attacker's choosing gives the secret
    away by its length (BREACH). Files are compressed when they are built.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compresses HTML for people without a session."""
        is_html = response.headers.get("Content-Type", "").startswith("text/html")
        if not is_html or has_session_cookie(request) or is_signed_in(request):
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed
