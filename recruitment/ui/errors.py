"""The error pages. Those for our own failures need neither database nor request."""

from __future__ import annotations

import sys

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

RETRY_AFTER_SECONDS = 30
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def plain_page(template: str, status: int) -> HttpResponse:
    """A page without request and context: nothing it shows can fail."""
    return HttpResponse(get_template(template).render(), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when what was sent is too large."""
    if isinstance(exception, TOO_MUCH):
        return plain_page("413.html", 413)
    return plain_page("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """One page for everything that is not there for this reader, whatever the reason."""
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or cookies are off. Says how to keep what was typed."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; or 503 when the database is away, because then trying again will help."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    return plain_page("500.html", 500)


def unavailable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    response = plain_page("503.html", 503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response
