"""The six states of an outbox row."""

from __future__ import annotations

from django.db.models import TextChoices


class EmailStatus(TextChoices):
    """Where an email stands. `failed`, `bounced` and `cancelled` are final.

    `sent` means that our mail server took it. The receiving server may still give it back, for
    good (`bounced`) or for now (it waits again).
    """

    QUEUED = "queued", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    BOUNCED = "bounced", "Returned: could not be delivered"
    FAILED = "failed", "Not delivered"
    CANCELLED = "cancelled", "Not sent: no longer needed"


# What a person has to do something about: nobody has this email.
UNDELIVERED = (EmailStatus.FAILED, EmailStatus.BOUNCED)
