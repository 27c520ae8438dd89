"""Offers and the checks that they depend on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from applicants.choices import CheckKind, CheckState


class Offer(models.Model):
    """A conditional offer. The candidate's reply sets `accepted` and `replied_at` together."""

    application = models.OneToOneField(
        "applicants.Application", on_delete=models.CASCADE, related_name="offer"
    )
    prepared_at = models.DateTimeField()
    reply_by = models.DateField()
    salary_text = models.CharField(max_length=200)
    start_on = models.DateField(null=True, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True, blank=True)
    line_manager_name = models.CharField(max_length=120, blank=True)
    line_manager_email = models.EmailField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(replied_at__isnull=True, accepted__isnull=True)
                | Q(replied_at__isnull=False, accepted__isnull=False),
                name="offer_reply_paired",
            )
        ]

    def __str__(self) -> str:
        return f"Offer for {self.application_id}"


class PreEmploymentCheck(models.Model):
    """One check: category, state and dates. What a check found is never kept in the portal."""

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="checks"
    )
    kind = models.CharField(max_length=30, choices=CheckKind.choices)
    state = models.CharField(
        max_length=30, choices=CheckState.choices, default=CheckState.NOT_STARTED
    )
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        verbose_name = "pre-employment check"
        constraints = [
            models.UniqueConstraint(fields=["application", "kind"], name="one_check_of_a_kind"),
            models.CheckConstraint(
                condition=Q(state__in=CheckState.values), name="check_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.kind}"
