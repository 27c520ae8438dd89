from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """The register of temporary and interim work."""

    name = "applicants.register"
    label = "register"
    verbose_name = "Temporary register"

    def ready(self) -> None:
        import_module("applicants.register.emails")  # each class registers itself
        import_module("applicants.register.files").register()
        import_module("applicants.register.holding").register()
