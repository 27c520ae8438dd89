"""Retention: what may go goes, once; what is still on its way stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.services import delete_finished_emails, forget_emails

NOW = datetime(2026, 12, 9, 9, 0, tzinfo=UTC)
STATES = {
    "queued": {},
    "sending": {"claimed_at": NOW},
    "sent": {"sent_at": NOW},
    "failed": {"closed_at": NOW, "last_error": "550 no"},
    "cancelled": {"closed_at": NOW},
}


@pytest.fixture
def one_of_each(queue) -> None:
    with time_machine.travel(NOW, tick=False):
        for status, values in STATES.items():
            row = queue(about="application:1")
            OutboxEmail.objects.filter(pk=row.pk).update(status=status, **values)


def left() -> set[str]:
    return set(OutboxEmail.objects.values_list("status", flat=True))


def test_finished_emails_go_after_their_time_and_once(one_of_each):
    assert delete_finished_emails(queued_before=NOW) == 0
    just_after = NOW + timedelta(microseconds=1)
    assert delete_finished_emails(queued_before=just_after, limit=2) == 2
    assert delete_finished_emails(queued_before=just_after) == 1
    assert delete_finished_emails(queued_before=just_after) == 0
    assert left() == {"queued", "sending"}


def test_a_person_who_is_forgotten_leaves_no_email_behind(one_of_each, queue):
    queue(about="application:2")
    assert forget_emails(about="application:1") == 4
    assert left() == {"sending", "queued"}
    OutboxEmail.objects.filter(status="sending").update(status="sent", claimed_at=None, sent_at=NOW)
    assert forget_emails(about="application:1") == 1
    assert list(OutboxEmail.objects.values_list("about", flat=True)) == ["application:2"]


def test_it_must_be_said_what_is_forgotten(db):
    with pytest.raises(ValueError, match="about"):
        forget_emails(about="")
