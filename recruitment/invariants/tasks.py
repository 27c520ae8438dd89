"""The daily run."""

from __future__ import annotations

from celery import shared_task

from recruitment.invariants.services import run_checks, tell_administrators


@shared_task
def check_invariants() -> int:
    """Run every check and tell administrators; returns how many places were found."""
    run = run_checks()
    tell_administrators(run)
    return run.found
