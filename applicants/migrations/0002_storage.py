"""What only PostgreSQL can promise: decisions and history never change."""

from django.db import migrations

CREATE = """
CREATE FUNCTION applicants_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are never changed: % is refused.', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER decision_is_never_changed BEFORE UPDATE ON applicants_eligibilitydecision
    FOR EACH ROW EXECUTE FUNCTION applicants_refuse_change();
CREATE TRIGGER history_is_never_changed BEFORE UPDATE ON applicants_statuschange
    FOR EACH ROW EXECUTE FUNCTION applicants_refuse_change();
"""

DROP = """
DROP TRIGGER history_is_never_changed ON applicants_statuschange;
DROP TRIGGER decision_is_never_changed ON applicants_eligibilitydecision;
DROP FUNCTION applicants_refuse_change();
"""


class Migration(migrations.Migration):
    """Deleting stays possible, for the retention job alone: foreign keys protect the rest."""

    dependencies = [("applicants", "0001_initial")]

    operations = [migrations.RunSQL(sql=CREATE, reverse_sql=DROP)]
