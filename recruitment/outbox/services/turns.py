"""One change at a time for one address, however many forms and links work on it."""

from __future__ import annotations

from django.db import connection


def wait_for_turn(address: str) -> None:
    """Hold the address until the transaction ends: a double click makes one row and one email.

    Take it before any row, always: then nobody waits in a ring.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [address])
