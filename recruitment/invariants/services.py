"""Running the checks, keeping what they found, and telling administrators once a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import structlog
from django.db import DatabaseError, transaction
from django.utils import timezone

from recruitment.accounts.models import User
from recruitment.accounts.roles import Role
from recruitment.invariants.models import InvariantRun
from recruitment.invariants.registry import Check, registered_checks, title_of
from recruitment.outbox.services import queue_email

PLACES_KEPT = 50  # of each check; the count is whole
KEEP_RUNS = timedelta(days=90)

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: how many places, and the first of them. `error` where it broke."""

    check: str
    count: int
    places: list[str]
    error: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Finding:
        """From the form in which a run keeps it."""
        return cls(kept["check"], kept["count"], kept["places"], kept.get("error", ""))

    @property
    def title(self) -> str:
        """The sentence that should not be true."""
        return title_of(self.check)

    def lines(self) -> Iterator[str]:
        """One line a place, for a terminal."""
        if self.error:
            yield f"{self.check}: could not be checked ({self.error})"
            return
        for place in self.places:
            yield f"{self.check}: {place}: {self.title}"
        if self.count > len(self.places):
            yield f"{self.check}: and {self.count - len(self.places)} more"


def run_checks(*, at: datetime | None = None) -> InvariantRun:
    """Look at every check and keep what was found. Sends nothing and mends nothing.

    A check that fails itself counts as one finding: it never hides the others.
    """
    moment = at or timezone.now()
    checks = registered_checks()
    found = [finding for check in checks if (finding := _look(check, moment)).count]
    run = InvariantRun.objects.create(
        started_at=moment,
        finished_at=max(timezone.now(), moment),
        checks=len(checks),
        found=sum(finding.count for finding in found),
        findings=[
            {
                "check": finding.check,
                "count": finding.count,
                "places": finding.places,
                "error": finding.error,
            }
            for finding in found
        ],
    )
    InvariantRun.objects.filter(started_at__lt=moment - KEEP_RUNS).delete()
    logger.info("invariants_checked", run=run.pk, checks=run.checks, found=run.found)
    return run


def _look(check: Check, at: datetime) -> Finding:
    try:
        with transaction.atomic():  # a failed query must not spoil the next check
            places = iter(check.find(at))
            first = [str(place) for place in islice(places, PLACES_KEPT)]
            return Finding(check.code, len(first) + sum(1 for _ in places), first)
    except (DatabaseError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        # Its kind alone: the words of an error may repeat somebody's data.
        logger.error("invariant_not_checked", check=check.code, error=type(error).__name__)
        return Finding(check.code, 1, [], type(error).__name__)


def tell_administrators(run: InvariantRun) -> int:
    """One email to each administrator about a run that found something; returns how many.

    At most one a day (London), however often the checks are run.
    """
    if not run.found:
        return 0
    day = timezone.localdate(run.started_at).isoformat()
    people = User.objects.filter(
        groups__name=Role.ADMINISTRATOR.value, is_active=True, is_staff=True
    )
    told = 0
    for person in people.order_by("pk"):
        told += bool(person.email)
        if person.email:
            queue_email(
                kind="daily_checks",
                dedupe_key=f"daily_checks:{day}:{person.pk}",
                to=person.email,
                ids={"run": run.pk, "user": person.pk},
                about=f"invariant_run:{run.pk}",
            )
    return told
