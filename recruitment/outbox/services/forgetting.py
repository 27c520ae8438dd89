"""Retention: rows are deleted when nobody needs to know any more that an email went out."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from recruitment.outbox.choices import EmailStatus
from recruitment.outbox.models import OutboxEmail

FINISHED = (EmailStatus.SENT, EmailStatus.BOUNCED, EmailStatus.FAILED, EmailStatus.CANCELLED)


def forget_emails(*, about: str) -> int:
    """Delete all emails about one thing, waiting ones included; returns how many.

    One that is being sent at this moment stays, and goes with the next run.
    """
    if not about:
        raise ValueError("Say what the emails are about.")
    return _delete(OutboxEmail.objects.filter(about=about).exclude(status=EmailStatus.SENDING))


def delete_finished_emails(*, queued_before: datetime, limit: int = 10_000) -> int:
    """Delete what has ended and was queued before this instant, at most `limit`; returns how many.

    Running it again deletes nothing twice. The dedupe key goes with the row: keep the instant
    further back than any change that could queue the same email again.
    """
    old = OutboxEmail.objects.filter(status__in=FINISHED, created_at__lt=queued_before)
    chosen = old.order_by("created_at").values("pk")[:limit]
    return _delete(OutboxEmail.objects.filter(pk__in=chosen))


def _delete(rows: QuerySet[OutboxEmail]) -> int:
    return rows.delete()[0]
