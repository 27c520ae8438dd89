"""`manage.py outbox_status`: how the email queue stands; exit code 1 when it is stuck."""

from __future__ import annotations

import sys
from datetime import timedelta

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from recruitment.outbox.selectors import queue_state


class Command(BaseCommand):
    """For the monitoring: counts, the longest delay, the state of the mail server."""

    help = "Print the state of the email queue. Exit code 1: an email is overdue for too long."

    def add_arguments(self, parser: CommandParser) -> None:
        """The delay that counts as stuck."""
        parser.add_argument(
            "--max-age", type=int, default=10, help="minutes an email may be overdue"
        )

    def handle(self, *args: object, **options: int) -> None:
        """Print one line for each figure."""
        now = timezone.now()
        state = queue_state(now=now)
        for status, number in state.counts.items():
            self.stdout.write(f"{status.value}: {number}")
        self.stdout.write(f"waiting after a failed try: {state.retrying}")
        self.stdout.write(f"longest overdue: {int(state.oldest_overdue.total_seconds())} s")
        self.stdout.write(f"failed connections in a row: {state.failed_connections}")
        if state.held_until is not None and state.held_until > now:
            self.stdout.write(f"held until: {state.held_until:%Y-%m-%dT%H:%M:%SZ}")
        if state.oldest_overdue > timedelta(minutes=options["max_age"]):
            self.stderr.write(f"An email is overdue for more than {options['max_age']} minutes.")
            sys.exit(1)
