"""Audit entries older than 24 months can go, in one way that always leaves a record.

A row of audit_forgetting says what is to go; its trigger deletes it in the same statement and
writes down how many went. The log itself refuses every DELETE that comes from elsewhere, and any
entry younger than 24 months whatever it comes from: there is still no switch that a session could
set. What was asked for too early is cut to that age by the database's own clock.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

CREATE = """
CREATE FUNCTION audit_keep_its_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.at > now() - interval '24 months' THEN
        RAISE EXCEPTION 'The audit log keeps its entries for 24 months.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END
$$;
CREATE TRIGGER audit_keeps_its_period BEFORE DELETE ON audit_auditentry
    FOR EACH ROW EXECUTE FUNCTION audit_keep_its_period();
ALTER TABLE audit_auditentry ENABLE ALWAYS TRIGGER audit_keeps_its_period;

CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Depth 2 and more: the statement comes from a trigger, and the only one that deletes here is
    -- that of audit_forgetting.
    IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'audit_auditentry' AND pg_trigger_depth() > 1 THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'The audit log only grows: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE FUNCTION audit_forget() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    gone integer;
BEGIN
    NEW.at := now();
    NEW.older_than := LEAST(NEW.older_than, now() - interval '24 months');
    DELETE FROM audit_auditentry WHERE id IN (
        SELECT id FROM audit_auditentry
        WHERE at < NEW.older_than AND NOT (target_type || ' ' || target_id = ANY (NEW.kept))
        ORDER BY at LIMIT NEW.most
    );
    GET DIAGNOSTICS gone = ROW_COUNT;
    NEW.number := gone;
    RETURN NEW;
END
$$;
CREATE TRIGGER audit_forgets BEFORE INSERT ON audit_forgetting
    FOR EACH ROW EXECUTE FUNCTION audit_forget();
CREATE TRIGGER audit_forgetting_no_update_or_delete BEFORE UPDATE OR DELETE ON audit_forgetting
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_forgetting_no_truncate BEFORE TRUNCATE ON audit_forgetting
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
ALTER TABLE audit_forgetting ENABLE ALWAYS TRIGGER audit_forgets;
ALTER TABLE audit_forgetting ENABLE ALWAYS TRIGGER audit_forgetting_no_update_or_delete;
ALTER TABLE audit_forgetting ENABLE ALWAYS TRIGGER audit_forgetting_no_truncate;
"""

DROP = """
DROP TRIGGER audit_forgetting_no_truncate ON audit_forgetting;
DROP TRIGGER audit_forgetting_no_update_or_delete ON audit_forgetting;
DROP TRIGGER audit_forgets ON audit_forgetting;
DROP FUNCTION audit_forget();
CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit log only grows: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;
DROP TRIGGER audit_keeps_its_period ON audit_auditentry;
DROP FUNCTION audit_keep_its_period();
"""


class Migration(migrations.Migration):
    """A new small table and triggers; nothing of the log is written."""

    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="Forgetting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("older_than", models.DateTimeField()),
                ("most", models.PositiveIntegerField()),
                (
                    "kept",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=170), default=list, size=None
                    ),
                ),
                ("number", models.PositiveIntegerField(default=0)),
            ],
            options={"ordering": ("-at", "-id")},
        ),
        migrations.RunSQL(sql=CREATE, reverse_sql=DROP),
    ]
