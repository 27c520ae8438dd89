"""Django's entry for uploads."""

from __future__ import annotations

from django.apps import AppConfig


class UploadsConfig(AppConfig):
    """Uploaded files."""

    name = "recruitment.uploads"
    label = "uploads"
    verbose_name = "Uploaded files"

    def ready(self) -> None:
        from recruitment.uploads import checks  # noqa: F401  registers the checks
