"""Lets Django empty the tables of the throw-away test database with TRUNCATE.

Tests with real transactions end with TRUNCATE of all tables, which the append-only tables refuse.
Their TRUNCATE triggers are disabled here, in the test database and nowhere else, as its owner may;
the product has no switch for it. `enabled_truncate_trigger` brings one back to prove that it works.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# Bit 5 of tgtype marks a TRUNCATE trigger (PostgreSQL, catalog pg_trigger).
TRUNCATE_TRIGGERS = """
SELECT quote_ident(c.relname), quote_ident(t.tgname)
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND (t.tgtype & 32) = 32
"""


def let_tests_truncate() -> None:
    """Disable every TRUNCATE trigger of the test database."""
    name = connection.settings_dict["NAME"]
    if not name.startswith("test_"):
        raise RuntimeError(f"{name} is not a test database: its triggers stay as they are.")
    with connection.cursor() as cursor:
        cursor.execute(TRUNCATE_TRIGGERS)
        for table, trigger in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")


@contextmanager
def enabled_truncate_trigger(table: str, trigger: str) -> Iterator[None]:
    """As in production; call it inside a transaction that is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")
    yield
