"""Only the edge says that a device is a Met device (security checks 25 and 26)."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from recruitment.access.device import Device, device_of
from recruitment.access.middleware import DeviceMiddleware

SECRET = "device-secret-for-tests"


def asked(**headers: str) -> Device:
    return device_of(RequestFactory().get("/", **headers))


def test_the_edges_own_header_is_trusted():
    assert asked(HTTP_X_MET_DEVICE=SECRET) == Device(trusted=True, how="edge")


@pytest.mark.parametrize(
    ("value", "how"),
    [
        ("", "no_header"),
        (" ", "wrong_header"),
        ("yes", "wrong_header"),
        ("1", "wrong_header"),
        (SECRET.upper(), "wrong_header"),
        (f" {SECRET}", "wrong_header"),
        (f"{SECRET} ", "wrong_header"),
        (f"{SECRET}\n", "wrong_header"),
        (f"{SECRET},{SECRET}", "wrong_header"),
        (f"{SECRET}, other", "wrong_header"),
        (f"other,{SECRET}", "wrong_header"),
        (SECRET[:-1], "wrong_header"),
        (f"{SECRET}x", "wrong_header"),
        ("dévice", "wrong_header"),
        ("\udcff", "wrong_header"),
    ],
)
def test_whatever_is_absent_empty_doubled_or_altered_is_not(value, how):
    assert asked(HTTP_X_MET_DEVICE=value) == Device(trusted=False, how=how)


def test_without_the_header_nothing_else_is_believed():
    assert asked(
        HTTP_X_FORWARDED_FOR="10.20.1.1",
        HTTP_X_REAL_IP="10.20.1.1",
        HTTP_FORWARDED="for=10.20.1.1",
        HTTP_X_DEVICE=SECRET,
        HTTP_X_MET_DEVICES=SECRET,
        HTTP_COOKIE=f"X-Met-Device={SECRET}",
        REMOTE_ADDR="10.20.1.1",
    ) == Device(trusted=False, how="no_header")


@pytest.mark.parametrize("secret", ["", " ", None])
@pytest.mark.parametrize("value", ["", " ", "None", "x"])
def test_without_a_secret_no_device_is_ever_trusted(settings, secret, value):
    settings.MET_DEVICE_SECRET = secret
    assert asked(HTTP_X_MET_DEVICE=value) == Device(trusted=False, how="not_configured")


def test_each_request_is_asked_anew():
    seen = []

    def view(request):
        seen.append(request.device.trusted)
        return HttpResponse()

    middleware = DeviceMiddleware(view)
    for headers in ({"HTTP_X_MET_DEVICE": SECRET}, {}, {"HTTP_X_MET_DEVICE": SECRET}):
        middleware(RequestFactory().get("/", **headers))
    assert seen == [True, False, True]
