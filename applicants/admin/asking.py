"""Who asks, and on which device: what every page of the staff takes from a request."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from recruitment.access.device import Device
from recruitment.accounts.models import User


def person_of(request: HttpRequest) -> User:
    """The member of staff. The admin site lets nobody else in; PermissionDenied if it ever did."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def device_of(request: HttpRequest) -> Device:
    """What the middleware found out about the device."""
    device: Device = request.device  # type: ignore[attr-defined]
    return device
