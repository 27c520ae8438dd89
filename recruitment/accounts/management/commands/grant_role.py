"""`manage.py grant_role`: a role from the server, while nobody is there who could agree to it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from recruitment.accounts.models import User
from recruitment.accounts.role_changes.services import grant_by_command
from recruitment.accounts.roles import Role


class Command(BaseCommand):
    help = (
        "Gives a role without a second administrator: for the first two of them, or when nobody"
        " can get in. Written into the audit log; every administrator is told by email."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("role", choices=[role.value for role in Role])
        parser.add_argument("--reason", required=True)
        parser.add_argument(
            "--emergency", action="store_true", help="Although two others could agree."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError("No account has this username.")
        role = Role(options["role"])
        try:
            grant_by_command(
                user=user, role=role, reason=options["reason"], emergency=options["emergency"]
            )
        except ValidationError as error:
            raise CommandError(error.messages[0]) from None
        self.stdout.write(f"{user.username} has the role now: {role.label}.")
