"""Gives each request an id that its audit entries carry. No address of the visitor is stored."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from structlog.contextvars import get_contextvars

from recruitment.audit.context import request_context

WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")


class AuditContextMiddleware:
    """Stands after the log middleware, so that log lines and audit entries share one request id."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request inside its context; the id is forgotten afterwards, error or not."""
        with request_context(_request_id()):
            return self.get_response(request)


def _request_id() -> str:
    """The id the logs use; a fresh one where it is missing or a visitor sent something odd."""
    known = str(get_contextvars().get("request_id", ""))
    return known if WELL_FORMED.fullmatch(known) else uuid4().hex
