"""`manage.py sync_roles`: makes the group of every role. Also runs after each migration."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from recruitment.accounts.roles import sync_roles


class Command(BaseCommand):
    help = "Makes the group of every role that has none yet. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        made = sync_roles()
        self.stdout.write(
            f"Made {len(made)} of the role groups: {', '.join(made) or 'none needed'}."
        )
