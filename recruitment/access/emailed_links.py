"""Pages behind the secret link of an email: one answer for every link that opens nothing.

Unknown, expired, used and malformed links look alike (security document, check 5), somebody who
tries many is stopped, and no answer is stored or indexed. Opening a link changes nothing: the
views that are given what it opens write by POST alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from recruitment.access.limits import too_many
from recruitment.outbox.links import keep_private

BAD_LINKS_A_MINUTE = 60  # from one internet address


def opened_by_link(
    find: Callable[[str], Any], *, action: str, gone: str
) -> Callable[[Callable[[HttpRequest, Any], HttpResponse]], Callable[..., HttpResponse]]:
    """Give the view what the token opens, to people without an account too.

    `find` returns None for a token that opens nothing: then the answer is the template `gone` with
    status 404. `action` names the limit on bad links.
    """

    def decorate(view: Callable[[HttpRequest, Any], HttpResponse]) -> Callable[..., HttpResponse]:
        @login_not_required
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        @sensitive_variables("token")
        def wrapped(request: HttpRequest, token: str) -> HttpResponse:
            found = find(token)
            response = (
                view(request, found)
                if found is not None
                else answer_for_no_link(request, action=action, gone=gone)
            )
            keep_private(response)
            return response

        return wrapped

    return decorate


def answer_for_no_link(request: HttpRequest, *, action: str, gone: str) -> HttpResponse:
    """The one answer for a link that opens nothing, until somebody has tried too many."""
    if too_many(request, action=action, most=BAD_LINKS_A_MINUTE, seconds=60):
        return render(request, "429.html", status=429)
    return render(request, gone, {"mailbox": settings.CONTACT_MAILBOX}, status=404)
