"""Who did what: nobody but its candidate writes an application, and nobody judges their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet

from applicants.choices import Actor
from applicants.models import Application, SiftScore, StatusChange
from recruitment.audit.models import AuditEntry
from recruitment.invariants.registry import register_check

WRITTEN_BY_CANDIDATES = ("application.start", "application.change_answers")


@register_check("edited_by_another", "An application was written by somebody else than its owner")
def edited_by_another(at: datetime) -> Iterator[str]:
    """Steps of candidates in the history, and their writing in the audit log.

    The log is read here and by no feature: a check of the portal itself may look at it. Accounts
    that were put together count as one person.
    """
    steps = StatusChange.objects.filter(actor_kind=Actor.CANDIDATE, actor_id__isnull=False)
    odd = steps.exclude(actor_id=F("application__candidate__user_id")).order_by()
    rows = odd.values_list("application_id", "actor_id", "application__candidate__user_id")
    suspects = {*rows.iterator(), *_odd_writing()}
    guilty = {pk for pk, actor, owner in suspects if not _same_person(actor, owner)}
    return Application.objects.filter(pk__in=guilty).values_list("reference", flat=True).iterator()


def _odd_writing() -> Iterator[tuple[UUID, int | None, int]]:
    entries = AuditEntry.objects.filter(action__in=WRITTEN_BY_CANDIDATES, actor_id__isnull=False)
    found: dict[str, set[int | None]] = {}
    for target, actor in entries.order_by().values_list("target_id", "actor_id").distinct():
        found.setdefault(target, set()).add(actor)
    keys = sorted(found)
    for start in range(0, len(keys), 1000):
        some = Application.objects.filter(pk__in=keys[start : start + 1000])
        for pk, owner in some.values_list("pk", "candidate__user_id"):
            yield from ((pk, actor, owner) for actor in found[str(pk)] if actor != owner)


def _same_person(actor: int | None, owner: int, steps: int = 5) -> bool:
    """True where the actor's account was put together with the owner's, also over others."""
    if actor == owner:
        return True
    merges: QuerySet[AuditEntry] = AuditEntry.objects.filter(
        action="account.merge", target_type="accounts.user", target_id=str(owner)
    )
    closed = [entry.before.get("closed") for entry in merges]
    return steps > 0 and any(_same_person(actor, one, steps - 1) for one in closed if one)


@register_check("marked_by_owner", "Somebody scored their own application")
def marked_by_owner(at: datetime) -> Iterator[str]:
    """A marker is never the candidate."""
    own = SiftScore.objects.filter(marker_id=F("application__candidate__user_id")).order_by()
    return own.values_list("application__reference", flat=True).distinct().iterator()
