"""Decisions that are prepared and not told yet, and the moments at which they are released.

Nothing that a candidate reads looks at these tables (domain document 4.1, "released, not leaked").
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from applicants.choices import Event
from applicants.pipeline import PREPARABLE


class PreparedDecision(models.Model):
    """What will happen to an application once it is released, with the words for the candidate.

    It goes with the step that it prepared, and with every other step out of that stage. `version`
    is raised at every change; the application's own version is not, as the candidate's forms
    carry that one and would notice.
    """

    application = models.OneToOneField(
        "applicants.Application", on_delete=models.CASCADE, related_name="prepared_decision"
    )
    event = models.CharField("outcome", max_length=30, choices=Event.choices)
    reason_code = models.CharField(max_length=40, blank=True)
    feedback = models.TextField(blank=True, max_length=2000)
    criteria: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict, blank=True
    )
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    prepared_at = models.DateTimeField("prepared")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["prepared_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(event__in=sorted(PREPARABLE)), name="prepared_event_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.event}, not released"


class Release(models.Model):
    """Decisions of one vacancy that are told at one moment, and what came of it."""

    vacancy = models.ForeignKey(
        "vacancies.Vacancy", on_delete=models.PROTECT, related_name="releases"
    )
    release_at = models.DateTimeField("released at")
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    planned_at = models.DateTimeField("planned")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-release_at", "-pk"]
        verbose_name = "release of decisions"
        verbose_name_plural = "releases of decisions"
        constraints = [
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True)
                | Q(
                    cancelled_at__isnull=False,
                    cancelled_by__isnull=False,
                    finished_at__isnull=True,
                ),
                name="release_cancelled_paired",
            )
        ]
        indexes = [
            models.Index(
                fields=["release_at"],
                condition=Q(finished_at=None, cancelled_at=None),
                name="releases_to_do",
            )
        ]

    def __str__(self) -> str:
        return f"Release {self.pk} for {self.vacancy_id}"


class ReleaseLine(models.Model):
    """One decision of a release. `prepared_version` is what was looked at when it was planned."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Not released yet"
        RELEASED = "released", "Released"
        SKIPPED = "skipped", "Skipped"
        CANCELLED = "cancelled", "Taken back"

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="lines")
    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="release_lines"
    )
    event = models.CharField(max_length=30, choices=Event.choices)
    prepared_version = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    note = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "application"], name="one_line_per_release"),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(outcome="waiting"),
                name="one_waiting_release_per_application",
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", settled_at__isnull=True)
                | (~Q(outcome="waiting") & Q(settled_at__isnull=False)),
                name="release_line_settled_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release_id}: {self.application_id} {self.outcome}"
