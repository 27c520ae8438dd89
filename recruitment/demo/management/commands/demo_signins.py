"""Prints whom to sign in as, and how to pass the second factor."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from recruitment.demo.people import CANDIDATES, PASSWORD, STAFF


class Command(BaseCommand):
    """`manage.py demo_signins`: called at the end of every start of the demo."""

    help = "Print the demo's accounts by role and how to pass the second factor."

    def handle(self, *args: Any, **options: Any) -> None:
        def address(name: str) -> str:
            return settings.BASE_URL.rstrip("/") + reverse(name)

        lines = [f"Password of every demo account: {PASSWORD}", "", "Candidates"]
        lines += [f"  {person.username:<9}{person.what}" for person in CANDIDATES]
        lines += ["", f"Recruitment staff, at {address('admin:index')}"]
        lines += [f"  {person.username:<9}{person.what}" for person in STAFF]
        lines += [
            "",
            f"Their second factor: the current codes stand at {address('demo:codes')}",
            f"Every email that the portal sends: {address('demo:mailbox')}",
        ]
        self.stdout.write("\n".join(lines))
