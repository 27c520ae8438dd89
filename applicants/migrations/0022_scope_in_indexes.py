from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # indexes are built while the portal serves
    dependencies = [("applicants", "0021_kept_to_read")]
    operations = [
        AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                fields=["-submitted_at", "-id"],
                include=["vacancy", "candidate"],
                condition=models.Q(submitted_at__isnull=False),
                name="applications_newest_in_scope",
            ),
        ),
        AddIndexConcurrently(
            model_name="application",
            index=models.Index(
                fields=["vacancy"],
                include=["candidate"],
                condition=models.Q(submitted_at__isnull=False),
                name="applications_sent_of_vacancy",
            ),
        ),
        RemoveIndexConcurrently(model_name="application", name="applications_newest_sent"),
    ]
