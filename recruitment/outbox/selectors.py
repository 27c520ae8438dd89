"""Reading the outbox: what a person was sent, and how the queue stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from recruitment.outbox.choices import EmailStatus
from recruitment.outbox.models import MailServerState, OutboxEmail


def emails_about(about: str) -> QuerySet[OutboxEmail]:
    """Emails about one thing ("application:<uuid>"), newest first, with their delivery state."""
    return OutboxEmail.objects.filter(about=about).exclude(about="")


@dataclass(frozen=True, slots=True)
class QueueState:
    """How the outbox stands at one moment."""

    counts: dict[EmailStatus, int]
    retrying: int  # waiting after a try that failed
    oldest_overdue: timedelta  # how long the longest waiting email is past its time; zero if none
    failed_connections: int
    held_until: datetime | None  # the mail server is being spared until then


def queue_state(*, now: datetime) -> QueueState:
    """Counts by state, the longest delay, and whether the mail server is being spared."""
    counted = OutboxEmail.objects.order_by().values_list("status").annotate(number=Count("pk"))
    counts = dict.fromkeys(EmailStatus, 0)
    counts |= {EmailStatus(status): number for status, number in counted}
    # "Or" and not "in": each side has a partial index of its own.
    unsent = OutboxEmail.objects.filter(
        Q(status=EmailStatus.QUEUED) | Q(status=EmailStatus.SENDING)
    )
    oldest = unsent.filter(due_at__lte=now).order_by("due_at").first()
    server = MailServerState.objects.first()
    return QueueState(
        counts=counts,
        retrying=unsent.filter(status=EmailStatus.QUEUED, attempts__gt=0).count(),
        oldest_overdue=now - oldest.due_at if oldest else timedelta(),
        failed_connections=server.failures if server else 0,
        held_until=server.closed_until if server else None,
    )


def returned_from(address: str) -> int:
    """How many emails came back from this address and were not sent anew since. One query."""
    return OutboxEmail.objects.filter(to_address=address, status=EmailStatus.BOUNCED).count()
