"""Moves long columns out of the row, so that lists read a tenth of the pages."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("vacancies", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql="ALTER TABLE vacancies_vacancy SET (toast_tuple_target = 256)",
            reverse_sql="ALTER TABLE vacancies_vacancy RESET (toast_tuple_target)",
        ),
    ]
