"""`manage.py sweep_outbox`: send what is due now, in this process, without Celery or Redis."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandParser

from recruitment.outbox.services.working import send_due_emails


class Command(BaseCommand):
    """Sends due emails; safe beside running workers, since each email is claimed first."""

    help = "Send the emails that are due now, in this process, without Celery."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many at most."""
        parser.add_argument("--limit", type=int, default=1000, help="at most so many emails")

    def handle(self, *args: object, **options: int) -> None:
        """Print one line with what became of the emails."""
        outcomes = send_due_emails(limit=options["limit"])
        parts = [
            f"{outcome.value} {number}"
            for outcome, number in sorted(outcomes.items(), key=lambda item: item[0].value)
        ]
        self.stdout.write(", ".join(parts) or "nothing is due")
