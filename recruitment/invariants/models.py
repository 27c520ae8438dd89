"""The runs of the checks, kept for a while so that a page and an email can say what was found."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q


class InvariantRun(models.Model):
    """One run over all checks.

    `findings` holds, for each check that found something: `check`, `count`, the first `places`
    (references, never personal details), and `error` for a check that could not be run.
    """

    started_at = models.DateTimeField("began")
    finished_at = models.DateTimeField("ended")
    checks = models.PositiveSmallIntegerField()
    found = models.PositiveIntegerField("places found")
    findings: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(
        default=list
    )

    class Meta:
        ordering = ["-started_at", "-id"]
        verbose_name = "run of the daily checks"
        verbose_name_plural = "daily checks"
        indexes = [models.Index(fields=["-started_at"], name="invariant_runs_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__gte=models.F("started_at")), name="invariant_run_ends"
            )
        ]

    def __str__(self) -> str:
        return f"{self.checks} checks on {self.started_at:%Y-%m-%d}: {self.found} found"
