"""Puts the desk on the first page of the staff site."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from applicants.desk.counting import desk_of
from recruitment.access.device import Device
from recruitment.accounts.admin_site import StartPagePart, register_start_page_part
from recruitment.accounts.models import User


def desk_part(request: HttpRequest) -> dict[str, Any]:
    """What waits for the person who asks; nothing for somebody without applications."""
    device: Device | None = getattr(request, "device", None)
    if not isinstance(request.user, User):
        return {}
    desk = desk_of(request.user, device=device, at=timezone.now())
    return {"desk": desk} if desk is not None else {}


def register() -> None:
    """Called once, from apps.py."""
    register_start_page_part(StartPagePart("desk/start.html", desk_part))
