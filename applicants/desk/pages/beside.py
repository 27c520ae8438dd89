"""The form pages of notes, tasks and who looks after an application."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from applicants.admin.work import WorkPage
from applicants.desk.beside import colleagues_for, find_task
from applicants.desk.forms import AssignForm, ConfirmForm, NoteForm, TaskForm
from applicants.desk.models import Assignment, StaffNote, StaffTask
from applicants.desk.services.noting import add_note, add_task, assign, finish_task
from applicants.forms.staff import StaffForm
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right


class NotePage(WorkPage):
    """Writes a note for colleagues."""

    name = "note"
    title = "Add a note"
    right = Right.READ_APPLICATIONS
    button = "Add the note"
    explains = "Nobody is sent an email. A note stays as it is: correct it with another one."
    done = "The note is added."

    def form_class(self) -> type[StaffForm]:
        return NoteForm

    def save(self, form: NoteForm) -> StaffNote:
        text = form.cleaned_data["text"]
        return add_note(application_id=self.application.pk, by=self.user, text=text)


class TaskPage(WorkPage):
    """Gives somebody something to do."""

    name = "task"
    title = "Add a task"
    right = Right.READ_APPLICATIONS
    button = "Add the task"
    explains = "Nobody is sent an email. The task stands on the colleague’s first page."
    done = "The task is added."

    def form_class(self) -> type[StaffForm]:
        return TaskForm

    def form_options(self) -> dict[str, Any]:
        return {"colleagues": self.colleagues()}

    def colleagues(self) -> QuerySet[User]:
        """The team, and whoever asks: reviewers and checks officers are in no team."""
        team = colleagues_for([self.application.vacancy_id]).values("pk")
        own_application = Q(pk=self.application.candidate.user_id)
        found = User.objects.filter(Q(pk__in=team) | Q(pk=self.user.pk)).exclude(own_application)
        return found.order_by("last_name", "first_name", "pk")

    def initial(self) -> dict[str, Any]:
        return {"owner": self.user.pk}

    def save(self, form: TaskForm) -> StaffTask:
        given = form.cleaned_data
        return add_task(
            application_id=self.application.pk,
            by=self.user,
            what=given["what"],
            owner_id=given["owner"].pk,
            due_on=given["due_on"],
        )


class FinishTaskPage(WorkPage):
    """Says that a task is done."""

    name = "task_done"
    title = "Finish a task"
    right = Right.READ_APPLICATIONS
    button = "It is done"
    done = "The task is finished."
    task: StaffTask

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.task_id = kwargs.pop("task_id")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.find()
        return super().get(request, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.find()
        return super().post(request, **kwargs)

    def find(self) -> None:
        found = find_task(self.application, self.task_id)
        if found is None:
            raise Http404
        self.task = found

    def form_class(self) -> type[StaffForm]:
        return ConfirmForm

    def save(self, form: ConfirmForm) -> StaffTask:
        return finish_task(application_id=self.application.pk, task_id=self.task.pk, by=self.user)

    def show(self, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        return super().show(form, status=status, explains=self.task.what)


class AssignPage(WorkPage):
    """Lets a colleague look after the application."""

    name = "assign"
    title = "Who looks after this application"
    right = Right.MOVE_APPLICATIONS
    button = "Assign"
    explains = "Nobody is sent an email. The application stands on the colleague’s first page."
    done = "Assigned."

    def form_class(self) -> type[StaffForm]:
        return AssignForm

    def form_options(self) -> dict[str, Any]:
        return {"colleagues": colleagues_for([self.application.vacancy_id])}

    def save(self, form: AssignForm) -> Assignment:
        owner = form.cleaned_data["owner"]
        return assign(application_id=self.application.pk, by=self.user, owner_id=owner.pk)
