"""Makes the tests' kinds of email known to the processes of a drill."""

from __future__ import annotations

from django.apps import AppConfig


class DrillsConfig(AppConfig):
    """Registers what tests/outbox/kinds.py defines."""

    name = "tests.drills"
    label = "drills"

    def ready(self) -> None:
        """As every app does for its own kinds."""
        from recruitment.outbox.registry import register_email
        from tests.outbox.kinds import KINDS

        for kind in KINDS:
            register_email(kind)
