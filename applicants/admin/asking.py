"""Who asks, and on which device: what every page of the staff takes from a request."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from applicants.selectors.staff import Scope, scope_of
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


def scope_on(request: HttpRequest) -> Scope:
    """The vacancies whose applications this person sees, asked once for each request."""
    found: Scope | None = getattr(request, "applications_scope", None)
    if found is None:
        found = scope_of(person_of(request), device=device_of(request), at=timezone.now())
        request.applications_scope = found  # type: ignore[attr-defined]
    return found
