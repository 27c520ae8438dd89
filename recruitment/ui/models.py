"""What readers tell us about the pages. No name, no address, no account: text and page alone."""

from __future__ import annotations

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
