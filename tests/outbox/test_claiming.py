"""Claiming: one worker at a time, for the length of the lease."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection, transaction

from recruitment.outbox.models import MailServerState, OutboxEmail
from recruitment.outbox.services.claiming import MOST_CLAIMS, claim, claimable_emails
from recruitment.outbox.services.working import send_emails

NOW = datetime(2026, 12, 9, 9, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)
TICK = timedelta(microseconds=1)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def lease(settings):
    settings.OUTBOX_LEASE = LEASE


def test_a_claim_says_since_when_and_counts_the_try(clock, queue):
    row = queue()
    clock.shift(5)
    claimed = claim(email_id=row.pk)
    row.refresh_from_db()
    assert claimed == row
    assert (row.status, row.attempts) == ("sending", 1)
    assert row.claimed_at == row.first_tried_at == NOW + timedelta(seconds=5)


def test_a_claimed_email_is_not_free_until_the_lease_is_over(clock, queue):
    row = queue()
    assert claim(email_id=row.pk) is not None
    assert claim(email_id=row.pk) is None
    clock.shift(LEASE)
    assert claim(email_id=row.pk) is None
    clock.shift(TICK)
    again = claim(email_id=row.pk)
    assert again is not None
    assert (again.attempts, again.first_tried_at) == (2, NOW)
    assert again.claimed_at == NOW + LEASE + TICK


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "sent", "sent_at": NOW},
        {"status": "failed", "closed_at": NOW, "last_error": "550 no"},
        {"status": "cancelled", "closed_at": NOW},
        {"due_at": NOW + TICK},
    ],
)
def test_what_is_finished_or_not_due_is_not_claimed(clock, queue, changes):
    row = queue()
    OutboxEmail.objects.filter(pk=row.pk).update(**changes)
    assert claim(email_id=row.pk) is None
    assert list(claimable_emails(now=NOW)) == []


def test_an_email_that_is_gone_is_not_claimed(db):
    assert claim(email_id=404) is None


def test_nothing_is_claimed_while_the_mail_server_is_spared(clock, queue):
    row = queue()
    MailServerState.objects.create(failures=3, closed_until=NOW + timedelta(seconds=15))
    assert claim(email_id=row.pk) is None
    row.refresh_from_db()
    assert (row.status, row.attempts, row.claimed_at) == ("queued", 0, None)
    clock.shift(15)
    assert claim(email_id=row.pk) is not None


def test_an_email_that_keeps_killing_its_worker_ends_visibly(clock, queue, caplog):
    row = queue()
    OutboxEmail.objects.filter(pk=row.pk).update(
        status="sending", attempts=MOST_CLAIMS, claimed_at=NOW - LEASE - TICK
    )
    assert claim(email_id=row.pk) is None
    row.refresh_from_db()
    assert (row.status, row.closed_at, row.last_error) == (
        "failed",
        NOW,
        "Sending was interrupted 30 times.",
    )


@pytest.mark.django_db(transaction=True)
def test_a_claim_inside_a_transaction_is_refused(queue):
    row = queue()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        claim(email_id=row.pk)


@pytest.mark.django_db(transaction=True)
def test_a_row_that_is_locked_is_passed_over_without_waiting(queue):
    row = queue()
    found = []

    def work() -> None:
        try:
            found.append(claim(email_id=row.pk))
        finally:
            connection.close()

    with transaction.atomic():
        OutboxEmail.objects.select_for_update().get(pk=row.pk)
        thread = Thread(target=work)
        thread.start()
        thread.join(timeout=10)
        assert found == [None]
    assert claim(email_id=row.pk) is not None


@pytest.mark.django_db(transaction=True)
def test_eight_workers_send_thirty_emails_once_each(queue, mailoutbox):
    ids = [queue().pk for _ in range(30)]
    barrier = Barrier(8, timeout=10)
    errors: list[Exception] = []

    def work() -> None:
        try:
            barrier.wait()
            send_emails(email_ids=ids)
        except Exception as error:  # a thread's exception would otherwise be lost
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert errors == []
    sent = sorted(message.extra_headers["Message-ID"] for message in mailoutbox)
    assert sent == sorted(row.message_id for row in OutboxEmail.objects.all())
    assert set(OutboxEmail.objects.values_list("status", "attempts")) == {("sent", 1)}
