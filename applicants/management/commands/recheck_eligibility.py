"""`manage.py recheck_eligibility`: every stored decision once more; exit code 1 on a difference."""

from __future__ import annotations

import sys

from django.core.management.base import BaseCommand

from applicants.services.rechecking import recheck_decisions


class Command(BaseCommand):
    """For the monitoring and for auditors: do all decisions still stand word for word?"""

    help = "Decide every stored eligibility case again. Exit code 1: a decision differs."

    def handle(self, *args: object, **options: object) -> None:
        """Print one line for each difference, then the number checked."""
        checked = differing = 0
        for one in recheck_decisions():
            checked += 1
            differing += bool(one.differences)
            for key in one.differences:
                self.stdout.write(f"{one.reference}, decision {one.decision_id}: {key}")
        self.stdout.write(f"decisions checked: {checked}")
        self.stdout.write(f"decisions that differ: {differing}")
        if differing:
            sys.exit(1)
