"""What others may know of the runs: their newest, and how the checks stand in one word."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from recruitment.invariants.models import InvariantRun
from recruitment.invariants.services import Finding

LATE_AFTER = timedelta(hours=26)  # once a day, with two hours for a busy night


def newest_run() -> InvariantRun | None:
    """The run that began last."""
    return InvariantRun.objects.first()


def findings_of(run: InvariantRun) -> list[Finding]:
    """What a run found, check by check."""
    return [Finding.of(kept) for kept in run.findings]


def state_of_checks(at: datetime | None = None) -> str:
    """ "ok", "found" where the newest run found something, "late" where it is too long ago."""
    run = newest_run()
    if run is None or run.started_at < (at or timezone.now()) - LATE_AFTER:
        return "late"
    return "found" if run.found else "ok"
