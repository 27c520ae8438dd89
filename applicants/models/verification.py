"""A line manager's verification after an offer (security document, checks 1 to 9)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from applicants.choices import ClaimAnswer, VerificationState


class VerificationRequest(models.Model):
    """One request to one manager. The link's token is derived from a key, `nonce`, the id and
    `generation`; only its SHA-256 is stored, so neither the table nor a queue holds a secret."""

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="verifications"
    )
    manager_name = models.CharField(max_length=120)
    manager_email = models.EmailField()
    nonce = models.CharField(max_length=32)
    generation = models.PositiveIntegerField(default=1)
    token_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(
        max_length=20, choices=VerificationState.choices, default=VerificationState.OPEN
    )
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answer_by = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    reminders_sent = models.PositiveSmallIntegerField(default=0)
    escalated_at = models.DateTimeField(null=True, blank=True)
    # When the email with the link of this generation came back for good.
    bounced_at = models.DateTimeField(null=True, blank=True)
    # Whom the person who was asked named instead of themselves.
    instead_name = models.CharField(max_length=120, blank=True, default="", db_default="")
    instead_email = models.EmailField(blank=True, default="", db_default="")

    # What the manager has typed and not sent, so that they may come back by the link: gone with
    # the answer, a new address or the end of the request.
    draft: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict, blank=True, db_default={}
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state="open"),
                name="one_open_verification",
            ),
            models.CheckConstraint(
                condition=Q(state="answered", answered_at__isnull=False)
                | Q(state="not_manager", answered_at__isnull=False)
                | Q(state__in=["open", "cancelled"], answered_at__isnull=True),
                name="verification_answer_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(draft={}),
                name="verification_draft_only_while_open",
            ),
        ]

    def __str__(self) -> str:
        return f"Verification {self.pk} of {self.application_id}"

    @property
    def is_outside(self) -> bool:
        """Whether the manager's address is elsewhere than at the organisation: the candidate named
        it, so it may be anybody's."""
        domain = self.manager_email.rpartition("@")[2].lower()
        own: list[str] = settings.ORGANISATION_EMAIL_DOMAINS
        return not any(domain == one or domain.endswith(f".{one}") for one in own)


class VerificationClaim(models.Model):
    """One thing the manager is asked to confirm. `label` and `value` are all that they see of it.

    `fact_path` names the eligibility fact it rests on ("" for a piece of evidence), `correction`
    is the right value in their words or as a date in ISO form, by `kind`.
    """

    class Kind(models.TextChoices):
        TEXT = "text", "Text"
        DATE = "date", "Date"
        NUMBER = "number", "Number"

    request = models.ForeignKey(
        VerificationRequest, on_delete=models.CASCADE, related_name="claims"
    )
    code = models.SlugField(max_length=60)
    fact_path = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.TEXT)
    label = models.CharField(max_length=200)
    value = models.TextField()
    stated: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=20, choices=ClaimAnswer.choices, blank=True)
    correction = models.CharField(max_length=500, blank=True)
    comment = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "code"], name="one_claim_per_code"),
            models.CheckConstraint(
                condition=~Q(answer=ClaimAnswer.CORRECT) | ~Q(correction=""),
                name="corrected_claim_has_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.code}"
