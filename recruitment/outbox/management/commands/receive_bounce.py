"""`manage.py receive_bounce < message`: for the pipe of a mail server's alias."""

from __future__ import annotations

import sys

from django.core.management.base import BaseCommand, CommandError

from recruitment.outbox.reports import MOST_BYTES, BadReport, read_notification
from recruitment.outbox.services.bouncing import take_reports


class Command(BaseCommand):
    """Reads one message that came to the bounce address, and acts on the failures in it."""

    help = "Read one delivery status notification (RFC 3464) from standard input."

    def handle(self, *args: object, **options: object) -> None:
        """Print how many emails changed; what is no report changes none."""
        try:
            changed = take_reports(read_notification(sys.stdin.buffer.read(MOST_BYTES + 1)))
        except BadReport as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"emails changed: {changed}")
