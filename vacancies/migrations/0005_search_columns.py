"""What search counts and sorts by: pay for a whole year, and the bases without a join.

`base_ids` follows the table of bases by a trigger, so that no way of writing an advert can forget
it. `base_key` is the same as text: grouping by a text costs a tenth of grouping by an array.
Whoever changes the bases of an advert holds its row locked (vacancies.services).

Storage: the small target of 0002 also moved short lists and titles out of the row, and reading
them back cost more than the whole search. MAIN keeps a column in the row.
"""

from __future__ import annotations

import operator
from functools import reduce

import django.db.models.functions.comparison
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models import Case, F, OrderBy, When

import vacancies.models.fields

PATTERN_BITS = (
    ("full_time", 1),
    ("part_time", 2),
    ("job_share", 4),
    ("shifts", 8),
    ("on_call", 16),
    ("hybrid", 32),
)
IN_THE_ROW = (
    "reference",
    "title",
    "route",
    "role_class",
    "job_family",
    "business_group",
    "contract_type",
    "working_patterns",
    "vetting_level",
    "title_search",
    "base_ids",
    "base_key",
)
KEEP = """
ALTER TABLE vacancies_vacancy
    ADD COLUMN base_ids integer[] NOT NULL DEFAULT '{}',
    ADD COLUMN base_key varchar(1000) NOT NULL DEFAULT '';

CREATE FUNCTION vacancies_keep_base_ids() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE vacancies_vacancy AS vacancy
    SET base_ids = coalesce(found.ids, '{}'), base_key = coalesce(found.key, '')
    FROM (
        SELECT one.vacancy_id, array_agg(place.base_id::integer ORDER BY place.base_id)
            FILTER (WHERE place.base_id IS NOT NULL) AS ids,
            string_agg(place.base_id::text, ' ' ORDER BY place.base_id) AS key
        FROM (SELECT DISTINCT vacancy_id FROM changed) AS one
        LEFT JOIN vacancies_vacancy_bases AS place USING (vacancy_id)
        GROUP BY one.vacancy_id
    ) AS found
    WHERE found.vacancy_id = vacancy.id;
    RETURN NULL;
END $$;

CREATE TRIGGER keep_base_ids_added AFTER INSERT ON vacancies_vacancy_bases
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION vacancies_keep_base_ids();
CREATE TRIGGER keep_base_ids_removed AFTER DELETE ON vacancies_vacancy_bases
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION vacancies_keep_base_ids();

UPDATE vacancies_vacancy AS vacancy SET base_ids = found.ids, base_key = found.key FROM (
    SELECT vacancy_id, array_agg(base_id::integer ORDER BY base_id) AS ids,
        string_agg(base_id::text, ' ' ORDER BY base_id) AS key
    FROM vacancies_vacancy_bases GROUP BY vacancy_id
) AS found WHERE found.vacancy_id = vacancy.id;
"""
STORE = "".join(
    f"ALTER TABLE vacancies_vacancy ALTER COLUMN {name} SET STORAGE MAIN;" for name in IN_THE_ROW
)
STORE_AS_BEFORE = STORE.replace("STORAGE MAIN", "STORAGE EXTENDED")
FORGET = """
DROP TRIGGER keep_base_ids_added ON vacancies_vacancy_bases;
DROP TRIGGER keep_base_ids_removed ON vacancies_vacancy_bases;
DROP FUNCTION vacancies_keep_base_ids();
ALTER TABLE vacancies_vacancy DROP COLUMN base_ids, DROP COLUMN base_key;
"""


class Migration(migrations.Migration):
    dependencies = [("vacancies", "0004_changes_after_sending")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(KEEP, FORGET),
                migrations.RunSQL(STORE, STORE_AS_BEFORE),
            ],
            state_operations=[
                migrations.AddField(
                    model_name="vacancy",
                    name="base_ids",
                    field=vacancies.models.fields.KeptArrayField(
                        base_field=models.IntegerField(), db_default=[], size=None
                    ),
                ),
                migrations.AddField(
                    model_name="vacancy",
                    name="base_key",
                    field=vacancies.models.fields.KeptCharField(db_default="", max_length=1000),
                ),
            ],
        ),
        migrations.AddField(
            model_name="vacancy",
            name="pay_yearly",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.comparison.Coalesce(
                    "salary_max",
                    Case(
                        When(rate_unit="hour", then=F("rate") * 1872),
                        When(rate_unit="day", then=F("rate") * 260),
                    ),
                ),
                null=True,
                output_field=models.DecimalField(decimal_places=2, max_digits=12),
            ),
        ),
        migrations.AddField(
            model_name="vacancy",
            name="pattern_bits",
            field=models.GeneratedField(
                db_persist=True,
                expression=reduce(
                    operator.add,
                    [
                        Case(When(working_patterns__contains=[code], then=bit), default=0)
                        for code, bit in PATTERN_BITS
                    ],
                ),
                output_field=models.SmallIntegerField(),
            ),
        ),
        migrations.RemoveIndex(model_name="vacancy", name="vacancy_by_closing"),
        migrations.RemoveIndex(model_name="vacancy", name="vacancy_by_newest"),
        migrations.AddIndex(
            model_name="vacancy",
            index=GinIndex(
                condition=models.Q(("status", "open")), fields=["base_ids"], name="vacancy_base_ids"
            ),
        ),
        migrations.AddIndex(
            model_name="vacancy",
            index=models.Index(
                OrderBy(F("closes_at"), nulls_last=True),
                F("id"),
                condition=models.Q(("status", "open")),
                include=("visibility", "opens_at"),
                name="vacancy_in_closing_order",
            ),
        ),
        migrations.AddIndex(
            model_name="vacancy",
            index=models.Index(
                OrderBy(F("published_at"), descending=True),
                OrderBy(F("id"), descending=True),
                condition=models.Q(("status", "open")),
                include=("visibility", "opens_at", "closes_at"),
                name="vacancy_in_newest_order",
            ),
        ),
        migrations.AddIndex(
            model_name="vacancy",
            index=models.Index(
                OrderBy(F("pay_yearly"), descending=True, nulls_last=True),
                OrderBy(F("closes_at"), nulls_last=True),
                F("id"),
                condition=models.Q(("status", "open")),
                include=("visibility", "opens_at"),
                name="vacancy_in_pay_order",
            ),
        ),
    ]
