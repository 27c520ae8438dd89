"""A circuit breaker for the mail server, shared by all workers through one row of PostgreSQL.

Closed: send. After three failed connections in a row: open, nobody claims anything, no tries are
burnt. When the pause is over one worker sends one email as a probe; what it meets decides.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from recruitment.outbox.models import MailServerState

FAILURES_ALLOWED = 3
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(minutes=5)
PROBE_TIME = timedelta(seconds=20)  # the others wait this long for the probe's answer

# One statement, so that workers that fail together count together and none overwrites another.
COUNT_FAILURE = """
INSERT INTO outbox_mailserverstate AS state (id, failures, closed_until) VALUES (1, 1, NULL)
ON CONFLICT (id) DO UPDATE SET failures = state.failures + 1
RETURNING failures
"""


def mail_is_held(*, now: datetime) -> bool:
    """Is nobody to send for now?"""
    return MailServerState.objects.filter(closed_until__gt=now).exists()


def may_send(*, now: datetime) -> bool:
    """May the caller send one email? After a pause exactly one caller gets a yes, as the probe."""
    state = MailServerState.objects.filter(closed_until__isnull=False).first()
    if state is None:
        return True
    if state.closed_until is None or state.closed_until > now:
        return False
    won = MailServerState.objects.filter(pk=state.pk, closed_until=state.closed_until)
    return won.update(closed_until=now + PROBE_TIME) == 1


def note_answer() -> None:
    """The server talks: forget its failures. Costs a write only after a failure."""
    MailServerState.objects.filter(failures__gt=0).update(failures=0, closed_until=None)


def note_failure() -> None:
    """The server does not talk; from the third time in a row, hold all mail for a while."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_FAILURE)
        (failures,) = cursor.fetchone()
    if failures >= FAILURES_ALLOWED:
        until = timezone.now() + pause_after(failures)
        MailServerState.objects.filter(failures=failures).update(closed_until=until)


def pause_after(failures: int) -> timedelta:
    """15 seconds at first, doubling up to 5 minutes: quick after a blip, patient in an outage."""
    doublings = min(max(failures - FAILURES_ALLOWED, 0), 10)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
