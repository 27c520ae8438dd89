"""Queueing: one row, one email, one nudge after the commit, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from recruitment.outbox.choices import EmailStatus
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.registry import UnknownKind
from recruitment.outbox.selectors import emails_about
from recruitment.outbox.services import (
    cancel_emails,
    queue_email,
    readdress_emails,
    send_due_emails,
)

NOW = datetime(2026, 12, 9, 9, 0, tzinfo=UTC)


def test_a_row_holds_ids_and_no_text(queue, person):
    with time_machine.travel(NOW, tick=False):
        row = queue(about="application:1", dedupe_key="note:a")
    row.refresh_from_db()
    assert (row.kind, row.kind_version, row.dedupe_key, row.about) == (
        "test_note",
        3,
        "note:a",
        "application:1",
    )
    assert (row.to_address, row.ids) == ("person.one@mail.example", {"user": person.pk})
    assert (row.status, row.attempts, row.last_error) == ("queued", 0, "")
    assert (row.created_at, row.due_at) == (NOW, NOW)
    assert (row.first_tried_at, row.claimed_at, row.sent_at, row.closed_at) == (None,) * 4
    assert str(row) == f"test_note {row.guid}"
    assert row.message_id == f"<{row.guid}@met.example>"


def test_the_nudge_comes_after_the_commit(queue, nudges, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        row = queue()
    assert nudges == []
    assert len(callbacks) == 1
    callbacks[0]()
    assert nudges == [("send_queued_email", row.pk)]


def test_the_same_key_twice_is_one_row_one_nudge(queue, nudges, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = queue(dedupe_key="status:1")
        second = queue(dedupe_key="status:1", to="another@mail.example")
    assert first.pk == second.pk
    assert second.to_address == "person.one@mail.example"
    assert OutboxEmail.objects.count() == 1
    assert nudges == [("send_queued_email", first.pk)]


def test_an_email_for_later_is_not_nudged_and_waits(
    queue, nudges, django_capture_on_commit_callbacks, mailoutbox
):
    with time_machine.travel(NOW, tick=False) as clock:
        with django_capture_on_commit_callbacks(execute=True):
            queue(due_at=NOW + timedelta(hours=3))
        assert nudges == []
        clock.shift(timedelta(hours=3) - timedelta(microseconds=1))
        send_due_emails()
        assert mailoutbox == []
        clock.shift(timedelta(microseconds=1))
        send_due_emails()
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@mail.example, b@mail.example",
        "Person <person@mail.example>",
        "person@mail.example\nBcc: victim@mail.example",
        "person@mail.example\r\n",
        "x" * 250 + "@mail.example",
    ],
)
def test_only_one_plain_address_is_taken(queue, address):
    with pytest.raises(ValueError, match="not one plain email address"):
        queue(to=address)
    assert OutboxEmail.objects.count() == 0


def test_an_unknown_kind_is_refused_when_it_is_queued(queue):
    with pytest.raises(UnknownKind, match="'nothing_like_it'"):
        queue(kind="nothing_like_it")


@pytest.mark.parametrize("value", ["x" * 201, 1.5, None, ["a"], b"a"])
def test_ids_are_short_texts_and_numbers(queue, value):
    with pytest.raises(ValueError, match="'user'"):
        queue(ids={"user": value})


def test_a_rolled_back_change_leaves_no_email(queue):
    def change():
        with transaction.atomic():
            queue()
            raise RuntimeError("the change failed")

    with pytest.raises(RuntimeError, match="the change failed"):
        change()
    assert OutboxEmail.objects.count() == 0


def test_cancelling_takes_back_what_waits_about_one_thing(queue):
    waiting = queue(about="application:1")
    other_kind = queue(about="application:1", kind="test_invitation")
    other_thing = queue(about="application:2")
    sent = queue(about="application:1")
    OutboxEmail.objects.filter(pk=sent.pk).update(status="sent", sent_at=NOW)
    with time_machine.travel(NOW, tick=False):
        assert cancel_emails(about="application:1", kinds=["test_note"]) == 1
        assert cancel_emails(about="application:1", kinds=["test_note"]) == 0
        assert cancel_emails(about="application:1") == 1
    states = dict(OutboxEmail.objects.values_list("pk", "status"))
    assert states == {
        waiting.pk: "cancelled",
        other_kind.pk: "cancelled",
        other_thing.pk: "queued",
        sent.pk: "sent",
    }
    waiting.refresh_from_db()
    assert waiting.closed_at == NOW
    with pytest.raises(ValueError, match="about"):
        cancel_emails(about="")


def test_only_what_still_waits_goes_to_the_new_address(queue):
    waiting, going = queue(about="application:1"), queue(about="application:1")
    other = queue(about="application:2")
    OutboxEmail.objects.filter(pk=going.pk).update(status="sending", claimed_at=NOW)
    assert readdress_emails(about="application:1", to="new.place@mail.example") == 1
    old = "person.one@mail.example"
    assert dict(OutboxEmail.objects.values_list("pk", "to_address")) == {
        waiting.pk: "new.place@mail.example",
        going.pk: old,
        other.pk: old,
    }
    for wrong in ({"about": "", "to": old}, {"about": "application:1", "to": "no address"}):
        with pytest.raises(ValueError, match=r"about|address"):
            readdress_emails(**wrong)


def test_emails_about_one_thing_newest_first(queue):
    with time_machine.travel(NOW, tick=False) as clock:
        first = queue(about="application:1")
        clock.shift(1)
        second = queue(about="application:1")
        queue(about="application:2")
        queue()
    assert list(emails_about("application:1")) == [second, first]
    assert list(emails_about("")) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "sending"},
        {"status": "sent"},
        {"status": "failed"},
        {"status": "failed", "closed_at": NOW},  # without a reason
        {"status": "cancelled"},
        {"status": "lost"},
        {"claimed_at": NOW},
        {"sent_at": NOW},
        {"closed_at": NOW},
        {"status": "sent", "sent_at": NOW, "claimed_at": NOW},
    ],
)
def test_impossible_states_are_refused_by_the_database(queue, changes):
    row = queue()
    with pytest.raises(DatabaseError), transaction.atomic():
        OutboxEmail.objects.filter(pk=row.pk).update(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "sending", "claimed_at": NOW},
        {"status": "sent", "sent_at": NOW},
        {"status": "failed", "closed_at": NOW, "last_error": "550 no"},
        {"status": "cancelled", "closed_at": NOW},
    ],
)
def test_every_possible_state_is_taken(queue, changes):
    row = queue()
    assert OutboxEmail.objects.filter(pk=row.pk).update(**changes) == 1


def test_every_state_has_words_for_people():
    assert {status.value: status.label for status in EmailStatus} == {
        "queued": "Waiting to be sent",
        "sending": "Being sent",
        "sent": "Sent",
        "bounced": "Returned: could not be delivered",
        "failed": "Not delivered",
        "cancelled": "Not sent: no longer needed",
    }


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_with_one_key_make_one_row(person, nudges):
    barrier = Barrier(20, timeout=10)
    found: list[int] = []
    errors: list[Exception] = []

    def work() -> None:
        try:
            barrier.wait()
            with transaction.atomic():
                row = queue_email(
                    kind="test_note",
                    dedupe_key="status:same",
                    to=person.email,
                    ids={"user": person.pk},
                )
            found.append(row.pk)
        except Exception as error:  # a thread's exception would otherwise be lost
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert errors == []
    row = OutboxEmail.objects.get()
    assert found == [row.pk] * 20
    assert nudges == [("send_queued_email", row.pk)]
