"""Facts about eligibility that others supplied, and the decisions made on them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q


class EligibilityFact(models.Model):
    """A fact that was added after the answers, with its source (eligibility document, section 1).

    `path` is the fact's path in the input, such as `employment.probation_confirmed_on` or
    `previous_met_service[0].left_on`. `settles` is true where a reviewer has looked at what
    everybody says and found that this value is right: the others are then set aside.
    """

    class Source(models.TextChoices):
        DOCUMENT = "document", "Document seen"
        HR_RECORD = "hr_record", "HR record"
        LINE_MANAGER = "line_manager", "Line manager"
        COORDINATOR = "coordinator", "Co-ordinator"
        DECLARED = "declared", "The candidate's corrected word"

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="facts"
    )
    path = models.CharField(max_length=100)
    value: models.JSONField[Any, Any] = models.JSONField()
    source = models.CharField(max_length=20, choices=Source.choices)
    settles = models.BooleanField(default=False, db_default=False)
    note = models.TextField(blank=True, default="", db_default="")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "path", "source"], name="one_fact_per_source"
            ),
            models.CheckConstraint(
                condition=Q(
                    source__in=["document", "hr_record", "line_manager", "coordinator", "declared"]
                ),
                name="eligibility_fact_source_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path} ({self.source})"


class EligibilityDecision(models.Model):
    """One decision, whole and for ever: what went in, what came out, and why it was made.

    Rows are never changed (the database refuses it); a later decision is a new row. `given` and
    `decided` are the input and output formats of the eligibility document, sections 1 and 5.
    """

    class Occasion(models.TextChoices):
        SUBMISSION = "submission", "When the application was sent"
        NEW_FACT = "new_fact", "After a fact was added"
        REVIEW = "review", "After a review"

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.PROTECT, related_name="decisions"
    )
    made_at = models.DateTimeField()
    occasion = models.CharField(max_length=20, choices=Occasion.choices)
    as_of = models.DateField()
    ruleset = models.CharField(max_length=20)
    result = models.CharField(max_length=40)
    given: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    decided: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.result} on {self.as_of}"
