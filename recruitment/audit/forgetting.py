"""The period of the log: what is over it, and how it goes. The database sees to the rest.

Entries about a record that is on hold stay as long as the hold does; whoever knows of holds
registers here, because the log knows nothing of applications.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from recruitment.audit.models import AuditEntry, Forgetting

SHORTEST_MONTHS = 24  # what migration 0003 has the database keep, whatever is asked for
AT_ONCE = 5_000  # entries in one statement, well within the limit of its time

_holders: list[Callable[[], Iterable[tuple[str, str]]]] = []


def register_kept(tell: Callable[[], Iterable[tuple[str, str]]]) -> None:
    """`tell` names the records whose entries stay, as kind ("applicants.application") and id."""
    if tell not in _holders:
        _holders.append(tell)


def kept_records() -> list[str]:
    """Every record on hold, as the database compares them: kind, a space, id."""
    return sorted({f"{kind} {key}" for tell in _holders for kind, key in tell()})


def entries_due(*, at: datetime) -> QuerySet[AuditEntry]:
    """The entries whose period is over at this moment, without those on hold."""
    record = Concat(F("target_type"), Value(" "), F("target_id"), output_field=CharField())
    old = AuditEntry.objects.filter(at__lt=_period_ends(at)).alias(about=record)
    return old.exclude(about__in=kept_records()).order_by()


def forget_entries(*, at: datetime) -> int:
    """Delete what is due; returns how many. Running it again deletes nothing twice.

    Each portion is one statement that also writes down what it deleted (Forgetting). Nothing
    younger than 24 months goes, whatever `at` or the settings say.
    """
    gone = 0
    while portion := _forget_portion(at):
        gone += portion
        if portion < AT_ONCE:
            break
    return gone


def _forget_portion(at: datetime) -> int:
    if not entries_due(at=at).exists():
        return 0  # no row that says that nothing went
    row = Forgetting(
        at=timezone.now(), older_than=_period_ends(at), most=AT_ONCE, kept=kept_records()
    )
    row.save(force_insert=True)
    row.refresh_from_db()
    return row.number


def _period_ends(at: datetime) -> datetime:
    """What was written before this instant is due. Never a shorter period than the database's."""
    months = max(int(settings.RETENTION_MONTHS["audit"]), SHORTEST_MONTHS)
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, 28))
