"""The conversation with a real mail server on 127.0.0.1."""

from __future__ import annotations

import email
import smtplib
import socket
from email import policy

import pytest
from django.core.mail import EmailMessage

from recruitment.outbox.failures import ServerUnreachable
from recruitment.outbox.models import MailServerState, OutboxEmail
from recruitment.outbox.services.delivering import Outcome
from recruitment.outbox.services.working import send_due_emails
from recruitment.outbox.transport import Mailer
from tests.outbox.sink import MailSink, free_port


@pytest.fixture
def sink(settings):
    with MailSink() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = "127.0.0.1"
        settings.EMAIL_PORT = server.port
        settings.EMAIL_TIMEOUT = 2
        yield server


def message(number: int = 1) -> EmailMessage:
    return EmailMessage(f"Number {number}", "Text", to=["person@mail.example"])


def test_a_batch_uses_one_connection(sink):
    with Mailer() as mailer:
        for number in range(5):
            mailer.send(message(number))
    assert len(sink.received) == 5
    assert sink.connections == 1


def test_a_connection_that_died_in_between_is_replaced_without_an_error(sink):
    with Mailer() as mailer:
        mailer.send(message(1))
        mailer._connection.connection.sock.shutdown(socket.SHUT_RDWR)
        mailer.send(message(2))
    assert len(sink.received) == 2
    assert sink.connections == 2


def test_after_an_error_the_next_message_goes_over_a_new_connection(sink):
    replies = iter(["451 4.3.0 later", None])
    sink.reply_to_data = lambda _: next(replies)
    with Mailer() as mailer:
        with pytest.raises(smtplib.SMTPDataError):
            mailer.send(message(1))
        mailer.send(message(2))
    assert len(sink.received) == 1
    assert sink.connections == 2


def test_a_closed_port_is_an_unreachable_server(sink, settings):
    settings.EMAIL_PORT = free_port()
    with Mailer() as mailer, pytest.raises(ServerUnreachable) as error:
        mailer.send(message())
    assert type(error.value.__cause__) is ConnectionRefusedError


def test_a_server_that_takes_the_call_and_says_nothing_is_unreachable(sink, settings):
    settings.EMAIL_TIMEOUT = 0.2
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT = silent.getsockname()[1]
        with Mailer() as mailer, pytest.raises(ServerUnreachable) as error:
            mailer.send(message())
    assert "timed out" in str(error.value.__cause__)


def test_a_backend_that_sends_nothing_without_an_error_is_an_error(settings):
    settings.EMAIL_BACKEND = "tests.outbox.backends.SaysNothing"
    with Mailer() as mailer, pytest.raises(RuntimeError, match="sent nothing"):
        mailer.send(message())


def test_both_parts_arrive_as_written(sink, queue):
    row = queue()
    assert send_due_emails() == {Outcome.SENT: 1}
    (got,) = sink.received
    assert (got.message_id, got.to) == (row.message_id, "person.one@mail.example")
    parsed = email.message_from_bytes(got.raw, policy=policy.default)
    assert parsed["Subject"] == "A note for Test-Person-One"
    text = parsed.get_body(("plain",)).get_content()
    assert text.startswith("Dear Test-Person-One,\r\n\r\nMetropolitan Police Service\r\n")
    assert "<p>Dear Test-Person-One,</p>" in parsed.get_body(("html",)).get_content()


def test_a_refused_recipient_fails_and_the_others_are_sent(sink, queue):
    refused = queue(to="gone@mail.example")
    queue()
    queue()
    sink.reply_to_recipient = lambda to: "550 5.1.1 unknown" if to.startswith("gone") else None
    assert send_due_emails() == {Outcome.FAILED: 1, Outcome.SENT: 2}
    refused.refresh_from_db()
    assert (refused.status, refused.attempts, refused.last_error) == (
        "failed",
        1,
        "550 5.1.1 unknown",
    )


def test_a_connection_cut_after_data_gives_a_copy_with_the_same_message_id(sink, queue):
    row = queue()
    sink.hang_up_after_data = 1
    assert send_due_emails() == {Outcome.RETRYING: 1}
    OutboxEmail.objects.update(due_at=row.created_at)
    assert send_due_emails() == {Outcome.SENT: 1}
    assert sink.copies() == {row.message_id: 2}


def test_a_hanging_server_is_left_alone_after_three_emails(sink, settings, queue):
    for _ in range(10):
        queue()
    settings.EMAIL_TIMEOUT = 0.1
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT = silent.getsockname()[1]
        assert send_due_emails() == {Outcome.RELEASED: 3}
        assert send_due_emails() == {}
    assert MailServerState.objects.get().failures == 3
    assert set(OutboxEmail.objects.values_list("status", "attempts")) == {("queued", 0)}
