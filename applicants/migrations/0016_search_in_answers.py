from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from django.db.models import Q

from applicants.models.application import AnswerWords


class Migration(migrations.Migration):
    # Built beside the traffic: people may save their answers meanwhile.
    atomic = False

    dependencies = [("applicants", "0015_prepared_decisions")]

    operations = [
        AddIndexConcurrently(
            model_name="applicationsection",
            index=GinIndex(
                AnswerWords("answers"),
                condition=Q(
                    code__in=(
                        "accreditations",
                        "competencies",
                        "counter-terrorism",
                        "current-role",
                        "evidence",
                        "evidence-2",
                        "evidence-3",
                        "motivation",
                        "reason",
                        "skills",
                        "statement",
                        "work-history",
                    )
                ),
                name="section_words",
            ),
        ),
    ]
