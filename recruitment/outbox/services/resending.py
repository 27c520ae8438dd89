"""A person decides that an email that was not delivered is tried again."""

from __future__ import annotations

from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from recruitment.audit.services import record
from recruitment.outbox.choices import UNDELIVERED, EmailStatus
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.services.nudging import nudge

MOST_AT_ONCE = 20


@transaction.atomic
def send_again(*, email_id: int, by: User) -> bool:
    """Queue an undelivered email anew with all its tries; False when it is not undelivered.

    Keeps its Message-ID. Raises PermissionDenied without the right to read the outbox, and
    OutboxEmail.DoesNotExist. Written to the audit log.
    """
    if not has_right(by, Right.READ_OUTBOX):
        raise PermissionDenied("Your role does not include the email outbox.")
    row = OutboxEmail.objects.select_for_update().get(pk=email_id)
    if row.status not in UNDELIVERED:
        return False
    was, tries = row.status, row.attempts
    _queue_anew(row)
    record(
        action="email.send_again",
        by=by,
        target=row,
        before={"status": was, "tries": tries},
        after={"status": EmailStatus.QUEUED, "kind": row.kind},
    )
    return True


@transaction.atomic
def try_address_again(*, address: str, by: User) -> int:
    """The owner says that their address works: what came back from it is sent once more.

    Returns how many emails; those that are no longer true are then not sent. Written to the audit
    log without the address.
    """
    returned = OutboxEmail.objects.filter(to_address=address, status=EmailStatus.BOUNCED)
    newest = returned.order_by("-created_at", "-pk").values("pk")[:MOST_AT_ONCE]
    rows = OutboxEmail.objects.select_for_update().filter(
        pk__in=list(newest.values_list("pk", flat=True)), status=EmailStatus.BOUNCED
    )
    for row in rows:
        _queue_anew(row)
    number = len(rows)
    if number:
        record(action="email.try_address_again", by=by, target=by, after={"emails": number})
    return number


def _queue_anew(row: OutboxEmail) -> None:
    row.status = EmailStatus.QUEUED
    row.attempts = row.returns = 0
    row.first_tried_at = row.closed_at = row.sent_at = row.bounced_at = None
    row.due_at = timezone.now()
    row.save(
        update_fields=[
            "status", "attempts", "returns", "first_tried_at", "closed_at", "sent_at",
            "bounced_at", "due_at",
        ]
    )  # fmt: skip
    transaction.on_commit(partial(nudge, row.pk), robust=True)
