"""The form pages of legal holds and of feedback that was asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse

from applicants.admin.work import WorkPage
from applicants.forms.staff import FeedbackAnswerForm, HoldForm, StaffForm
from applicants.models import FeedbackRequest, LegalHold
from applicants.selectors.staff_records import feedback_of, hold_of
from applicants.services.feedback import answer_feedback
from applicants.services.retaining import lift_hold, place_hold
from recruitment.accounts.roles import Right


class HoldPage(WorkPage):
    """Stops the clock of deletion, or lets it run again."""

    name = "hold"
    title = "Legal hold"
    right = Right.MANAGE_HOLDS
    done = "The hold is changed."

    def form_class(self) -> type[StaffForm]:
        return HoldForm

    def form_options(self) -> dict[str, Any]:
        return {"lifting": hold_of(self.application) is not None}

    def save(self, form: HoldForm) -> LegalHold | None:
        if form.lifting:
            lift_hold(application=self.application, by=self.user)
            return None
        reason = form.cleaned_data["reason"]
        return place_hold(application=self.application, by=self.user, reason=reason)

    def show(self, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        hold = hold_of(self.application)
        if hold is None:
            button = "Place the hold"
            explains = "Nothing of this application is deleted until you lift the hold."
        else:
            button = "Lift the hold"
            explains = f"Placed by {hold.owner.display_name}. Reason: {hold.reason}"
        return super().show(form, status=status, button=button, explains=explains)


class FeedbackPage(WorkPage):
    """Answers a candidate who asked for more feedback."""

    name = "feedback"
    title = "Feedback for the candidate"
    right = Right.RELEASE_DECISIONS
    button = "Send the feedback"
    done = "The feedback is sent."

    def form_class(self) -> type[StaffForm]:
        return FeedbackAnswerForm

    def save(self, form: FeedbackAnswerForm) -> FeedbackRequest:
        answer = form.cleaned_data["answer"]
        return answer_feedback(application=self.application, by=self.user, answer=answer)

    def show(self, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        asked = feedback_of(self.application)
        if asked is None:
            explains = "The candidate has not asked for feedback."
        elif asked.question:
            explains = f"The candidate asks: {asked.question}"
        else:
            explains = "The candidate asks for feedback, without a question."
        return super().show(form, status=status, explains=explains)
