"""Two accounts that may belong to one person."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from applicants.models.application import Candidate


class PossibleDuplicate(models.Model):
    """A pair that was noticed at a submission, or named by support, and what a person decided.

    Only `noticed_for` is told of it: the other may be somebody else, such as a twin.
    """

    class State(models.TextChoices):
        """Where it is."""

        OPEN = "open", "Waiting for a decision"
        DIFFERENT = "different", "Different people"
        MERGED = "merged", "Put together"

    noticed_for = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")
    noticed_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-noticed_at", "-pk"]
        verbose_name = "possible duplicate"
        constraints = [
            models.UniqueConstraint(
                Least("noticed_for", "other"),
                Greatest("noticed_for", "other"),
                name="one_row_per_pair_of_accounts",
            ),
            models.CheckConstraint(
                condition=~Q(noticed_for=F("other")), name="duplicate_of_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True, decided_by__isnull=True)
                | Q(
                    state__in=["different", "merged"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="duplicate_decision_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noticed_for.user.username} and {self.other.user.username}"
