"""Putting emails into the outbox, and taking them out again before they go."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import connection, transaction
from django.utils import timezone

from recruitment.outbox.addresses import clean_address
from recruitment.outbox.choices import EmailStatus
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.quiet import may_go_at
from recruitment.outbox.registry import email_class_for
from recruitment.outbox.services.nudging import nudge, nudge_batch
from recruitment.outbox.wording.stored import wording_number

ID_LENGTH = 200
NUDGED_TOGETHER = 50


def queue_email(
    *,
    kind: str,
    dedupe_key: str,
    to: str,
    ids: Mapping[str, str | int],
    about: str = "",
    due_at: datetime | None = None,
) -> OutboxEmail:
    """Write an email into the outbox; call it inside the transaction of the change it tells of.

    The same `dedupe_key` twice gives the row that is there, and one email. `ids` says what the
    email is made from when it is sent: ids, never texts or secrets. `about` ("application:<uuid>")
    is the key for `emails_about` and `cancel_emails`. `due_at` holds it back until then, and the
    quiet hours hold back what is not urgent. Raises
    UnknownKind, and ValueError for an address that is not one plain address.
    """
    now = timezone.now()
    email_class = email_class_for(kind)
    row = OutboxEmail(
        dedupe_key=dedupe_key,
        kind=kind,
        kind_version=email_class.version,
        wording_id=wording_number(kind),
        to_address=clean_address(to),
        about=about,
        ids=_clean_ids(ids),
        due_at=may_go_at(kind, due_at or now),
        created_at=now,
    )
    if not _insert(row):
        return OutboxEmail.objects.get(dedupe_key=dedupe_key)
    if row.due_at <= now:
        transaction.on_commit(partial(nudge, row.pk), robust=True)
    return row


def _insert(row: OutboxEmail) -> bool:
    """Write it unless its key is there already. One statement, where `get_or_create` takes four:
    each step of an application goes through here."""
    fields = [one for one in OutboxEmail._meta.concrete_fields if not one.primary_key]
    columns = ", ".join(f'"{one.column}"' for one in fields)
    values = [one.get_db_prep_save(one.pre_save(row, add=True), connection) for one in fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {OutboxEmail._meta.db_table} ({columns})"  # nosec B608
            f" VALUES ({', '.join(['%s'] * len(values))}) ON CONFLICT DO NOTHING RETURNING id",
            values,
        )
        found = cursor.fetchone()
    if found is None:
        return False
    row.pk = found[0]
    row._state.adding, row._state.db = False, connection.alias
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class ToQueue:
    """One of many emails; the fields are those of `queue_email`."""

    kind: str
    dedupe_key: str
    to: str
    ids: Mapping[str, str | int]
    about: str = ""


def queue_emails(emails: Sequence[ToQueue]) -> int:
    """`queue_email` for many at once, in three queries; returns how many were not there before."""
    now = timezone.now()
    rows = [
        OutboxEmail(
            guid=uuid.uuid4(),
            kind=email.kind,
            kind_version=email_class_for(email.kind).version,
            wording_id=wording_number(email.kind),
            dedupe_key=email.dedupe_key,
            to_address=clean_address(email.to),
            about=email.about,
            ids=_clean_ids(email.ids),
            due_at=may_go_at(email.kind, now),
            created_at=now,
        )
        for email in emails
    ]
    OutboxEmail.objects.bulk_create(rows, ignore_conflicts=True)
    ours = OutboxEmail.objects.filter(guid__in=[row.guid for row in rows]).order_by("pk")
    due = dict(ours.values_list("pk", "due_at"))
    numbers = [pk for pk, due_at in due.items() if due_at <= now]
    for start in range(0, len(numbers), NUDGED_TOGETHER):
        batch = numbers[start : start + NUDGED_TOGETHER]
        transaction.on_commit(partial(nudge_batch, batch), robust=True)
    return len(due)


def _clean_ids(ids: Mapping[str, str | int]) -> dict[str, str | int]:
    for key, value in ids.items():
        if not isinstance(value, str | int) or len(str(value)) > ID_LENGTH:
            raise ValueError(f"The id {key!r} of an email must be a short text or a number.")
    return dict(ids)


def readdress_emails(*, about: str, to: str) -> int:
    """Send what is still waiting about one thing to another address of the same person; returns
    how many. What is going, goes. Raises ValueError for an address that is not one."""
    if not about:
        raise ValueError("Say what the emails are about.")
    waiting = OutboxEmail.objects.filter(about=about, status=EmailStatus.QUEUED)
    return waiting.update(to_address=clean_address(to))


def cancel_emails(*, about: str, kinds: Collection[str] | None = None) -> int:
    """Take back what is still waiting about one thing; returns how many. What is going, goes."""
    if not about:
        raise ValueError("Say what the emails are about.")
    waiting = OutboxEmail.objects.filter(about=about, status=EmailStatus.QUEUED)
    if kinds is not None:
        waiting = waiting.filter(kind__in=kinds)
    return waiting.update(status=EmailStatus.CANCELLED, closed_at=timezone.now())
