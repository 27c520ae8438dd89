"""What becomes of one claimed email: every outcome and every move between states."""

from __future__ import annotations

import smtplib
from datetime import UTC, datetime, timedelta

import pytest
import structlog
import time_machine
from django.db import OperationalError, connection

from recruitment.outbox import registry
from recruitment.outbox.models import MailServerState, OutboxEmail
from recruitment.outbox.services.claiming import claim
from recruitment.outbox.services.delivering import Outcome, deliver
from recruitment.outbox.services.working import send_emails
from recruitment.outbox.transport import Mailer
from tests.outbox.kinds import Note

NOW = datetime(2026, 12, 9, 9, 0, tzinfo=UTC)
GREYLISTED = smtplib.SMTPRecipientsRefused({"person.one@mail.example": (451, b"4.7.1 later")})
UNKNOWN = smtplib.SMTPRecipientsRefused(
    {"person.one@mail.example": (550, b"5.1.1 <person.one@mail.example> unknown")}
)


class FakeMailer(Mailer):
    """Raises what it is given, in order; None sends."""

    def __init__(self, *errors: Exception | None) -> None:
        super().__init__()
        self.errors = list(errors)
        self.sent: list[str] = []

    def send(self, message) -> None:
        error = self.errors.pop(0) if self.errors else None
        if error is not None:
            raise error
        self.sent.append(message.extra_headers["Message-ID"])


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def claimed(row: OutboxEmail) -> OutboxEmail:
    taken = claim(email_id=row.pk)
    assert taken is not None
    return taken


def state(row: OutboxEmail) -> tuple[str, int, str]:
    row.refresh_from_db()
    return row.status, row.attempts, row.last_error


def test_sent(clock, queue, mailoutbox):
    row = queue()
    clock.shift(2)
    assert deliver(row=claimed(row), mailer=Mailer()) is Outcome.SENT
    assert state(row) == ("sent", 1, "")
    assert (row.sent_at, row.claimed_at, row.kind_version) == (NOW + timedelta(seconds=2), None, 3)
    assert [message.subject for message in mailoutbox] == ["A note for Test-Person-One"]
    assert mailoutbox[0].extra_headers["Message-ID"] == row.message_id


def test_the_version_that_was_sent_is_kept(clock, queue, monkeypatch):
    row = queue()
    monkeypatch.setattr(Note, "version", 4)
    deliver(row=claimed(row), mailer=FakeMailer())
    row.refresh_from_db()
    assert row.kind_version == 4


def test_cancelled_when_the_world_has_changed(clock, queue, person, mailoutbox):
    row = queue()
    person.is_active = False
    person.save()
    assert deliver(row=claimed(row), mailer=Mailer()) is Outcome.CANCELLED
    assert state(row) == ("cancelled", 1, "")
    assert (row.closed_at, row.claimed_at, row.sent_at) == (NOW, None, None)
    assert mailoutbox == []


def test_a_temporary_refusal_waits_for_its_turn(clock, queue):
    row = queue()
    assert deliver(row=claimed(row), mailer=FakeMailer(GREYLISTED)) is Outcome.RETRYING
    assert state(row) == ("queued", 1, "451 4.7.1 later")
    assert (row.due_at, row.claimed_at) == (NOW + timedelta(minutes=1), None)
    assert claim(email_id=row.pk) is None
    clock.shift(timedelta(minutes=1))
    assert deliver(row=claimed(row), mailer=FakeMailer()) is Outcome.SENT
    assert state(row) == ("sent", 2, "")


def test_temporary_refusals_for_ever_end_after_ten_tries_and_almost_six_hours(clock, queue):
    row = queue()
    waits = []
    for _ in range(9):
        assert deliver(row=claimed(row), mailer=FakeMailer(GREYLISTED)) is Outcome.RETRYING
        row.refresh_from_db()
        waits.append((row.due_at - row.first_tried_at).total_seconds() / 60)
        clock.move_to(row.due_at)
    assert waits == [1, 3, 8, 23, 53, 113, 173, 233, 353]
    assert deliver(row=claimed(row), mailer=FakeMailer(GREYLISTED)) is Outcome.FAILED
    assert state(row) == ("failed", 10, "451 4.7.1 later")
    assert row.closed_at == NOW + timedelta(minutes=353)


def test_tries_burnt_by_dying_workers_do_not_fail_an_email_early(clock, queue):
    row = queue()
    OutboxEmail.objects.filter(pk=row.pk).update(attempts=15, first_tried_at=NOW)
    clock.shift(timedelta(hours=3, minutes=59))
    assert deliver(row=claimed(row), mailer=FakeMailer(GREYLISTED)) is Outcome.RETRYING
    row.refresh_from_db()
    assert row.due_at == NOW + timedelta(hours=5, minutes=59)


def test_a_permanent_refusal_fails_at_once_and_names_nobody(clock, queue):
    row = queue()
    assert deliver(row=claimed(row), mailer=FakeMailer(UNKNOWN)) is Outcome.FAILED
    assert state(row) == ("failed", 1, "550 5.1.1 <[address]> unknown")
    assert row.closed_at == NOW
    assert claim(email_id=row.pk) is None


def test_an_unreachable_server_costs_no_try_and_leaves_the_row_due(clock, queue, settings):
    settings.EMAIL_BACKEND = "tests.outbox.backends.NobodyThere"
    row = queue()
    clock.shift(30)
    assert deliver(row=claimed(row), mailer=Mailer()) is Outcome.RELEASED
    assert state(row) == (
        "queued",
        0,
        "The mail server could not be reached (ConnectionRefusedError).",
    )
    assert (row.due_at, row.first_tried_at, row.claimed_at) == (NOW, None, None)
    assert MailServerState.objects.get().failures == 1


def test_an_unreachable_server_after_a_real_try_keeps_the_first_time(clock, queue, settings):
    row = queue()
    deliver(row=claimed(row), mailer=FakeMailer(GREYLISTED))
    clock.shift(60)
    settings.EMAIL_BACKEND = "tests.outbox.backends.NobodyThere"
    assert deliver(row=claimed(row), mailer=Mailer()) is Outcome.RELEASED
    row.refresh_from_db()
    assert (row.attempts, row.first_tried_at) == (1, NOW)


def test_a_broken_conversation_costs_a_try_and_counts_against_the_server(clock, queue):
    row = queue()
    error = smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
    assert deliver(row=claimed(row), mailer=FakeMailer(error)) is Outcome.RETRYING
    assert state(row) == ("queued", 1, "The connection broke (SMTPServerDisconnected).")
    assert MailServerState.objects.get().failures == 1


@pytest.mark.parametrize("answer", [None, GREYLISTED, UNKNOWN])
def test_any_answer_shows_that_the_server_lives(clock, queue, answer):
    MailServerState.objects.create(failures=2)
    deliver(row=claimed(queue()), mailer=FakeMailer(answer))
    assert MailServerState.objects.get().failures == 0


def test_an_outage_burns_no_tries_and_holds_the_rest(clock, queue, settings, mailoutbox):
    settings.EMAIL_BACKEND = "tests.outbox.backends.NobodyThere"
    rows = [queue() for _ in range(10)]
    ids = [row.pk for row in rows]
    assert send_emails(email_ids=ids) == {Outcome.RELEASED: 3}
    for _ in range(20):  # five hours of sweeps, each meeting the pause or one failed probe
        clock.shift(timedelta(minutes=15))
        send_emails(email_ids=ids)
    assert set(OutboxEmail.objects.values_list("status", "attempts")) == {("queued", 0)}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    clock.shift(timedelta(minutes=15))
    assert send_emails(email_ids=ids) == {Outcome.SENT: 10}
    assert len(mailoutbox) == 10


def test_an_email_that_cannot_be_written_is_tried_again_and_leaves_the_server_alone(clock, queue):
    row = queue(kind="test_broken")
    MailServerState.objects.create(failures=2)
    assert deliver(row=claimed(row), mailer=FakeMailer()) is Outcome.RETRYING
    assert state(row) == ("queued", 1, "The email could not be written (TemplateDoesNotExist).")
    assert MailServerState.objects.get().failures == 2


def test_the_log_says_where_a_text_broke_and_repeats_nothing(clock, queue, monkeypatch):
    def load(ids):
        raise ValueError("canary person.one@mail.example")

    monkeypatch.setattr(Note, "load", load)
    taken = claimed(queue())
    with structlog.testing.capture_logs() as lines:
        deliver(row=taken, mailer=FakeMailer())
    assert [line["event"] for line in lines] == [
        "outbox_email_not_written",
        "outbox_email_not_sent",
    ]
    assert lines[0]["error"] == "ValueError"
    assert lines[0]["where"].rpartition(":")[0] == __file__
    assert "canary" not in str(lines)
    assert "mail.example" not in str(lines)


def test_a_kind_that_this_release_does_not_know_waits_for_one_that_does(clock, queue):
    row = queue()
    registry.unregister_email("test_note")
    assert deliver(row=claimed(row), mailer=FakeMailer()) is Outcome.RETRYING
    assert state(row) == ("queued", 1, "The email could not be written (UnknownKind).")


def test_a_database_error_leaves_the_row_to_its_lease(clock, queue, monkeypatch):
    row = queue()

    def load(ids):
        raise OperationalError("the connection is gone")

    monkeypatch.setattr(Note, "load", load)
    taken = claimed(row)
    with pytest.raises(OperationalError):
        deliver(row=taken, mailer=FakeMailer())
    assert state(row) == ("sending", 1, "")


def test_a_row_that_another_worker_took_is_left_alone(clock, queue, settings):
    row = queue()
    slow = claimed(row)
    clock.shift(settings.OUTBOX_LEASE + timedelta(seconds=1))
    quick = claimed(row)
    assert deliver(row=slow, mailer=FakeMailer()) is Outcome.LOST
    assert state(row) == ("sending", 2, "")
    assert deliver(row=quick, mailer=FakeMailer()) is Outcome.SENT
    assert state(row) == ("sent", 2, "")


def test_both_copies_of_such_an_email_have_one_message_id(clock, queue, settings):
    row = queue()
    slow = claimed(row)
    clock.shift(settings.OUTBOX_LEASE + timedelta(seconds=1))
    quick = claimed(row)
    mailer = FakeMailer()
    deliver(row=slow, mailer=mailer)
    deliver(row=quick, mailer=mailer)
    assert mailer.sent == [row.message_id, row.message_id]


@pytest.mark.django_db(transaction=True)
def test_sending_stands_outside_any_transaction(queue):
    seen = []

    class Watcher(Mailer):
        def send(self, message) -> None:
            row = OutboxEmail.objects.get()
            seen.append((connection.in_atomic_block, row.status, row.attempts))

    row = queue()
    assert deliver(row=claimed(row), mailer=Watcher()) is Outcome.SENT
    assert seen == [(False, "sending", 1)]
