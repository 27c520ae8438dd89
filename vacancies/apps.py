from __future__ import annotations

from django.apps import AppConfig


class VacanciesConfig(AppConfig):
    """Adverts, search and who may see what."""

    name = "vacancies"
    label = "vacancies"
    verbose_name = "Vacancies"

    def ready(self) -> None:
        from vacancies import emails
        from vacancies.alerts import emails as alert_emails  # noqa: F401

        emails.register()
