"""Celery's side of the outbox. A task carries ids only and delegates; losing one loses nothing."""

from __future__ import annotations

import os

from recruitment.celery import app
from recruitment.outbox.services import nudging, sweeping, working


def _send_one(email_id: int) -> None:
    working.send_emails(email_ids=[email_id])


def _send_batch(email_ids: list[int]) -> None:
    # Each process begins elsewhere: two with the same batch then share it and do not collide.
    first = os.getpid() % len(email_ids) if email_ids else 0
    working.send_emails(email_ids=email_ids[first:] + email_ids[:first])


def _sweep() -> None:
    sweeping.sweep()


# Late acknowledgement, time limits and the queue come from the settings. Expiry keeps sweeps from
# piling up while no worker runs: the next one does the same work.
send_queued_email = app.task(_send_one, name=nudging.SEND_TASK)
send_queued_emails = app.task(_send_batch, name=nudging.SEND_BATCH_TASK, expires=600)
sweep_outbox = app.task(_sweep, name="recruitment.outbox.tasks.sweep_outbox", expires=60)
