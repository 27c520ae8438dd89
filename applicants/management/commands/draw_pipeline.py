"""Prints the pipeline's diagram, to be put into the README after a change of the table."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from applicants.diagram import mermaid


class Command(BaseCommand):
    """`manage.py draw_pipeline`."""

    help = "Print the way of an application as a Mermaid diagram."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(mermaid())
