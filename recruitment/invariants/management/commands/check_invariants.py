"""`manage.py check_invariants`: run the daily checks now; 1 where something was found."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from recruitment.invariants.selectors import findings_of
from recruitment.invariants.services import run_checks


class Command(BaseCommand):
    """Prints one line a finding and sends no email."""

    help = "Runs the daily checks of the data. Prints one line a finding; fails where there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        run = run_checks()
        for finding in findings_of(run):
            for line in finding.lines():
                self.stdout.write(line)
        if run.found:
            raise CommandError(f"{run.checks} checks: {run.found} found.")
        self.stdout.write(f"{run.checks} checks: nothing found.")
