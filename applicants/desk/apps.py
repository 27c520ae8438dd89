from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The recruiter's desk."""

    name = "applicants.desk"
    label = "desk"
    verbose_name = "Recruiter's desk"

    def ready(self) -> None:
        import_module("applicants.desk.start_page").register()
        import_module("applicants.desk.holding").register()
        import_module("applicants.desk.emails")  # its kind registers itself
