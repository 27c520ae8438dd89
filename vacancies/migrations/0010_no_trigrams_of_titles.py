"""Nothing asks titles by trigrams any more: mistakes are put right from the words of titles.

Dropped concurrently, so that readers are never made to wait.
"""

from __future__ import annotations

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("vacancies", "0009_documents_of_an_advert")]

    operations = [
        RemoveIndexConcurrently(model_name="vacancy", name="vacancy_title_trgm"),
    ]
