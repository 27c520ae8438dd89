"""Sending one claimed email. At least once: SMTP knows no exactly-once (security document 3)."""

from __future__ import annotations

import traceback
from datetime import timedelta
from enum import Enum

import structlog
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from recruitment.outbox.choices import EmailStatus
from recruitment.outbox.failures import (
    Failure,
    FailureKind,
    classify,
    is_given_up,
    not_written,
    retry_delay,
)
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.quiet import may_go_at
from recruitment.outbox.registry import Email, email_class_for
from recruitment.outbox.rendering import build_message
from recruitment.outbox.services.mail_server import note_answer, note_failure
from recruitment.outbox.transport import Mailer

logger = structlog.get_logger(__name__)


class Outcome(Enum):
    """What became of one claimed email."""

    SENT = "sent"
    CANCELLED = "cancelled"
    RETRYING = "retrying"
    RELEASED = "released"  # the server was not there: back in the queue, no try used
    FAILED = "failed"
    LOST = "lost"  # another worker took it when the lease ran out; the row is theirs


def deliver(*, row: OutboxEmail, mailer: Mailer) -> Outcome:
    """Look at the world again, write the email, send it, mark the row.

    Stands outside any transaction: a slow mail server must not hold locks, and a rollback could not
    call an email back. A database error is raised; the lease then brings the row back.
    """
    try:
        email = email_class_for(row.kind).load(row.ids)
        if email is None:
            return _finish(row, Outcome.CANCELLED, **_closed(EmailStatus.CANCELLED))
        message = build_message(row, email)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # a fault of ours: kept in the queue until it is mended, or visible
        _log_our_fault(row, error)
        return _fail(row, not_written(error))
    try:
        mailer.send(message)
    except Exception as error:  # whatever the mail library raises ends in a state people can see
        failure = classify(error)
        _tell_breaker(failure)
        return _fail(row, failure)
    outcome = _mark_sent(row, email)  # before anything else: until then a death makes a copy
    note_answer()
    return outcome


def _mark_sent(row: OutboxEmail, email: Email) -> Outcome:
    changes = {"status": EmailStatus.SENT, "sent_at": timezone.now(), "last_error": ""}
    outcome = _finish(row, Outcome.SENT, kind_version=email.version, **changes)
    logger.info(
        "outbox_email_sent",
        email_id=row.pk,
        kind=row.kind,
        version=email.version,
        attempts=row.attempts,
    )
    return outcome


def _fail(row: OutboxEmail, failure: Failure) -> Outcome:
    logger.warning(
        "outbox_email_not_sent",
        email_id=row.pk,
        kind=row.kind,
        failure=failure.kind.value,
        attempts=row.attempts,
    )
    if failure.kind is FailureKind.UNREACHABLE:
        return _release(row, failure)
    if failure.kind is FailureKind.PERMANENT or is_given_up(
        attempts=row.attempts, trying_for=_trying_for(row)
    ):
        closed = _closed(EmailStatus.FAILED)
        return _finish(row, Outcome.FAILED, last_error=failure.text, **closed)
    return _finish(
        row,
        Outcome.RETRYING,
        status=EmailStatus.QUEUED,
        due_at=may_go_at(row.kind, timezone.now() + retry_delay(row.attempts)),
        last_error=failure.text,
    )


def _release(row: OutboxEmail, failure: Failure) -> Outcome:
    """Back as it was, still due, so that its age keeps telling how long the outage lasts."""
    tries = row.attempts - 1
    return _finish(
        row,
        Outcome.RELEASED,
        status=EmailStatus.QUEUED,
        attempts=tries,
        first_tried_at=row.first_tried_at if tries else None,
        last_error=failure.text,
    )


def _log_our_fault(row: OutboxEmail, error: Exception) -> None:
    """Where it went wrong, without the error's own words: they may repeat what a person wrote."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    logger.error(
        "outbox_email_not_written",
        email_id=row.pk,
        kind=row.kind,
        error=type(error).__name__,
        where=f"{place.filename}:{place.lineno}",
    )


def _tell_breaker(failure: Failure) -> None:
    if failure.kind in {FailureKind.UNREACHABLE, FailureKind.INTERRUPTED}:
        note_failure()
    else:
        note_answer()


def _trying_for(row: OutboxEmail) -> timedelta:
    return timezone.now() - (row.first_tried_at or timezone.now())


def _closed(status: EmailStatus) -> dict[str, object]:
    return {"status": status, "closed_at": timezone.now()}


def _finish(row: OutboxEmail, outcome: Outcome, **changes: object) -> Outcome:
    """Write the end of this try, unless the lease ran out and another worker has the row."""
    mine = OutboxEmail.objects.filter(
        pk=row.pk, status=EmailStatus.SENDING, claimed_at=row.claimed_at
    )
    if mine.update(claimed_at=None, **changes) == 1:
        return outcome
    logger.warning("outbox_lease_lost", email_id=row.pk, kind=row.kind, outcome=outcome.value)
    return Outcome.LOST
