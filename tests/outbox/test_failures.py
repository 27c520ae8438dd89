"""Which errors are for good, which for later, and how long an email is tried."""

from __future__ import annotations

import smtplib
from datetime import timedelta

import pytest
from django.core.mail import BadHeaderError

from recruitment.outbox.failures import (
    RETRY_DELAYS,
    Failure,
    FailureKind,
    ServerUnreachable,
    classify,
    is_given_up,
    not_written,
    retry_delay,
)

MAILBOX = "person@mail.example"


def unreachable(cause: Exception) -> ServerUnreachable:
    error = ServerUnreachable()
    error.__cause__ = cause
    return error


def refused(code: int, words: bytes) -> smtplib.SMTPRecipientsRefused:
    return smtplib.SMTPRecipientsRefused({MAILBOX: (code, words)})


@pytest.mark.parametrize(
    ("error", "kind", "text"),
    [
        (refused(550, b"5.1.1 <person@mail.example> unknown"), "permanent",
         "550 5.1.1 <[address]> unknown"),
        (refused(553, b"no"), "permanent", "553 no"),
        (refused(450, b"4.2.0 greylisted"), "temporary", "450 4.2.0 greylisted"),
        (refused(452, b"mailbox full"), "temporary", "452 mailbox full"),
        (refused(421, b"closing"), "unreachable", "421 closing"),
        (smtplib.SMTPSenderRefused(550, b"go away", "us@met.example"), "permanent", "550 go away"),
        (smtplib.SMTPSenderRefused(421, b"busy", "us@met.example"), "unreachable", "421 busy"),
        (smtplib.SMTPSenderRefused(530, b"login", "us@met.example"), "unreachable", "530 login"),
        (smtplib.SMTPDataError(451, b"try\r\nlater"), "temporary", "451 try later"),
        (smtplib.SMTPDataError(554, b"spam"), "permanent", "554 spam"),
        (smtplib.SMTPDataError(599, b"x" * 400), "permanent", "599 " + "x" * 296),
        (smtplib.SMTPServerDisconnected("gone"), "interrupted",
         "The connection broke (SMTPServerDisconnected)."),
        (TimeoutError("slow"), "interrupted", "The connection broke (TimeoutError)."),
        (ConnectionResetError("reset"), "interrupted",
         "The connection broke (ConnectionResetError)."),
        (unreachable(ConnectionRefusedError()), "unreachable",
         "The mail server could not be reached (ConnectionRefusedError)."),
        (unreachable(smtplib.SMTPAuthenticationError(535, b"secret")), "unreachable",
         "The mail server could not be reached (SMTPAuthenticationError)."),
        (BadHeaderError("header"), "permanent",
         "It cannot be written as email (BadHeaderError)."),
        (smtplib.SMTPNotSupportedError("utf8"), "permanent",
         "It cannot be written as email (SMTPNotSupportedError)."),
        (UnicodeEncodeError("ascii", "é", 0, 1, "no"), "permanent",
         "It cannot be written as email (UnicodeEncodeError)."),
        (RuntimeError("person@mail.example"), "temporary",
         "The mail library failed (RuntimeError)."),
    ],
)  # fmt: skip
def test_every_error_has_one_meaning_and_names_nobody(error, kind, text):
    assert classify(error) == Failure(FailureKind(kind), text)


def test_an_email_that_cannot_be_written_is_kept_for_a_release_that_mends_it():
    assert not_written(KeyError("person@mail.example")) == Failure(
        FailureKind.TEMPORARY, "The email could not be written (KeyError)."
    )


def test_retries_span_more_than_four_hours():
    assert [retry_delay(attempts).total_seconds() / 60 for attempts in range(1, 12)] == [
        1, 2, 5, 15, 30, 60, 60, 60, 120, 120, 120,
    ]  # fmt: skip
    assert sum(RETRY_DELAYS, timedelta()) == timedelta(hours=5, minutes=53)


@pytest.mark.parametrize(
    ("attempts", "hours", "given_up"),
    [(9, 100, False), (10, 3.99, False), (10, 4, True), (30, 1, False)],
)
def test_giving_up_needs_all_tries_and_four_hours(attempts, hours, given_up):
    assert is_given_up(attempts=attempts, trying_for=timedelta(hours=hours)) is given_up
