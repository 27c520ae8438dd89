"""Registers what the infrastructure must know of applicants: email kinds and the apply panel."""

from django.apps import AppConfig


class ApplicantsConfig(AppConfig):
    """Candidates and applications."""

    name = "applicants"
    verbose_name = "Applications"

    def ready(self) -> None:
        from applicants import emails, panels

        emails.register()
        panels.register()
