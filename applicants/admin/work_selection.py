"""The form pages of the interview."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse

from applicants.admin.work import WorkPage
from applicants.forms.staff import StaffForm
from applicants.forms.staff_selection import (
    InterviewForm,
    interview_initial,
)
from applicants.models import Application, Interview
from applicants.selectors.candidate import interview_of
from applicants.services.interviewing import (
    INVITED,
    arrange_interview,
    invite_to_choose,
)
from recruitment.accounts.roles import Right


class InterviewPage(WorkPage):
    """Sets an interview or changes it."""

    name = piece = "interview"
    title = "Interview"
    right = Right.SET_INTERVIEWS
    done = "The interview is saved."

    def form_class(self) -> type[StaffForm]:
        return InterviewForm

    def initial(self) -> dict[str, Any]:
        return dict(interview_initial(interview_of(self.application)))

    def save(self, form: InterviewForm) -> Interview:
        return arrange_interview(
            application_id=self.application.pk,
            by=self.user,
            arrangement=form.arrangement,
            expected_version=form.seen_version,
            expected_piece=form.seen_piece,
        )

    def show(self, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        if self.application.status in INVITED:
            button = "Save and invite again"
            explains = "The candidate is sent the new date and place, and is asked to confirm."
        else:
            button = "Save the interview"
            explains = "Nobody is told yet. Invite the candidate from the case page afterwards."
        return super().show(form, status=status, button=button, explains=explains)


class ChooseAgainPage(WorkPage):
    """Lets a candidate choose one of the offered times after they missed theirs, or could not come
    on the date that was set."""

    name = "choose_again"
    title = "Invite again, to choose a time"
    right = Right.SET_INTERVIEWS
    button = "Invite again"
    explains = (
        "The candidate is asked to choose one of the times that you offer. A date that was set for "
        "them is given up."
    )
    done = "The candidate is asked to choose a time."

    def form_class(self) -> type[StaffForm]:
        return StaffForm

    def save(self, form: StaffForm) -> Application:
        return invite_to_choose(
            application_id=self.application.pk,
            by=self.user,
            expected_version=form.seen_version,
        )
