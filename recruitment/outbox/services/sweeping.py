"""Finding emails whose nudge was lost, whose wait is over, or whose worker died."""

from __future__ import annotations

import structlog
from django.utils import timezone

from recruitment.outbox.services.mail_server import mail_is_held
from recruitment.outbox.services.nudging import nudge_batch
from recruitment.outbox.services.working import due_email_ids

# At one sweep every 30 seconds: a backlog may shrink by 66 a second (the drill asks for 30).
SWEEP_LIMIT = 2000
BATCH_SIZE = 50

logger = structlog.get_logger(__name__)


def sweep(*, limit: int = SWEEP_LIMIT, batch_size: int = BATCH_SIZE) -> int:
    """Hand what is due to the workers in batches; returns how many emails were handed over.

    Does nothing while the mail server is being spared.
    """
    if mail_is_held(now=timezone.now()):
        return 0
    email_ids = due_email_ids(limit=limit)
    handed_over = 0
    for start in range(0, len(email_ids), batch_size):
        batch = email_ids[start : start + batch_size]
        if not nudge_batch(batch):
            break
        handed_over += len(batch)
    if email_ids:
        logger.info("outbox_swept", due=len(email_ids), handed_over=handed_over)
    return handed_over
