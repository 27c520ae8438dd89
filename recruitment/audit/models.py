"""The log, which nobody can change (migration 0002), and what was deleted of it after its period
(migration 0003)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

ACTION_LENGTH = 64
LABEL_LENGTH = 60
REASON_LENGTH = 500


class AuditEntry(models.Model):
    """Who did what to which row, when (UTC) and why (security document, check 38).

    The actor is a number and a label, not a foreign key: an account can be erased without touching
    a row that must never change, and the log itself holds no name or address.
    """

    at = models.DateTimeField("when", db_index=True)
    action = models.CharField(max_length=ACTION_LENGTH)
    actor_id = models.BigIntegerField("account", null=True, blank=True)
    actor_label = models.CharField("kind of actor", max_length=LABEL_LENGTH)
    target_type = models.CharField("kind of record", max_length=100, blank=True)
    target_id = models.CharField("record", max_length=64, blank=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    request_id = models.CharField("request", max_length=64, blank=True, db_index=True)

    class Meta:
        ordering = ("-at", "-id")
        verbose_name = "audit entry"
        verbose_name_plural = "audit log"
        indexes = [
            models.Index(fields=("target_type", "target_id", "-at"), name="audit_target"),
            models.Index(fields=("actor_id", "-at"), name="audit_actor"),
            models.Index(fields=("action", "-at"), name="audit_action"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(action="") & ~Q(actor_label=""), name="audit_who_and_what"
            ),
            models.CheckConstraint(
                condition=Q(target_type="", target_id="") | (~Q(target_type="") & ~Q(target_id="")),
                name="audit_target_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target_type}:{self.target_id}".rstrip(" :")


class Forgetting(models.Model):
    """Entries whose period is over were deleted: inserting the row is what deletes them.

    At most `most` of those older than `older_than` go, but none about a record named in `kept`
    ("applicants.application <id>"), which is on hold. `number` is how many went; it, `at` and the
    limit of 24 months come from the database. This table only grows, too.
    """

    at = models.DateTimeField()
    older_than = models.DateTimeField()
    most = models.PositiveIntegerField()
    kept = ArrayField(models.CharField(max_length=170), default=list)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.number} older than {self.older_than:%Y-%m-%d}"
