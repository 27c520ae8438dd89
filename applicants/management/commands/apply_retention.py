"""`manage.py apply_retention`: delete what is due, or with --dry-run count it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from applicants.register.selectors import ends_due
from applicants.register.tasks import end_what_is_due
from applicants.services.retaining import apply_retention


class Command(BaseCommand):
    """Deletes what is no longer needed, and warns those whose turn is near. Runs daily by beat."""

    help = "Deletes what the retention periods say is due, and warns people 30 days before."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        now, dry_run = timezone.now(), options["dry_run"]
        report = apply_retention(at=now, dry_run=dry_run)
        registered = len(ends_due(now)) if dry_run else end_what_is_due(now)
        if dry_run:
            self.stdout.write("Nothing was changed. A run would do this:")
        for line in (*report.lines(), f"register: {registered}"):
            self.stdout.write(line)
