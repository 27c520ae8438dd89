"""The infrastructure's own checks, each with its fault planted."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from recruitment.audit.services import record
from recruitment.invariants.infrastructure import audit_kept_too_long, email_waits
from recruitment.outbox.models import OutboxEmail

pytestmark = pytest.mark.django_db


def email(**fields) -> OutboxEmail:
    now = timezone.now()
    defaults = {
        "kind": "some_kind", "kind_version": 1, "to_address": "a@mail.example", "due_at": now,
        "created_at": now, "dedupe_key": f"k:{OutboxEmail.objects.count()}",
    }  # fmt: skip
    return OutboxEmail.objects.create(**{**defaults, **fields})


def test_a_queue_older_than_ten_minutes():
    now = timezone.now()
    late = email(due_at=now - timedelta(minutes=11))
    email(due_at=now - timedelta(minutes=9))
    email(due_at=now - timedelta(days=1), status="sent", sent_at=now)
    stuck = email(
        due_at=now - timedelta(minutes=9), status="sending", claimed_at=now - timedelta(minutes=12)
    )
    email(status="sending", claimed_at=now - timedelta(minutes=2))
    assert list(email_waits(now)) == [f"email {late.guid}", f"email {stuck.guid}"]


def test_audit_entries_that_nobody_deleted():
    now = timezone.now()
    with time_machine.travel(now - timedelta(days=733), tick=False):
        record(action="thing.old", by=None, actor_label="system")
    assert list(audit_kept_too_long(now)) == []  # the job may have missed some days
    written = now - timedelta(days=24 * 31 + 20)
    with time_machine.travel(written, tick=False):
        record(action="thing.older", by=None, actor_label="system")
    assert list(audit_kept_too_long(now)) == [f"since {written:%Y-%m-%d}"]
