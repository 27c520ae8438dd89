"""Notes and tasks beside an application, and who looks after it. Each change is in the audit log;
its words are not."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.desk.beside import colleagues_for
from applicants.desk.models import NOTE_LENGTH, Assignment, StaffNote, StaffTask
from applicants.errors import GuardFailed, NotAllowed
from applicants.models import Application
from applicants.policies import may_work_on
from applicants.services.transition import lock_application
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record


@transaction.atomic
def add_note(*, application_id: UUID, by: User, text: str) -> StaffNote:
    """Write a note for colleagues. Raises Refused."""
    application = _open(application_id, by, Right.READ_APPLICATIONS)
    words = text.strip()
    if not words:
        raise GuardFailed("Write a note.")
    note = StaffNote.objects.create(
        application=application, author=by, text=words[:NOTE_LENGTH], written_at=timezone.now()
    )
    record(action="note.add", by=by, target=application, after={"note": note.pk})
    return note


@transaction.atomic
def add_task(
    *, application_id: UUID, by: User, what: str, owner_id: int, due_on: date
) -> StaffTask:
    """Give a colleague of the vacancy's team, or oneself, something to do. Raises Refused."""
    application = _open(application_id, by, Right.READ_APPLICATIONS)
    if not what.strip():
        raise GuardFailed("Write what is to be done.")
    owner = by if owner_id == by.pk else _colleague(application, owner_id)
    task = StaffTask.objects.create(
        application=application,
        what=what.strip(),
        owner=owner,
        due_on=due_on,
        set_by=by,
        set_at=timezone.now(),
    )
    record(
        action="task.add",
        by=by,
        target=application,
        after={"task": task.pk, "owner": owner.pk, "due_on": due_on.isoformat()},
    )
    return task


@transaction.atomic
def finish_task(*, application_id: UUID, task_id: int, by: User) -> StaffTask:
    """Say that it is done, whoever it was given to. Raises Refused where somebody was faster."""
    application = _open(application_id, by, Right.READ_APPLICATIONS)
    task = StaffTask.objects.select_related("done_by").get(application=application, pk=task_id)
    if not task.is_open:
        who = task.done_by.display_name if task.done_by else "A colleague"
        raise GuardFailed(f"{who} has done this already.")
    task.done_by, task.done_at = by, timezone.now()
    task.save(update_fields=["done_by", "done_at"])
    record(action="task.finish", by=by, target=application, after={"task": task.pk})
    return task


@transaction.atomic
def assign(*, application_id: UUID, by: User, owner_id: int) -> Assignment:
    """Let a colleague look after an application, in the place of whoever did. Raises Refused."""
    application = _open(application_id, by, Right.MOVE_APPLICATIONS)
    owner = _colleague(application, owner_id)
    before = Assignment.objects.filter(application=application).first()
    if before is not None and before.owner_id == owner.pk:
        raise GuardFailed(f"{owner.display_name} looks after this application already.")
    now = timezone.now()
    after, _ = Assignment.objects.update_or_create(
        application=application, defaults={"owner": owner, "assigned_by": by, "assigned_at": now}
    )
    record(
        action="application.assign",
        by=by,
        target=application,
        before={"owner": before.owner_id} if before else {},
        after={"owner": owner.pk},
    )
    return after


def _open(application_id: UUID, by: User, right: Right) -> Application:
    """The application with its row locked, if this person may work on it."""
    application = lock_application(application_id)
    allowed = may_work_on(by, application, right)
    if not allowed:
        raise NotAllowed(allowed.why)
    return application


def _colleague(application: Application, user_id: int) -> User:
    found = colleagues_for([application.vacancy_id]).filter(pk=user_id).first()
    if found is None:
        raise GuardFailed("Choose somebody of this vacancy's team who may read applications.")
    if found.pk == application.candidate.user_id:
        raise GuardFailed("This is their own application. Choose somebody else.")
    return found
