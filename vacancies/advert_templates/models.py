"""What is kept of an advert to begin new drafts from. It is no advert: no reader sees it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from vacancies.models import Vacancy


class AdvertTemplate(models.Model):
    """The contents of an advert as they were on one day, under a name of its own.

    In a table of its own, so that no list, count, search or feed of adverts can hold it. It stays
    as it was kept, whatever becomes of the advert. `contents` holds "fields" (parts of an advert
    by name, in the form of JSON), "bases" (ids) and "essential" (code, text, how assessed).
    """

    name = models.CharField(max_length=120)
    source = models.ForeignKey(
        Vacancy,
        on_delete=models.CASCADE,
        related_name="advert_templates",
        verbose_name="kept from",
        help_text="Who works on this advert uses the template; a restricted one at a Met device.",
    )
    contents: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
