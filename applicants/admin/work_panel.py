"""The form pages of a panel: a member's scorecard, going on without one, and the result."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from applicants.admin.work import WorkPage
from applicants.forms.staff import StaffForm
from applicants.forms.staff_panel import GoOnForm, ResultForm, ScorecardForm
from applicants.models import Interview, Moderation, Scorecard
from applicants.selectors.candidate import interview_of
from applicants.selectors.interview_subjects import subjects_of
from applicants.selectors.panel import own_card, panel_of, result_is_for, standing_of
from applicants.selectors.staff_case import agreed_arrangement
from applicants.services.interviewing import record_interview_result
from applicants.services.scorecards import go_on_without_scorecards, save_scorecard
from recruitment.accounts.roles import Right
from vacancies.scoring import pass_mark_of, scale_of

SEND = "send"


class ScorecardPage(WorkPage):
    """One's own scorecard, with the questions and what was agreed so that the candidate can take
    part. Nobody else's is shown here."""

    name = "scorecard"
    title = "Your scorecard"
    right = Right.SCORE_INTERVIEWS
    template_name = "applicants/staff/scorecard.html"
    button = "Send the scorecard"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return super().get(request, **kwargs) if self._is_mine() else self.refuse()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self._is_mine():
            return self.refuse()
        self.done = "Your scorecard is sent." if self._sends() else "Saved. It is not sent yet."
        return super().post(request, **kwargs)

    def _is_mine(self) -> bool:
        return self.user in panel_of(self.application)

    def _sends(self) -> bool:
        return SEND in self.request.POST

    def form_class(self) -> type[StaffForm]:
        return ScorecardForm

    def form_options(self) -> dict[str, Any]:
        interview = interview_of(self.application)
        self.card = own_card(self.application, interview, self.user) if interview else None
        self.subjects = subjects_of(self.application.vacancy)
        return {
            "subjects": self.subjects,
            "scale": scale_of(self.application.vacancy.score_scale),
            "card": self.card,
            "send": self._sends(),
        }

    def save(self, form: ScorecardForm) -> Scorecard:
        return save_scorecard(
            application_id=self.application.pk, by=self.user, given=form.given, send=form.send
        )

    def show(self, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        rows = [
            (one, form[f"score_{one.field}"], form[f"note_{one.field}"]) for one in self.subjects
        ]
        vacancy = self.application.vacancy
        values = scale_of(vacancy.score_scale).values
        return super().show(
            form,
            status=status,
            rows=rows,
            interview=interview_of(self.application),
            arrangement=agreed_arrangement(self.application),
            sent_at=self.card.sent_at if self.card else None,
            scale=f"{values[0]} to {values[-1]}; the pass mark is {pass_mark_of(vacancy)}",
        )


class GoOnPage(WorkPage):
    """The chair says why the panel goes on without a member's scorecard."""

    name = "go_on"
    title = "Go on without a scorecard"
    right = Right.SET_INTERVIEWS
    button = "Go on without it"
    done = "You can read the scorecards now and record the result."
    explains = (
        "The scorecards that were sent are shown then, and nobody can send one any more. Your "
        "reason stays with the result."
    )

    def form_class(self) -> type[StaffForm]:
        return GoOnForm

    def save(self, form: GoOnForm) -> Moderation:
        return go_on_without_scorecards(
            application_id=self.application.pk, by=self.user, reason=form.cleaned_data["reason"]
        )


class ResultPage(WorkPage):
    """What the panel found: its scorecards, the agreed scores, and the result."""

    name = piece = "result"
    title = "The panel's result"
    right = Right.SET_INTERVIEWS
    template_name = "applicants/staff/result.html"
    button = "Save the result"
    explains = "The candidate is told nothing by this. The outcome is released from the case page."
    done = "The result is saved."

    def form_class(self) -> type[StaffForm]:
        return ResultForm

    def form_options(self) -> dict[str, Any]:
        interview = interview_of(self.application)
        self.panel = standing_of(self.application, interview) if interview else None
        self.subjects = subjects_of(self.application.vacancy)
        return {
            "subjects": self.subjects,
            "scale": scale_of(self.application.vacancy.score_scale),
            "needed": self.panel is not None and self.panel.is_needed,
        }

    def initial(self) -> dict[str, Any]:
        interview = interview_of(self.application)
        if interview is None:
            return {}
        agreed = standing_of(self.application, interview).agreed
        scores = {f"agreed_{one.subject.replace(':', '_')}": one.score for one in agreed}
        return {"result": interview.result, "note": interview.result_note, **scores}

    def save(self, form: ResultForm) -> Interview:
        return record_interview_result(
            application_id=self.application.pk,
            by=self.user,
            result=form.cleaned_data["result"],
            note=form.cleaned_data["note"],
            scores=form.scores,
            expected_version=form.seen_version,
            expected_piece=form.seen_piece,
        )

    def show(self, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        return super().show(
            form,
            status=status,
            panel=self.panel,
            is_mine=result_is_for(self.user, self.application),
            arrangement=agreed_arrangement(self.application),
            agreed_fields=[form[f"agreed_{one.field}"] for one in self.subjects],
            **more,
        )
