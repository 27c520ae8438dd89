"""The five states of an outbox row."""

from __future__ import annotations

from django.db.models import TextChoices


class EmailStatus(TextChoices):
    """Where an email stands. `sent`, `failed` and `cancelled` are final."""

    QUEUED = "queued", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Not delivered"
    CANCELLED = "cancelled", "Not sent: no longer needed"
