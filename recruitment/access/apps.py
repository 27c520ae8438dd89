"""Django's entry for the access app."""

from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Devices, sessions, headers and logs."""

    name = "recruitment.access"
    label = "access"
    verbose_name = "Access"

    def ready(self) -> None:
        from recruitment.access import checks  # noqa: F401  registers the checks
        from recruitment.access.logs import configure_structlog

        configure_structlog()
