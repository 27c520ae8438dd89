"""Lets a visitor of the demo pretend to sit at a Met device, in the place of the real edge."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "demo_device"
SALT = "recruitment.demo.device"


class DemoDeviceMiddleware:
    """Does what nginx does in production: strips the header that clients send, and sets its own
    for those who pressed the demo's button."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = "HTTP_" + settings.MET_DEVICE_HEADER.upper().replace("-", "_")
        request.META.pop(name, None)
        if is_met_device(request):
            request.META[name] = settings.MET_DEVICE_SECRET
        return self.get_response(request)


def is_met_device(request: HttpRequest) -> bool:
    """Whether this browser pressed the button."""
    try:
        return bool(request.get_signed_cookie(COOKIE, salt=SALT) == "met")
    except (KeyError, signing.BadSignature):
        return False
