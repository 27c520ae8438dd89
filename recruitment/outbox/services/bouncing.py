"""What becomes of an email that the receiving server gave back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from recruitment.outbox.choices import EmailStatus
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.quiet import may_go_at
from recruitment.outbox.registry import ReactsToReturn, UnknownKind, email_class_for
from recruitment.outbox.reports import Report

# A full mailbox, or a server that could not be reached for days: tried again, and then left.
WAITS = (timedelta(hours=4), timedelta(hours=24))

logger = structlog.get_logger(__name__)


def take_reports(reports: Sequence[Report]) -> int:
    """Act on each report, each in a transaction of its own; returns how many changed something."""
    return sum(take_report(report) for report in reports)


@transaction.atomic
def take_report(report: Report) -> bool:
    """Mark the email as returned, or queue it once more; True when that changed something.

    A report of an email that was not sent by now, that is not ours, or that went to another
    address than the report names, changes nothing: so the same report twice counts once.
    """
    row = OutboxEmail.objects.select_for_update().filter(guid=report.guid).first()
    if row is None or row.status != EmailStatus.SENT:
        return False
    if report.recipient and report.recipient != row.to_address.lower():
        return False
    will_retry = not report.is_permanent and row.returns < len(WAITS)
    row.last_error = report.text
    if will_retry:
        _wait(row)
    else:
        row.status, row.bounced_at = EmailStatus.BOUNCED, timezone.now()
        row.save(update_fields=["status", "bounced_at", "last_error"])
        _tell_kind(row)
    logger.warning(
        "outbox_email_returned",
        email_id=row.pk,
        kind=row.kind,
        permanent=report.is_permanent,
        again=will_retry,
    )
    return True


def _wait(row: OutboxEmail) -> None:
    row.due_at = may_go_at(row.kind, timezone.now() + WAITS[row.returns])
    row.returns += 1
    row.status, row.sent_at = EmailStatus.QUEUED, None
    row.attempts, row.first_tried_at = 0, None
    row.save(
        update_fields=[
            "due_at", "returns", "status", "sent_at", "attempts", "first_tried_at", "last_error",
        ]
    )  # fmt: skip


def _tell_kind(row: OutboxEmail) -> None:
    try:
        email_class = email_class_for(row.kind)
    except UnknownKind:
        return
    if isinstance(email_class, ReactsToReturn):
        email_class.returned(row.ids)
