"""Addresses and times as emails show them. Emails are made outside any request."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone


def link_to(name: str, **kwargs: Any) -> str:
    """The full address of a page: settings.BASE_URL and nothing that a visitor sent."""
    return settings.BASE_URL.rstrip("/") + reverse(name, kwargs=kwargs or None)


def say_moment(at: datetime) -> str:
    """London time for people: "9 December 2026 at 11:59pm"."""
    local = timezone.localtime(at)
    hour = local.hour % 12 or 12
    half = "am" if local.hour < 12 else "pm"
    return f"{local.day} {local:%B %Y} at {hour}:{local:%M}{half}"


def say_hours(seconds: int) -> str:
    """How long a link lives: "1 hour", "24 hours", "3 days"."""
    hours = max(1, seconds // 3600)
    if hours > 48 and hours % 24 == 0:
        return f"{hours // 24} days"
    return f"{hours} hour" if hours == 1 else f"{hours} hours"
