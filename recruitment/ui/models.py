"""What readers tell us about the pages (text and page alone), and the texts that staff write."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models


class Feedback(models.Model):
    """One message about one page; `page` is its path, without the query."""

    MAX_LENGTH = 2000

    text = models.CharField("text", max_length=MAX_LENGTH)
    page = models.CharField("page", max_length=300, blank=True)
    created_at = models.DateTimeField("received", auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name_plural = "feedback"

    def __str__(self) -> str:
        return self.text[:60]


class TextVersion(models.Model):
    """One version of a text that staff wrote. Never changed: a new version is a new row.

    The newest row of a key is what pages show; without a row it is the default in the code.
    """

    MAX_LENGTH = 20_000

    key = models.CharField(max_length=60)
    text = models.TextField(
        "text in Markdown", blank=True, validators=[MaxLengthValidator(MAX_LENGTH)]
    )
    note = models.CharField("what changed and why", max_length=200, blank=True)
    written_at = models.DateTimeField("when", auto_now_add=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    restored_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = "text"
        verbose_name_plural = "texts of the pages"
        indexes = [models.Index(fields=["key", "-id"], name="text_newest")]

    def __str__(self) -> str:
        return f"{self.key}, version {self.pk}"
