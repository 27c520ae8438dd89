"""Writing the log. Call `record` beside the change, in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db.models import Model
from django.utils import timezone

from recruitment.audit.context import current_request_id
from recruitment.audit.models import LABEL_LENGTH, REASON_LENGTH, AuditEntry
from recruitment.audit.values import RefusedAuditValue, clean_action, clean_values

if TYPE_CHECKING:
    from recruitment.accounts.models import User


def record(
    *,
    action: str,
    by: User | None,
    target: Model | None = None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
    actor_label: str = "",
) -> AuditEntry:
    """Add one line to the log: who (`by`), what (`action`, "noun.verb"), to which row, and why.

    `by=None` needs an `actor_label` such as "system" or "line manager link". `before` and `after`
    hold codes, ids, numbers and dates only. Raises RefusedAuditValue, and then nothing is written.
    Security document, check 38.
    """
    entry = AuditEntry(
        at=timezone.now(),
        action=clean_action(action),
        actor_id=by.pk if by is not None else None,
        actor_label=_actor_label(by, actor_label),
        target_type=target._meta.label_lower if target is not None else "",
        target_id=_target_id(target),
        before=clean_values(before),
        after=clean_values(after),
        reason=_reason(reason),
        request_id=current_request_id()[:64],
    )
    entry.save(force_insert=True)
    return entry


def _actor_label(by: User | None, label: str) -> str:
    """A person is told apart by number alone; the label says only what kind of actor it was."""
    if by is not None and by.pk is None:
        raise RefusedAuditValue("The actor has no account: write by=None and an actor_label.")
    if not label and by is not None:
        label = "staff" if by.is_staff else "account holder"
    if not label:
        raise RefusedAuditValue('An audit entry without a person needs an actor_label: "system".')
    if "@" in label or len(label) > LABEL_LENGTH:
        raise RefusedAuditValue(f"An actor_label is a short kind of actor, up to {LABEL_LENGTH}.")
    return label


def _target_id(target: Model | None) -> str:
    if target is None:
        return ""
    if target.pk is None:
        raise RefusedAuditValue("Save the target before it is written to the audit log.")
    return str(target.pk)


def _reason(reason: str) -> str:
    """Why, in the words of the person who decided; one line, cut at the length of the column."""
    words = " ".join(reason.split())
    return words if len(words) <= REASON_LENGTH else words[: REASON_LENGTH - 1] + "…"
