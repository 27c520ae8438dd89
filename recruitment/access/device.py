"""Is this a Met device? Only the edge may say so (domain document 5.1 (j))."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest


class How(StrEnum):
    """How the answer came about."""

    EDGE = "edge"
    NOT_CONFIGURED = "not_configured"
    NO_HEADER = "no_header"
    WRONG_HEADER = "wrong_header"


@dataclass(frozen=True, slots=True)
class Device:
    """What is known about the device of one request. Trust is never remembered between two."""

    trusted: bool
    how: str


def device_of(request: HttpRequest) -> Device:
    """Reads the edge's assertion; whatever is absent, empty, doubled or altered is not trusted.

    The edge overwrites the header on every request, so a value that arrives here is the edge's
    own. A server joins a repeated header with commas, which then no longer equals the secret.
    """
    secret: str = settings.MET_DEVICE_SECRET
    if not secret or not secret.strip():
        return Device(trusted=False, how=How.NOT_CONFIGURED)
    name = "HTTP_" + settings.MET_DEVICE_HEADER.upper().replace("-", "_")
    value = request.META.get(name)
    if not isinstance(value, str) or not value:
        return Device(trusted=False, how=How.NO_HEADER)
    # Bytes, because comparing texts in constant time refuses anything but ASCII.
    if hmac.compare_digest(_octets(value), _octets(secret)):
        return Device(trusted=True, how=How.EDGE)
    return Device(trusted=False, how=How.WRONG_HEADER)


def _octets(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
