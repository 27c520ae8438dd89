"""Taking one email for sending, so that no other worker takes it while the lease lasts."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from recruitment.outbox.choices import EmailStatus
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.services.mail_server import may_send

MOST_CLAIMS = 30  # an email that takes its worker down every time must stop doing so
INTERRUPTED_TOO_OFTEN = "Sending was interrupted 30 times."

logger = structlog.get_logger(__name__)


def claimable_emails(*, now: datetime) -> QuerySet[OutboxEmail]:
    """What may be sent: waiting and due, or claimed longer ago than any conversation lasts."""
    due = Q(status=EmailStatus.QUEUED, due_at__lte=now)
    abandoned = Q(status=EmailStatus.SENDING, claimed_at__lt=now - settings.OUTBOX_LEASE)
    return OutboxEmail.objects.filter(due | abandoned)


def claim(*, email_id: int) -> OutboxEmail | None:
    """Take this email, or None: not there, not due, taken, or the mail server is being spared.

    Commits at once (`durable`): the email is sent outside any transaction, and a worker that dies
    leaves a row that says since when.
    """
    now = timezone.now()
    with transaction.atomic(durable=True):
        waiting = claimable_emails(now=now).filter(pk=email_id)
        row = waiting.select_for_update(skip_locked=True).first()
        if row is None:
            return None
        if row.attempts >= MOST_CLAIMS:
            _give_up(row, now)
            return None
        if not may_send(now=now):
            return None
        row.status = EmailStatus.SENDING
        row.claimed_at = now
        row.attempts += 1
        row.first_tried_at = row.first_tried_at or now
        row.save(update_fields=["status", "claimed_at", "attempts", "first_tried_at"])
    return row


def _give_up(row: OutboxEmail, now: datetime) -> None:
    row.status = EmailStatus.FAILED
    row.claimed_at = None
    row.closed_at = now
    row.last_error = INTERRUPTED_TOO_OFTEN
    row.save(update_fields=["status", "claimed_at", "closed_at", "last_error"])
    transaction.on_commit(
        partial(logger.error, "outbox_email_failed", email_id=row.pk, kind=row.kind), robust=True
    )
