"""Reading the log: for its own pages, the daily checks and tests. No feature reads the audit."""

from __future__ import annotations

from django.db import connection
from django.db.models import Model, QuerySet

from recruitment.audit.models import AuditEntry

# Each next value by one look into an index: a plain DISTINCT would read every row of the log.
NEXT_VALUES = """
WITH RECURSIVE known(value) AS (
    (SELECT {column} FROM audit_auditentry ORDER BY {column} LIMIT 1)
    UNION ALL
    SELECT (SELECT {column} FROM audit_auditentry WHERE {column} > known.value
            ORDER BY {column} LIMIT 1)
    FROM known WHERE known.value IS NOT NULL
)
SELECT value FROM known WHERE value <> ''
"""


def entries_about(target: Model) -> QuerySet[AuditEntry]:
    """All entries about one row, newest first."""
    return AuditEntry.objects.filter(target_type=target._meta.label_lower, target_id=str(target.pk))


def known_actions() -> list[str]:
    """Every action that stands in the log, in alphabetical order."""
    return _values("action")


def known_target_types() -> list[str]:
    """Every kind of record that stands in the log, in alphabetical order."""
    return _values("target_type")


def _values(column: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(NEXT_VALUES.format(column=column))  # one of the two columns named above
        return sorted(row[0] for row in cursor.fetchall())
