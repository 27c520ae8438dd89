"""A run as its page shows it: how far it is, what it did, what was skipped and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from applicants.desk.bulk_actions import BULK_ACTIONS, BulkAction
from applicants.desk.models import BulkItem, BulkRun
from applicants.desk.services.outcomes import unmet_by_application
from applicants.selectors.staff import applications_for_staff
from recruitment.access.device import Device
from recruitment.accounts.models import User

REASONS_SHOWN = 20
Outcome = BulkItem.Outcome


@dataclass(frozen=True, slots=True)
class RunView:
    """The numbers of a run; `reasons` says why how many are skipped, the most frequent first."""

    run: BulkRun
    action: BulkAction
    total: int
    checked: int
    ready: int
    done: int
    skipped: int
    reasons: list[tuple[str, int]]

    @property
    def is_busy(self) -> bool:
        """True while a worker is at it."""
        return self.run.state in (BulkRun.State.CHECKING, BulkRun.State.RUNNING)

    @property
    def finished(self) -> int:
        """How many need nothing more, while it is under way."""
        return self.done + self.skipped


def find_run(user: User, run_id: int) -> BulkRun | None:
    """One of one's own runs."""
    runs = BulkRun.objects.select_related("owner")
    return runs.filter(owner=user, pk=run_id).first() if run_id < 2**63 else None


def runs_of(user: User, *, most: int = 20) -> list[tuple[BulkRun, BulkAction]]:
    """One's newest runs."""
    rows = BulkRun.objects.filter(owner=user)[:most]
    return [(run, BULK_ACTIONS[run.action]) for run in rows if run.action in BULK_ACTIONS]


def view_of(run: BulkRun) -> RunView:
    """Two queries, whatever its size."""
    rows = run.items.order_by().values_list("outcome").annotate(number=Count("pk"))
    counts: dict[str, int] = dict(rows)
    total = sum(counts.values())
    why = run.items.exclude(why="").order_by().values_list("why").annotate(number=Count("pk"))
    return RunView(
        run=run,
        action=BULK_ACTIONS[run.action],
        total=total,
        checked=total - counts.get(Outcome.UNCHECKED, 0),
        ready=counts.get(Outcome.READY, 0),
        done=counts.get(Outcome.DONE, 0),
        skipped=counts.get(Outcome.BLOCKED, 0) + counts.get(Outcome.SKIPPED, 0),
        reasons=list(why.order_by("-number", "why")[:REASONS_SHOWN]),
    )


def items_of(
    run: BulkRun, *outcomes: BulkItem.Outcome, user: User, device: Device | None
) -> QuerySet[BulkItem]:
    """Its applications with these outcomes, as far as this person may see them here and now."""
    scope = applications_for_staff(user, device=device).order_by().values("pk")
    found = run.items.filter(outcome__in=outcomes, application__in=scope)
    return found.select_related("application__vacancy").order_by("pk")


def note_unmet(action: BulkAction, items: Iterable[BulkItem]) -> None:
    """Give each item of a page, as `unmet`, the criteria of which its candidate will read that
    they were not met. As many queries for one as for a hundred."""
    if not action.turns_down:
        return
    found = unmet_by_application(action, [item.application for item in items])
    for item in items:
        item.unmet = found.get(item.application_id, [])  # type: ignore[attr-defined]
