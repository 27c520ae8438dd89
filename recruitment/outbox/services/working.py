"""What a worker does with a nudge: claim one, send one, mark it, then the next."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Sequence

from django.utils import timezone

from recruitment.outbox.services.claiming import claim, claimable_emails
from recruitment.outbox.services.delivering import Outcome, deliver
from recruitment.outbox.services.mail_server import mail_is_held
from recruitment.outbox.transport import Mailer

BATCH_SECONDS = 60.0  # far below the task's time limit and the broker's visibility timeout


def send_emails(*, email_ids: Sequence[int], seconds: float = BATCH_SECONDS) -> Counter[Outcome]:
    """Send these over one connection; those that are not due or not free are passed over.

    Claims one at a time: a worker that is killed leaves one email to its lease, not a batch. Stops
    after `seconds`; the sweep brings what is left.
    """
    outcomes: Counter[Outcome] = Counter()
    stop_at = time.monotonic() + seconds
    waiting = deque(_still_free(email_ids))
    with Mailer() as mailer:
        while waiting and time.monotonic() < stop_at:
            row = claim(email_id=waiting.popleft())
            if row is not None:
                outcomes[deliver(row=row, mailer=mailer)] += 1
            elif mail_is_held(now=timezone.now()):
                break
            else:  # another worker is at the same batch: do not knock at each of its emails
                waiting = deque(_still_free(waiting))
    return outcomes


def _still_free(email_ids: Sequence[int]) -> list[int]:
    free = claimable_emails(now=timezone.now()).filter(pk__in=email_ids)
    numbers = set(free.values_list("pk", flat=True))
    return [number for number in email_ids if number in numbers]


def send_due_emails(*, limit: int = 1000, seconds: float = BATCH_SECONDS) -> Counter[Outcome]:
    """Send what is due now in this process, without Celery; for the command line and for tests."""
    return send_emails(email_ids=due_email_ids(limit=limit), seconds=seconds)


def due_email_ids(*, limit: int) -> list[int]:
    """The longest waiting emails that may be sent now, at most `limit` of them."""
    due = claimable_emails(now=timezone.now()).order_by("due_at", "pk")
    return list(due.values_list("pk", flat=True)[:limit])
