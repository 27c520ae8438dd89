from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class SpecialismsConfig(AppConfig):
    """Specialisms for transferring officers, and who is interested in them."""

    name = "vacancies.specialisms"
    label = "specialisms"
    verbose_name = "Transferring officers"

    def ready(self) -> None:
        import_module("vacancies.specialisms.emails")  # it registers itself
        import_module("vacancies.specialisms.holding").register()
