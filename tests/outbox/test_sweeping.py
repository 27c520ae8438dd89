"""Sweeps, tasks and the two commands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from recruitment.outbox import tasks
from recruitment.outbox.models import MailServerState, OutboxEmail
from recruitment.outbox.services import nudging, working
from recruitment.outbox.services.claiming import claim
from recruitment.outbox.services.sweeping import sweep
from recruitment.outbox.services.working import send_due_emails, send_emails

NOW = datetime(2026, 12, 9, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def run(command: str, **options) -> tuple[str, str, int]:
    out, err = StringIO(), StringIO()
    code = 0
    try:
        call_command(command, stdout=out, stderr=err, **options)
    except SystemExit as leaving:
        code = int(leaving.code)
    return out.getvalue(), err.getvalue(), code


def test_a_sweep_hands_over_what_is_due_and_what_was_abandoned(clock, queue, nudges, settings):
    abandoned, due = queue(), queue()
    OutboxEmail.objects.filter(pk=abandoned.pk).update(
        status="sending", claimed_at=NOW - settings.OUTBOX_LEASE - timedelta(seconds=1)
    )
    queue(due_at=NOW + timedelta(seconds=1))
    taken, sent = queue(), queue()
    OutboxEmail.objects.filter(pk=taken.pk).update(status="sending", claimed_at=NOW)
    OutboxEmail.objects.filter(pk=sent.pk).update(status="sent", sent_at=NOW)
    assert sweep() == 2
    assert nudges == [("send_queued_emails", [abandoned.pk, due.pk])]


def test_a_sweep_works_in_batches_the_longest_waiting_first(clock, queue, nudges):
    ids = []
    for _ in range(7):
        ids.append(queue().pk)
        clock.shift(1)
    assert sweep(limit=5, batch_size=2) == 5
    assert nudges == [
        ("send_queued_emails", ids[0:2]),
        ("send_queued_emails", ids[2:4]),
        ("send_queued_emails", ids[4:5]),
    ]


def test_a_sweep_with_nothing_to_do_costs_two_queries(db, nudges, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert sweep() == 0
    assert nudges == []


def test_a_sweep_leaves_a_spared_mail_server_alone(clock, queue, nudges):
    queue()
    MailServerState.objects.create(failures=3, closed_until=NOW + timedelta(seconds=15))
    assert sweep() == 0
    clock.shift(15)
    assert sweep() == 1
    assert len(nudges) == 1


def test_a_sweep_stops_when_the_broker_is_away(clock, queue, monkeypatch):
    for _ in range(4):
        queue()
    tries = []
    monkeypatch.setattr(nudging, "_publish", lambda task, ids: tries.append(ids) or False)
    assert sweep(batch_size=2) == 0
    assert len(tries) == 1


def test_the_tasks_delegate(queue, mailoutbox, nudges):
    first, second, third = queue(), queue(), queue()
    tasks.send_queued_email(first.pk)
    assert [message.extra_headers["Message-ID"] for message in mailoutbox] == [first.message_id]
    tasks.sweep_outbox()
    assert nudges == [("send_queued_emails", [second.pk, third.pk])]
    tasks.send_queued_emails([second.pk, third.pk])
    tasks.send_queued_emails([first.pk, second.pk, third.pk])
    assert len(mailoutbox) == 3


def test_tasks_have_the_names_that_the_nudges_and_the_settings_use(settings):
    assert tasks.send_queued_email.name == nudging.SEND_TASK
    assert tasks.send_queued_emails.name == nudging.SEND_BATCH_TASK
    assert tasks.sweep_outbox.name == settings.CELERY_BEAT_SCHEDULE["sweep-outbox"]["task"]
    for task in (tasks.send_queued_email, tasks.send_queued_emails, tasks.sweep_outbox):
        assert task.app.amqp.router.route({}, task.name)["queue"].name == "email"
        assert (task.acks_late, task.reject_on_worker_lost, task.ignore_result) == (True,) * 3


def test_a_batch_ends_when_its_time_is_over(queue, mailoutbox):
    ids = [queue().pk for _ in range(3)]
    assert send_emails(email_ids=ids, seconds=-1) == {}
    assert mailoutbox == []


def test_an_email_that_another_worker_takes_is_passed_over(queue, mailoutbox, monkeypatch):
    rows = [queue() for _ in range(4)]

    def claim_after_another(*, email_id):
        if email_id == rows[1].pk:
            others = OutboxEmail.objects.filter(pk__in=[rows[1].pk, rows[2].pk])
            others.update(status="sending", claimed_at=timezone.now())
        asked.append(email_id)
        return claim(email_id=email_id)

    asked: list[int] = []
    monkeypatch.setattr(working, "claim", claim_after_another)
    send_emails(email_ids=[row.pk for row in rows])
    assert asked == [rows[0].pk, rows[1].pk, rows[3].pk]
    assert [message.extra_headers["Message-ID"] for message in mailoutbox] == [
        rows[0].message_id,
        rows[3].message_id,
    ]


def test_each_process_begins_its_batch_elsewhere_and_sends_all_of_it(
    queue, mailoutbox, monkeypatch
):
    rows = [queue() for _ in range(3)]
    monkeypatch.setattr(tasks.os, "getpid", lambda: 31)
    tasks.send_queued_emails([row.pk for row in rows])
    tasks.send_queued_emails([])
    assert [message.extra_headers["Message-ID"] for message in mailoutbox] == [
        rows[number].message_id for number in (1, 2, 0)
    ]


def test_a_batch_of_three_costs_as_many_queries_each_as_a_batch_of_one(queue, mailoutbox):
    costs = []
    for number in (1, 3):
        ids = [queue().pk for _ in range(number)]
        with CaptureQueriesContext(connection) as queries:
            send_emails(email_ids=ids)
        costs.append((len(queries) - 1) / number)  # one query finds the batch
    assert costs[0] == costs[1]
    assert len(mailoutbox) == 4


def test_due_emails_are_sent_in_order_up_to_the_limit(clock, queue, mailoutbox):
    rows = []
    for _ in range(3):
        rows.append(queue())
        clock.shift(1)
    send_due_emails(limit=2)
    assert [message.extra_headers["Message-ID"] for message in mailoutbox] == [
        row.message_id for row in rows[:2]
    ]


def test_sweep_outbox_sends_without_celery(queue, mailoutbox, nudges, person):
    queue()
    queue()
    queue(kind="test_broken")
    assert run("sweep_outbox") == ("retrying 1, sent 2\n", "", 0)
    assert run("sweep_outbox") == ("nothing is due\n", "", 0)
    assert (len(mailoutbox), nudges) == (2, [])


def test_sweep_outbox_keeps_to_its_limit(queue, mailoutbox):
    queue()
    queue()
    assert run("sweep_outbox", limit=1) == ("sent 1\n", "", 0)


def test_outbox_status_prints_the_figures(clock, queue):
    for changes in (
        {},
        {"due_at": NOW - timedelta(minutes=9, seconds=59)},
        {"attempts": 2, "due_at": NOW + timedelta(hours=1)},
        {"status": "sending", "claimed_at": NOW},
        {"status": "sent", "sent_at": NOW},
        {"status": "failed", "closed_at": NOW, "last_error": "550 no"},
    ):
        OutboxEmail.objects.filter(pk=queue().pk).update(**changes)
    MailServerState.objects.create(failures=4, closed_until=NOW + timedelta(seconds=30))
    assert run("outbox_status") == (
        "queued: 3\nsending: 1\nsent: 1\nbounced: 0\nfailed: 1\ncancelled: 0\n"
        "waiting after a failed try: 1\nlongest overdue: 599 s\n"
        "failed connections in a row: 4\nheld until: 2026-12-09T09:00:30Z\n",
        "",
        0,
    )


def test_outbox_status_complains_about_a_stuck_queue(clock, queue):
    queue()
    clock.shift(timedelta(minutes=10))
    assert run("outbox_status")[2] == 0
    clock.shift(1)
    out, err, code = run("outbox_status")
    assert "longest overdue: 601 s" in out
    assert (err, code) == ("An email is overdue for more than 10 minutes.\n", 1)
    assert run("outbox_status", max_age=11)[2] == 0


def test_outbox_status_of_an_empty_outbox(db):
    out, err, code = run("outbox_status")
    assert out.endswith("longest overdue: 0 s\nfailed connections in a row: 0\n")
    assert (err, code) == ("", 0)


def test_a_batch_is_shorter_than_the_limits_of_a_task(settings):
    assert working.BATCH_SECONDS + settings.OUTBOX_LEASE.total_seconds() < min(
        settings.CELERY_TASK_SOFT_TIME_LIMIT, 600
    )
    assert settings.OUTBOX_LEASE.total_seconds() > settings.EMAIL_TIMEOUT
