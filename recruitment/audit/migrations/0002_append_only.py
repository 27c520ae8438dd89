"""PostgreSQL itself refuses every change to the audit log, whichever code or hand attempts it.

ENABLE ALWAYS: also while a session claims to be a replica. There is no switch that a session could
set; only the owner of the table can disable a trigger, and in production the application's database
role is not the owner. Tests, whose tables are emptied by TRUNCATE, disable the TRUNCATE trigger of
their own throw-away database (tests/audit/flush.py) and prove it with the trigger enabled.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit log only grows: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER audit_no_update_or_delete BEFORE UPDATE OR DELETE ON audit_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
ALTER TABLE audit_auditentry ENABLE ALWAYS TRIGGER audit_no_update_or_delete;
ALTER TABLE audit_auditentry ENABLE ALWAYS TRIGGER audit_no_truncate;
"""

DROP = """
DROP TRIGGER audit_no_truncate ON audit_auditentry;
DROP TRIGGER audit_no_update_or_delete ON audit_auditentry;
DROP FUNCTION audit_refuse_change();
"""


class Migration(migrations.Migration):
    """Triggers only; Django's state does not change."""

    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(sql=CREATE, reverse_sql=DROP)]
