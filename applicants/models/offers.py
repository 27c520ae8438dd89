"""Offers and the checks that they depend on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from applicants.choices import CheckKind, CheckState, ConditionState


class Offer(models.Model):
    """A conditional offer. The candidate's reply sets `accepted` and `replied_at` together."""

    application = models.OneToOneField(
        "applicants.Application", on_delete=models.CASCADE, related_name="offer"
    )
    prepared_at = models.DateTimeField()
    reply_by = models.DateField()
    salary_text = models.CharField(max_length=200)
    start_on = models.DateField(null=True, blank=True)
    # The last day to confirm a start that was deferred.
    confirm_by = models.DateField(null=True, blank=True)
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


class OfferCondition(models.Model):
    """One condition of an accepted offer. With a `check_kind` it follows that check, and its own
    `state` says only whether it is waived. `blocks` is false where the offer stands without it."""

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="offer_conditions"
    )
    code = models.SlugField(max_length=60)
    words = models.CharField(max_length=400)
    check_kind = models.CharField(max_length=30, choices=CheckKind.choices, blank=True)
    blocks = models.BooleanField(default=True)
    state = models.CharField(
        max_length=10, choices=ConditionState.choices, default=ConditionState.PENDING
    )
    reason = models.TextField(blank=True, max_length=1000)
    decided_by_id = models.BigIntegerField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "code"], name="one_condition_per_code"),
            models.CheckConstraint(
                condition=Q(state__in=ConditionState.values), name="condition_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["waived", "not_met"]) | ~Q(reason=""),
                name="condition_given_up_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by_id__isnull=True, decided_at__isnull=True)
                | Q(decided_by_id__isnull=False, decided_at__isnull=False),
                name="condition_decided_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.code} {self.state}"


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
