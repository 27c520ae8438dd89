"""What staff write about an application while they decide, and nobody has told the outcome yet.

Decisions are released, not leaked (domain document 4.1): until an outcome is told, the download of
a person's own data gives away no more of it than the pages do.
"""

from __future__ import annotations

from datetime import datetime

from applicants.choices import Event, Status
from applicants.desk.beside import notes_of
from applicants.desk.models import StaffNote, StaffTask
from applicants.models import Application, StatusChange
from applicants.pipeline import ACTIVE

# Here the outcome of the last step is told, and the next one is not about to be decided.
ALL_IS_TOLD = frozenset({Status.INELIGIBLE_AUTO, Status.OFFER_FINAL})
TELLS = (
    Event.SETTLE_ELIGIBILITY,
    Event.OVERTURN,
    Event.INVITE_TO_INTERVIEW,
    Event.REINSTATE,
    Event.MAKE_OFFER,
)


def untold_since(application: Application) -> datetime | None:
    """Since when nothing was told: the last outcome, else the beginning. None when all is told."""
    status = Status(application.status)
    if status not in ACTIVE or status in ALL_IS_TOLD:
        return None
    told = StatusChange.objects.filter(application=application, event__in=TELLS)
    last = told.order_by("-sequence").values_list("at", flat=True).first()
    return last or application.created_at


def told_notes(application: Application) -> tuple[list[StaffNote], int]:
    """The notes that may be given, oldest first, and how many come with the next outcome."""
    notes, since = list(notes_of(application)), untold_since(application)
    told = [one for one in notes if since is None or one.written_at < since]
    return told, len(notes) - len(told)


def told_tasks(application: Application) -> list[StaffTask]:
    """The tasks of staff that may be given."""
    since = untold_since(application)
    tasks = StaffTask.objects.filter(application=application).order_by("set_at", "pk")
    return [one for one in tasks if since is None or one.set_at < since]
