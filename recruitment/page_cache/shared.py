"""Which pages are shared: views say so, and the request and the answer must both allow it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase

from recruitment.ui import cookies

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

MAX_ADDRESS = 600  # characters; longer ones are made up
MAX_BYTES = 500_000
_VARY = frozenset({"cookie", "accept-encoding"})


def shared_page(view: View) -> View:
    """Every signed-out reader off the network sees the same answer of this view at one moment."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return mark_shared(view(request, *args, **kwargs))

    return marked  # type: ignore[return-value]


def mark_shared(response: HttpResponseBase) -> HttpResponseBase:
    """The same for one answer of a view whose answers differ."""
    response.is_shared_page = True  # type: ignore[attr-defined]
    return response


def may_be_served(request: HttpRequest) -> bool:
    """A reader without a session, a message, a managed device or anything we do not know.

    The cookies that may be there are named, so that a cookie of a later feature cannot be
    overlooked: whoever holds another one gets a page of their own.
    """
    if request.method != "GET" or len(request.META.get("QUERY_STRING", "")) > MAX_ADDRESS:
        return False
    meta = request.META
    device = "HTTP_" + settings.MET_DEVICE_HEADER.upper().replace("-", "_")
    if device in meta or "HTTP_AUTHORIZATION" in meta:
        return False
    if "HTTP_COOKIE" not in meta:
        return True
    return set(request.COOKIES) <= {cookies.COOKIE_NAME, settings.CSRF_COOKIE_NAME}


def may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Marked by its view, complete, and without anything that belongs to one person."""
    if not getattr(response, "is_shared_page", False) or response.status_code != 200:
        return False
    if not isinstance(response, HttpResponse) or response.cookies:
        return False
    if settings.CSRF_COOKIE_NAME in request.COOKIES or "CSRF_COOKIE" in request.META:
        return False  # a form of this page may hold this reader's token
    if request.user.is_authenticated or request.session.modified:
        return False
    if request.device.trusted:  # type: ignore[attr-defined]
        return False
    vary = {part.strip().lower() for part in response.headers.get("Vary", "").split(",")}
    control = response.headers.get("Cache-Control", "")
    private = "no-store" in control or "private" in control
    return not private and vary - {""} <= _VARY and len(response.content) <= MAX_BYTES
