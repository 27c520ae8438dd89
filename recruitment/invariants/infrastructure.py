"""Checks of the infrastructure itself: the outbox, and the period of the audit log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from recruitment.audit.forgetting import entries_due
from recruitment.invariants.registry import register_check
from recruitment.outbox.choices import EmailStatus
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.selectors import queue_state

QUEUE_PATIENCE = timedelta(minutes=10)
AUDIT_PATIENCE = timedelta(days=7)  # the job that deletes may have missed some days


@register_check("email_waits", "An email has waited for more than 10 minutes")
def email_waits(at: datetime) -> Iterator[str]:
    """Due and not sent, or being sent for longer than any conversation with a server lasts."""
    due = Q(status=EmailStatus.QUEUED, due_at__lt=at - QUEUE_PATIENCE)
    stuck = Q(
        status=EmailStatus.SENDING, claimed_at__lt=at - settings.OUTBOX_LEASE - QUEUE_PATIENCE
    )
    late = OutboxEmail.objects.filter(due | stuck).order_by("due_at")
    return (f"email {guid}" for guid in late.values_list("guid", flat=True).iterator())


@register_check("audit_kept_too_long", "Audit entries are older than their period")
def audit_kept_too_long(at: datetime) -> Iterable[str]:
    """Those of applications on hold stay, and are no finding."""
    oldest = entries_due(at=at - AUDIT_PATIENCE).order_by("at").first()
    return [f"since {oldest.at:%Y-%m-%d}"] if oldest else []


def email_counts() -> dict[str, float]:
    """How many emails are in each state, for the person on call."""
    state = queue_state(now=timezone.now())
    return {status.value: float(number) for status, number in state.counts.items()}


def email_delay() -> dict[str, float]:
    """Seconds by which the email that waits longest is late; 0 with none."""
    return {"oldest": queue_state(now=timezone.now()).oldest_overdue.total_seconds()}
