"""Background work of the desk. Every task may run twice, late or killed without harm."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from applicants.desk.services import bulk, digesting
from recruitment.batches import each
from recruitment.broker import publish


@shared_task
def carry_on(run_id: int) -> None:
    """Do the next portions of one run, and ask for the next turn while something is left."""
    if bulk.carry_on(run_id=run_id):
        publish(bulk.TASK, run_id)


@shared_task
def look_after_runs() -> int:
    """Go on with what a worker left in the middle; forget reports of long ago."""
    bulk.forget_old_runs(at=timezone.now())
    return each("carry_on", bulk.unfinished_runs(), lambda pk: bulk.carry_on(run_id=pk))


@shared_task
def send_digests() -> int:
    """Write to each member of staff for whom something waits, once a day; returns how many."""
    now = timezone.now()
    return each(
        "send_digests",
        digesting.staff_to_tell(),
        lambda user_id: digesting.send_digest(user_id, at=now),
    )
