"""One number that every change of a watched table raises, in the transaction of the change.

A deferred trigger raises it at the commit: the row is locked for that moment alone, so writers do
not wait for each other. It is raised once in a transaction, however many rows changed.
"""

from __future__ import annotations

from django.db import migrations

MAKE = """
CREATE TABLE page_stamp (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    number bigint NOT NULL DEFAULT 1
);
INSERT INTO page_stamp DEFAULT VALUES;

CREATE FUNCTION page_stamp_raise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('page_stamp.raised_in', true)
        IS DISTINCT FROM pg_current_xact_id()::text
    THEN
        UPDATE page_stamp SET number = number + 1;
        PERFORM set_config('page_stamp.raised_in', pg_current_xact_id()::text, true);
    END IF;
    RETURN NULL;
END $$;
"""
REMOVE = "DROP FUNCTION page_stamp_raise() CASCADE; DROP TABLE page_stamp;"


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [migrations.RunSQL(MAKE, REMOVE)]
