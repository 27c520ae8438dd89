"""A person decides that an email that was not delivered is tried again."""

from __future__ import annotations

from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from recruitment.audit.services import record
from recruitment.outbox.choices import EmailStatus
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.services.nudging import nudge


@transaction.atomic
def send_again(*, email_id: int, by: User) -> bool:
    """Queue a failed email anew with all its tries; False when it is not in the failed state.

    Keeps its Message-ID. Raises PermissionDenied without the right to read the outbox, and
    OutboxEmail.DoesNotExist. Written to the audit log.
    """
    if not has_right(by, Right.READ_OUTBOX):
        raise PermissionDenied("Your role does not include the email outbox.")
    row = OutboxEmail.objects.select_for_update().get(pk=email_id)
    if row.status != EmailStatus.FAILED:
        return False
    tries = row.attempts
    row.status = EmailStatus.QUEUED
    row.attempts = 0
    row.first_tried_at = None
    row.closed_at = None
    row.due_at = timezone.now()
    row.save(update_fields=["status", "attempts", "first_tried_at", "closed_at", "due_at"])
    record(
        action="email.send_again",
        by=by,
        target=row,
        before={"status": EmailStatus.FAILED, "tries": tries},
        after={"status": EmailStatus.QUEUED, "kind": row.kind},
    )
    transaction.on_commit(partial(nudge, row.pk), robust=True)
    return True
