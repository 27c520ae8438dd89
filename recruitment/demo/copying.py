"""Rows in masses: PostgreSQL's COPY, which writes them several times as fast as INSERT."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


def copy_rows(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows of these fields into a model's table, past its services. JSON is given as text.

    Call it inside a transaction."""
    named = {field.name: field.column for field in model._meta.concrete_fields}
    columns = ", ".join(f'"{named[name]}"' for name in fields)
    with connection.cursor() as cursor:
        # Pages have seconds; masses take as long as they take. Ends with the transaction.
        cursor.execute("SET LOCAL statement_timeout = 0")
        with cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)


def next_keys(model: type[Model], count: int) -> list[int]:
    """So many fresh numbers of a model's key, so that rows of other tables can name them."""
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [table, key, count],
        )
        return [row[0] for row in cursor.fetchall()]


def analyse(*models: type[Model]) -> None:
    """What autovacuum does in earnest, but only after a minute."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for model in models:
            cursor.execute(f'VACUUM ANALYZE "{model._meta.db_table}"')
        cursor.execute("RESET statement_timeout")
