"""A change of an advert, its bases or its criteria drops the shared pages."""

from __future__ import annotations

from django.db import migrations, models

from recruitment.page_cache.stamp import watch


class Migration(migrations.Migration):
    dependencies = [("page_cache", "0001_stamp"), ("vacancies", "0006_life_of_an_advert")]

    operations = [
        watch("vacancies_vacancy"),
        watch("vacancies_vacancy_bases"),
        watch("vacancies_base"),
        watch("vacancies_essentialcriterion"),
        migrations.AddIndex(
            model_name="vacancy",
            index=models.Index(
                condition=models.Q(("status", "open")),
                fields=["opens_at"],
                name="vacancy_by_opening",
            ),
        ),
    ]
