"""A candidate's question about an outcome, and its answer."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class FeedbackRequest(models.Model):
    """More feedback, asked for once after an outcome and answered once by the recruitment team."""

    application = models.OneToOneField(
        "applicants.Application", on_delete=models.CASCADE, related_name="feedback_request"
    )
    question = models.TextField(max_length=2500, blank=True)
    asked_at = models.DateTimeField()
    answer = models.TextField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="feedback_answer_paired",
            )
        ]

    def __str__(self) -> str:
        return f"Feedback for {self.application_id}"
