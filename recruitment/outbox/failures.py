"""What an error while sending means: try the server later, try this email later, or give up."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from django.core.mail import BadHeaderError

from recruitment.outbox.addresses import without_addresses

TEXT_LENGTH = 300
SERVICE_NOT_AVAILABLE = 421
AUTHENTICATION_CODES = {454, 530, 534, 535, 538}

# Waits between tries of one email: 5 h 53 min in all, so that greylisting (usually under an hour),
# a full mailbox or a bad hour of the receiving server does not lose it.
RETRY_DELAYS = tuple(timedelta(minutes=m) for m in (1, 2, 5, 15, 30, 60, 60, 60, 120))
SHORTEST_LIFE = timedelta(hours=4)  # security document, section 3: "SMTP hangs"


class FailureKind(Enum):
    """How far an error reaches."""

    UNREACHABLE = "unreachable"  # no conversation: about the server, costs the email no try
    INTERRUPTED = "interrupted"  # the conversation broke: a try, and a sign about the server
    TEMPORARY = "temporary"  # the server said "later", or the email could not be written
    PERMANENT = "permanent"  # the server said "never"


@dataclass(frozen=True, slots=True)
class Failure:
    """An error while sending, classified; `text` names no address."""

    kind: FailureKind
    text: str


class ServerUnreachable(Exception):
    """No conversation with the mail server could be started."""


def classify(error: Exception) -> Failure:
    """The meaning of an error of the mail library (RFC 5321: 4xx later, 5xx never)."""
    if isinstance(error, ServerUnreachable):
        cause = type(error.__cause__).__name__
        return Failure(FailureKind.UNREACHABLE, f"The mail server could not be reached ({cause}).")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, reply = max(error.recipients.values(), default=(0, b""))
        return _from_reply(code, reply)
    if isinstance(error, smtplib.SMTPResponseException):
        return _from_reply(error.smtp_code, error.smtp_error)
    if isinstance(error, BadHeaderError | UnicodeError | smtplib.SMTPNotSupportedError):
        return Failure(FailureKind.PERMANENT, f"It cannot be written as email ({_name(error)}).")
    if isinstance(error, OSError):  # time-outs, resets, and smtplib's own disconnection error
        return Failure(FailureKind.INTERRUPTED, f"The connection broke ({_name(error)}).")
    return Failure(FailureKind.TEMPORARY, f"The mail library failed ({_name(error)}).")


def not_written(error: Exception) -> Failure:
    """The text could not be made: a fault of the portal, which a release may mend within hours."""
    return Failure(FailureKind.TEMPORARY, f"The email could not be written ({_name(error)}).")


def _from_reply(code: int, reply: bytes | str) -> Failure:
    words = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)
    text = without_addresses(f"{code} {words}")[:TEXT_LENGTH]
    if code == SERVICE_NOT_AVAILABLE or code in AUTHENTICATION_CODES:
        return Failure(FailureKind.UNREACHABLE, text)
    kind = FailureKind.PERMANENT if 500 <= code < 600 else FailureKind.TEMPORARY
    return Failure(kind, text)


def _name(error: Exception) -> str:
    return type(error).__name__


def retry_delay(attempts: int) -> timedelta:
    """How long to wait after this many tries; beyond the schedule its last wait repeats."""
    return RETRY_DELAYS[min(max(attempts, 1), len(RETRY_DELAYS)) - 1]


def is_given_up(*, attempts: int, trying_for: timedelta) -> bool:
    """All tries are used and four hours have passed: both, or a restless night burns the tries."""
    return attempts > len(RETRY_DELAYS) and trying_for >= SHORTEST_LIFE
