"""A colleague's own part of the desk in their data, and its end with the account."""

from __future__ import annotations

from applicants.desk.models import Assignment, BulkRun, SavedView
from recruitment.accounts.holdings import Held, Holder, register_holder
from recruitment.accounts.models import User
from recruitment.ui.dates import london_datetime


def read(user: User) -> Held | None:
    """Saved views, and what they did to many applications at once."""
    lines = [(f"Saved view: {one.name}", one.query) for one in SavedView.objects.filter(owner=user)]
    lines += [
        (f"Many at once: {run.action}", london_datetime(run.started_at))
        for run in BulkRun.objects.filter(owner=user)
    ]
    return Held("desk", "Your desk", lines) if lines else None


def forget(user: User) -> None:
    """Whoever leaves looks after nothing any more; what they did stays in the audit log."""
    SavedView.objects.filter(owner=user).delete()
    BulkRun.objects.filter(owner=user).delete()
    Assignment.objects.filter(owner=user).delete()


def register() -> None:
    """Called once, from apps.py."""
    register_holder(Holder("desk", read, forget))
