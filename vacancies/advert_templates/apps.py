from __future__ import annotations

from django.apps import AppConfig


class AdvertTemplatesConfig(AppConfig):
    """What recruiters keep of an advert to begin new drafts from."""

    name = "vacancies.advert_templates"
    label = "advert_templates"
    verbose_name = "Advert templates"
