"""The form pages of sift and interview."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse

from applicants.admin.work import WorkPage
from applicants.forms.staff import StaffForm
from applicants.forms.staff_selection import (
    InterviewForm,
    ResultForm,
    ScoreForm,
    interview_initial,
)
from applicants.models import Application, Interview
from applicants.selectors.candidate import interview_of
from applicants.selectors.staff_answers import evidence_sections
from applicants.selectors.staff_case import scores_by_criterion
from applicants.services.interviewing import (
    INVITED,
    arrange_interview,
    invite_to_choose,
    record_interview_result,
)
from applicants.services.sifting import record_sift_scores
from recruitment.accounts.roles import Right
from vacancies.scoring import guide_lines, pass_mark_of, scale_of


class ScorePage(WorkPage):
    """The evidence beside the scores: no name, and no other marker's score."""

    name = "score"
    title = "Score the evidence"
    right = Right.SCORE_APPLICATIONS
    template_name = "applicants/staff/score.html"
    button = "Save the scores"
    done = "The scores are saved."

    def form_class(self) -> type[StaffForm]:
        return ScoreForm

    def form_options(self) -> dict[str, Any]:
        self.rows = scores_by_criterion(self.application, marker=self.user)
        return {"criteria": self.rows, "scale": scale_of(self.application.vacancy.score_scale)}

    def save(self, form: ScoreForm) -> None:
        record_sift_scores(application_id=self.application.pk, by=self.user, marks=form.marks)

    def show(self, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        rows = [
            (
                row.criterion,
                form[f"score_{row.criterion.code}"],
                form[f"comment_{row.criterion.code}"],
                guide_lines(row.criterion.guide),
            )
            for row in self.rows
        ]
        return super().show(
            form,
            status=status,
            rows=rows,
            sections=evidence_sections(self.application),
            explains=self._explanation(),
        )

    def _explanation(self) -> str:
        vacancy = self.application.vacancy
        values, needed = scale_of(vacancy.score_scale).values, pass_mark_of(vacancy)
        return (
            "The candidate is told nothing by this. Score each criterion from "
            f"{values[0]} to {values[-1]}. The pass mark of each is {needed}."
        )


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


class ResultPage(WorkPage):
    """What the panel found."""

    name = piece = "result"
    title = "The panel's result"
    right = Right.SET_INTERVIEWS
    button = "Save the result"
    explains = "The candidate is told nothing by this. The outcome is released from the case page."
    done = "The result is saved."

    def form_class(self) -> type[StaffForm]:
        return ResultForm

    def initial(self) -> dict[str, Any]:
        interview = interview_of(self.application)
        if interview is None:
            return {}
        return {"result": interview.result, "note": interview.result_note}

    def save(self, form: ResultForm) -> Interview:
        return record_interview_result(
            application_id=self.application.pk,
            by=self.user,
            result=form.cleaned_data["result"],
            note=form.cleaned_data["note"],
            expected_version=form.seen_version,
            expected_piece=form.seen_piece,
        )
