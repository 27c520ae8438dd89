"""What is and was open about an application's eligibility, with the candidate's words and files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from applicants.choices import Event, WorkKind
from applicants.models import Application, EligibilityWork
from applicants.models.eligibility_work import FILES_OF_WORK
from applicants.selectors.staff import applications_for_staff
from applicants.workdays import working_days_between
from recruitment.access.device import Device
from recruitment.accounts.models import User
from recruitment.uploads.models import StoredFile


@dataclass(frozen=True, slots=True)
class WorkView:
    """One piece of work in words. `clock` says how much time is left, "" once it is closed."""

    kind: str
    label: str
    owner: str
    owner_id: int | None
    opened_at: datetime
    due_on: date
    clock: str
    is_open: bool
    is_overdue: bool
    may_extend: bool
    statement: str
    stated_at: datetime | None
    outcome: str
    files: list[StoredFile] = field(default_factory=list)


def work_of(application: Application, *, at: datetime) -> list[WorkView]:
    """Everything that was ever open, newest first. Two queries."""
    rows = list(
        EligibilityWork.objects.filter(application=application)
        .select_related("owner")
        .order_by("-opened_at", "-pk")
    )
    keys = [str(row.pk) for row in rows]
    files: dict[str, list[StoredFile]] = {}
    for one in StoredFile.objects.filter(owner_kind=FILES_OF_WORK, owner_id__in=keys):
        files.setdefault(one.owner_id, []).append(one)
    today = timezone.localdate(at)
    return [_view(row, files.get(str(row.pk), []), today) for row in rows]


def open_work_of(application: Application, *, at: datetime) -> WorkView | None:
    """What is open now."""
    return next((one for one in work_of(application, at=at) if one.is_open), None)


def _view(row: EligibilityWork, files: list[StoredFile], today: date) -> WorkView:
    ended = row.closed_by_event
    return WorkView(
        kind=row.kind,
        label=str(WorkKind(row.kind).label),
        owner=row.owner.display_name if row.owner else "",
        owner_id=row.owner_id,
        opened_at=row.opened_at,
        due_on=row.due_on,
        clock=clock(row, today) if row.is_open else "",
        is_open=row.is_open,
        is_overdue=row.is_overdue_on(today),
        may_extend=row.is_open and row.kind == WorkKind.EVIDENCE and row.extended_at is None,
        statement=row.statement,
        stated_at=row.stated_at,
        outcome=str(Event(ended).label) if ended else "",
        files=files,
    )


def clock(row: EligibilityWork, today: date) -> str:
    """The time that is left in the days that count for it: calendar days for the candidate,
    working days for staff."""
    if row.due_on < today:
        return "Overdue"
    if row.kind == WorkKind.EVIDENCE:
        left, unit = (row.due_on - today).days, "day"
    else:
        left, unit = working_days_between(today, row.due_on), "working day"
    if not left:
        return "Due today"
    return f"{left} {unit}{'' if left == 1 else 's'} left"


def queue_for(user: User, *, device: Device | None) -> QuerySet[EligibilityWork]:
    """Open work on applications that this person may see, the most urgent first."""
    mine = applications_for_staff(user, device=device).order_by()
    return (
        EligibilityWork.objects.filter(closed_at__isnull=True, application__in=mine)
        .select_related("application__vacancy", "owner")
        .order_by("due_on", "pk")
    )
