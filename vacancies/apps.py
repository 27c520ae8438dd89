from __future__ import annotations

from django.apps import AppConfig


class VacanciesConfig(AppConfig):
    """Adverts, search and who may see what."""

    name = "vacancies"
    label = "vacancies"
    verbose_name = "Vacancies"

    def ready(self) -> None:
        from recruitment.page_cache.stamp import register_next_change
        from recruitment.ui.texts import register_texts
        from vacancies import emails, file_access
        from vacancies.alerts import emails as alert_emails  # noqa: F401
        from vacancies.alerts import holding
        from vacancies.texts import TEXTS
        from vacancies.visibility import next_change
        from vacancies.ways.texts import TEXTS as OF_THE_WAYS

        emails.register()
        file_access.register()
        holding.register()
        register_texts(*TEXTS, *OF_THE_WAYS)
        register_next_change(next_change)
