"""What stands beside an application: notes, tasks, and who looks after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from applicants.desk.models import Assignment, StaffNote, StaffTask
from applicants.models import Application
from recruitment.accounts.models import User
from recruitment.accounts.roles import RIGHTS, Right


@dataclass(frozen=True, slots=True)
class Beside:
    """For the case page. `late` are the open tasks whose last day has passed."""

    notes: list[StaffNote]
    open_tasks: list[StaffTask]
    done_tasks: list[StaffTask]
    looked_after_by: str
    late: frozenset[int] = field(default_factory=frozenset)


def beside(application: Application, *, today: date) -> Beside:
    """Two queries, whatever there is, for an application from `find_application`."""
    notes = StaffNote.objects.filter(application=application).select_related("author")
    tasks = list(
        StaffTask.objects.filter(application=application)
        .select_related("owner", "done_by")
        .order_by("due_on", "pk")
    )
    assignment: Assignment | None = getattr(application, "assignment", None)
    still_open = [one for one in tasks if one.is_open]
    return Beside(
        notes=list(notes),
        open_tasks=still_open,
        done_tasks=[one for one in tasks if not one.is_open],
        looked_after_by=assignment.owner.display_name if assignment else "",
        late=frozenset(one.pk for one in still_open if one.due_on < today),
    )


def find_task(application: Application, task_id: int) -> StaffTask | None:
    """One task of this application."""
    return StaffTask.objects.filter(application=application, pk=task_id).first()


def notes_of(application: Application) -> QuerySet[StaffNote]:
    """The notes, oldest first."""
    return StaffNote.objects.filter(application=application).order_by("written_at", "pk")


def colleagues_for(vacancy_ids: Iterable[int] | QuerySet[Any, Any]) -> QuerySet[User]:
    """Who may be given an application of one of these vacancies: people of its team who read
    applications."""
    readers = [role.value for role, rights in RIGHTS.items() if Right.READ_APPLICATIONS in rights]
    return (
        User.objects.filter(
            is_active=True, groups__name__in=readers, vacancy_teams__vacancy_id__in=vacancy_ids
        )
        .distinct()
        .order_by(F("last_name"), "first_name", "pk")
    )
