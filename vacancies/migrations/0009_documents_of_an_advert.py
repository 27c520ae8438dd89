"""A document of an advert that is checked, locked or deleted drops the shared pages; the advert's
form says what is needed before approval."""

from __future__ import annotations

from django.db import migrations, models

from recruitment.page_cache.stamp import watch_changes


class Migration(migrations.Migration):
    dependencies = [
        ("page_cache", "0001_stamp"),
        ("uploads", "0001_initial"),
        ("vacancies", "0008_fields_of_an_advert"),
    ]

    operations = [
        # Only clean ones are shown, so that a new row changes no page.
        watch_changes("uploads_storedfile", where="owner_kind = 'advert'", name="advert_documents"),
        migrations.AlterField(
            model_name="vacancy",
            name="approval_reference",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Of the decision that the post may be filled. Needed before the advert "
                "is sent for approval; a copy has none.",
                max_length=60,
            ),
        ),
        migrations.AlterField(
            model_name="vacancy",
            name="budget_code",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Needed before the advert is sent for approval.",
                max_length=40,
            ),
        ),
    ]
