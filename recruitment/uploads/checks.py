"""What `manage.py check --deploy` says about uploads."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.security, deploy=True)
def check_scanner(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Without a scanner every uploaded file stays closed to everybody."""
    if settings.CLAMAV_URL:
        return []
    return [
        Warning(
            "CLAMAV_URL is not set: uploaded files are kept, and nobody can open them.",
            hint="Set it to the virus scanner, for example tcp://clamav:3310.",
            id="uploads.W001",
        )
    ]
