from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ForumsConfig(AppConfig):
    """Online forums and the places in them (new police constable page, "Let's meet up")."""

    name = "vacancies.forums"
    label = "forums"
    verbose_name = "Meet and engage forums"

    def ready(self) -> None:
        import_module("vacancies.forums.emails")  # each class registers itself
        import_module("vacancies.forums.holding").register()
