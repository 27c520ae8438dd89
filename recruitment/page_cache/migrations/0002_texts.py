"""A text that staff write drops the shared pages: the new words show at once."""

from __future__ import annotations

from django.db import migrations

from recruitment.page_cache.stamp import watch


class Migration(migrations.Migration):
    dependencies = [("page_cache", "0001_stamp"), ("ui", "0002_texts")]

    operations = [watch("ui_textversion")]
