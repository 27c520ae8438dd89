"""Reading the log: for its own admin pages and for tests. No feature reads the audit."""

from __future__ import annotations

from django.db.models import Model, QuerySet

from recruitment.audit.models import AuditEntry


def entries_about(target: Model) -> QuerySet[AuditEntry]:
    """All entries about one row, newest first."""
    return AuditEntry.objects.filter(target_type=target._meta.label_lower, target_id=str(target.pk))


def known_actions() -> list[str]:
    """Every action that stands in the log, in alphabetical order."""
    return list(AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct())


def known_target_types() -> list[str]:
    """Every kind of record that stands in the log, in alphabetical order."""
    types = AuditEntry.objects.exclude(target_type="").order_by("target_type")
    return list(types.values_list("target_type", flat=True).distinct())
