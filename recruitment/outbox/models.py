"""The outbox table, and the state of the mail server that all workers share."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from recruitment.outbox.choices import EmailStatus

WAS_SENT = (EmailStatus.SENT, EmailStatus.BOUNCED)
CLOSED_WITHOUT_SENDING = (EmailStatus.FAILED, EmailStatus.CANCELLED)


class OutboxEmail(models.Model):
    """One email to one person: its kind and the ids it is made from. No text and no secret.

    The text is made when it is sent, from what is true then; links with a secret are derived then.
    """

    guid = models.UUIDField("message id", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=64)
    kind_version = models.PositiveSmallIntegerField("version of the text")
    # The words of staff that it was queued with; later changes of them leave it as it is.
    wording = models.ForeignKey(
        "ui.TextVersion",
        verbose_name="words of staff",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,  # nobody asks for the emails of a version, and the table is large
        related_name="+",
    )
    dedupe_key = models.CharField("sent once per", max_length=200, unique=True)
    to_address = models.EmailField("to", max_length=254)
    about = models.CharField(max_length=100, blank=True)
    ids = models.JSONField(default=dict)
    status = models.CharField(
        max_length=10, choices=EmailStatus.choices, default=EmailStatus.QUEUED
    )
    attempts = models.PositiveSmallIntegerField("tries", default=0)
    due_at = models.DateTimeField("due")
    first_tried_at = models.DateTimeField("first tried", null=True, blank=True)
    claimed_at = models.DateTimeField("claimed", null=True, blank=True)
    sent_at = models.DateTimeField("sent", null=True, blank=True)
    bounced_at = models.DateTimeField("returned", null=True, blank=True)
    returns = models.PositiveSmallIntegerField("returned for now", default=0, db_default=0)
    closed_at = models.DateTimeField("given up or cancelled", null=True, blank=True)
    last_error = models.CharField("last error", max_length=300, blank=True)
    created_at = models.DateTimeField("queued")

    class Meta:
        ordering = ("-created_at", "-id")
        verbose_name = "email"
        verbose_name_plural = "email outbox"
        indexes = [
            # Partial: the sweep reads what is open, however many millions were sent.
            models.Index(fields=("due_at", "id"), condition=Q(status="queued"), name="outbox_due"),
            models.Index(
                fields=("claimed_at", "id"), condition=Q(status="sending"), name="outbox_claimed"
            ),
            models.Index(
                fields=("about", "-created_at"), condition=~Q(about=""), name="outbox_about"
            ),
            models.Index(
                fields=("-closed_at",), condition=Q(status="failed"), name="outbox_failed"
            ),
            models.Index(fields=("-created_at", "-id"), name="outbox_newest"),
            models.Index(
                fields=("to_address",), condition=Q(status="bounced"), name="outbox_bounced"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=EmailStatus.values), name="outbox_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status="sending", claimed_at__isnull=False)
                | (~Q(status="sending") & Q(claimed_at__isnull=True)),
                name="outbox_claimed_paired",
            ),
            models.CheckConstraint(
                condition=Q(status__in=WAS_SENT, sent_at__isnull=False)
                | (~Q(status__in=WAS_SENT) & Q(sent_at__isnull=True)),
                name="outbox_sent_paired",
            ),
            models.CheckConstraint(
                condition=Q(status="bounced", bounced_at__isnull=False)
                | (~Q(status="bounced") & Q(bounced_at__isnull=True)),
                name="outbox_bounced_paired",
            ),
            models.CheckConstraint(
                condition=Q(status__in=CLOSED_WITHOUT_SENDING, closed_at__isnull=False)
                | (~Q(status__in=CLOSED_WITHOUT_SENDING) & Q(closed_at__isnull=True)),
                name="outbox_closed_paired",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("failed", "bounced")) | ~Q(last_error=""),
                name="outbox_failure_explained",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.guid}"

    @property
    def message_id(self) -> str:
        """The Message-ID of every copy of this email, so that mailboxes can drop a second one."""
        return f"<{self.guid}@{settings.EMAIL_MESSAGE_ID_DOMAIN}>"


class MailServerState(models.Model):
    """One row: what the workers together know of the mail server (a circuit breaker).

    In PostgreSQL and not in the cache, so that it holds while Redis is away.
    """

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    failures = models.PositiveIntegerField("failed connections in a row", default=0)
    closed_until = models.DateTimeField("no mail until", null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="outbox_one_mail_server")]

    def __str__(self) -> str:
        return f"{self.failures} failed connections in a row"
