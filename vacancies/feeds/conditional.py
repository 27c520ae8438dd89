"""Answers that are the same for everybody: cacheable, with ETag, Last-Modified and 304."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

MAX_AGE = 60  # seconds in which a vacancy that has just closed may still be shown


def shared(
    request: HttpRequest, response: HttpResponse, *, changed: datetime | None
) -> HttpResponse:
    """The answer with its validators, or 304 if the client has it already.

    `changed` is when something in it last became different, by a person or by the clock.
    """
    etag = quote_etag(sha256(response.content).hexdigest()[:32])
    seconds = int(changed.timestamp()) if changed else None
    response["ETag"] = etag
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    # Anybody's page may read it: there is nothing in it that a signed-out reader does not see.
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer = get_conditional_response(request, etag, seconds, response)
    assert isinstance(answer, HttpResponse)  # nosec B101: a response goes in, so one comes out
    return answer
