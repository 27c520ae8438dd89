"""The immutable history of an application's status."""

from __future__ import annotations

from typing import Any

from django.db import models

from applicants.choices import Actor, Event, Status


class StatusChange(models.Model):
    """One step: what happened, from where to where, when, by whom. The database refuses changes.

    `actor_id` is the account's id, without a foreign key: the row survives the account.
    """

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.PROTECT, related_name="history"
    )
    sequence = models.PositiveIntegerField()
    event = models.CharField(max_length=30, choices=Event.choices)
    from_status = models.CharField(max_length=30, choices=Status.choices)
    to_status = models.CharField(max_length=30, choices=Status.choices)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=20, choices=Actor.choices)
    actor_id = models.BigIntegerField(null=True, blank=True)
    reason_code = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    data: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "sequence"], name="one_change_per_sequence"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} #{self.sequence} {self.event}"


class AnswerChange(models.Model):
    """What somebody changed in a section after they had sent it. Written once, never changed."""

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="answer_changes"
    )
    code = models.SlugField(max_length=40)
    before: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    after: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["application", "-at"], name="answer_changes_newest")]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.code} at {self.at:%Y-%m-%d %H:%M}"
