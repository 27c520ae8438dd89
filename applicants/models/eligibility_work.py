"""What is open about an application's eligibility: who has it, and until when."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from applicants.choices import WorkKind

# The kind of owner under which the files of a candidate's answer are kept.
FILES_OF_WORK = "eligibility_work"


class EligibilityWork(models.Model):
    """One question about eligibility: evidence asked for, a referral, a proposal, or a review.

    Opened and closed with the application's status by `services/eligibility_work`; `statement` is
    what the candidate wrote for it. `owner` is the reviewer who sees to it, None where no reviewer
    is independent of the vacancy yet.
    """

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="eligibility_work"
    )
    kind = models.CharField(max_length=12, choices=WorkKind.choices)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    extended_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    statement = models.TextField(blank=True)
    stated_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # How it ended, as the event that closed it; the reason stands in the history of the status.
    closed_by_event = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name_plural = "eligibility work"
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(closed_at__isnull=True),
                name="one_open_eligibility_work",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=WorkKind.values), name="eligibility_work_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(extended_at__isnull=True) | Q(kind=WorkKind.EVIDENCE),
                name="only_evidence_is_extended",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(closed_at__isnull=True), name="eligibility_work_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.application_id}, due {self.due_on}"

    @property
    def is_open(self) -> bool:
        """True until the application's status closes it."""
        return self.closed_at is None

    def is_overdue_on(self, day: date) -> bool:
        """True after its last day, while it is open."""
        return self.is_open and self.due_on < day
