"""Telling a worker at once that an email waits. If that fails, the sweep finds it."""

from __future__ import annotations

from collections.abc import Sequence

from recruitment.broker import publish as _publish

SEND_TASK = "recruitment.outbox.tasks.send_queued_email"
SEND_BATCH_TASK = "recruitment.outbox.tasks.send_queued_emails"


def nudge(email_id: int) -> bool:
    """Ask a worker to send this email now; False when the broker could not be told."""
    return _publish(SEND_TASK, email_id)


def nudge_batch(email_ids: Sequence[int]) -> bool:
    """Ask a worker to send these emails one after the other over one connection."""
    return _publish(SEND_BATCH_TASK, list(email_ids))
