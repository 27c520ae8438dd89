from django.db import migrations, models
from django.db.models import Q

STANDS = Q(
    ("kept_to_read", False), Q(("status__in", ("withdrawn", "draft_expired")), _negated=True)
)
INDEX = """
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS one_standing_application
ON applicants_application (candidate_id, vacancy_id)
WHERE NOT kept_to_read AND NOT (status IN ('withdrawn', 'draft_expired'))
"""


class Migration(migrations.Migration):
    # The new index is built beside the traffic, and the old one goes once it is there.
    atomic = False

    dependencies = [("applicants", "0020_drafts_of_line_managers")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="kept_to_read",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunSQL(
            INDEX,
            "DROP INDEX IF EXISTS one_standing_application",
            state_operations=[
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.UniqueConstraint(
                        condition=STANDS,
                        fields=("candidate", "vacancy"),
                        name="one_standing_application",
                    ),
                )
            ],
        ),
        migrations.RemoveConstraint(
            model_name="application", name="one_live_application_per_vacancy"
        ),
    ]
