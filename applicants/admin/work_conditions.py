"""The pages of an offer's conditions, and of a start that is deferred."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from applicants.admin.work import WorkPage
from applicants.choices import ConditionState, Event
from applicants.forms.staff import StaffForm
from applicants.forms.staff_conditions import ConditionForm, DeferForm, WaiveForm
from applicants.models import Offer, OfferCondition
from applicants.pipeline import STEPS
from applicants.selectors.conditions import ConditionRow, find_condition
from applicants.services.conditions import settle_condition, take_waiver_back, waive_condition
from applicants.services.deferring import default_confirm_by, defer_start
from recruitment.accounts.roles import Right


class _OneCondition(WorkPage):
    """A page of one condition."""

    row: ConditionRow

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.piece = f"condition:{kwargs['code']}"
        return super().dispatch(request, *args, **kwargs)

    def make_form(self, data: Any = None) -> StaffForm:
        found = find_condition(self.application, self.kwargs["code"])
        if found is None:
            raise Http404
        self.row = found
        return super().make_form(data)


class ConditionPage(_OneCondition):
    """Whether a condition of the advert is met."""

    name = "condition"
    right = Right.RECORD_CHECKS
    done = "The condition is saved."
    explains = "The candidate sees on their page whether it is complete. No email is sent."

    def form_class(self) -> type[StaffForm]:
        return ConditionForm

    def initial(self) -> dict[str, Any]:
        return {"state": self.row.state, "reason": self.row.reason}

    def save(self, form: ConditionForm) -> OfferCondition:
        return settle_condition(
            application_id=self.application.pk,
            by=self.user,
            code=self.row.code,
            state=ConditionState(form.cleaned_data["state"]),
            reason=form.cleaned_data["reason"],
            expected_piece=form.seen_piece,
        )

    def show(self, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        return super().show(form, status=status, title=f"Condition: {self.row.words}", **more)


class WaivePage(_OneCondition):
    """Does without a condition, or asks for it after all."""

    name = "waive"
    right = Right.WAIVE_CONDITIONS
    done = "The condition is changed."

    def form_class(self) -> type[StaffForm]:
        return WaiveForm

    def form_options(self) -> dict[str, Any]:
        return {"is_waived": self.row.state == ConditionState.WAIVED}

    def save(self, form: WaiveForm) -> OfferCondition:
        given: dict[str, Any] = {
            "application_id": self.application.pk,
            "by": self.user,
            "code": self.row.code,
            "expected_piece": form.seen_piece,
        }
        if form.is_waived:
            return take_waiver_back(**given)
        return waive_condition(**given, reason=form.cleaned_data["reason"])

    def show(self, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        if self.row.state == ConditionState.WAIVED:
            what, button = "Take the waiver back", "Take it back"
            explains = f"Waived by {self.row.who}. Reason: {self.row.reason}"
        else:
            what, button = "Waive a condition", "Waive it"
            explains = "The offer can then be confirmed without it. Your reason is on record."
        title = f"{what}: {self.row.words}"
        return super().show(form, status=status, title=title, button=button, explains=explains)


class DeferPage(WorkPage):
    """Moves the first day, and asks the candidate to confirm it."""

    name = "defer"
    piece = "offer"
    title = "Defer the start"
    right = Right.MAKE_OFFERS
    button = "Defer the start"
    explains = STEPS[Event.DEFER].tells
    done = "The start is deferred. The candidate is asked to confirm the new date."

    def form_class(self) -> type[StaffForm]:
        return DeferForm

    def initial(self) -> dict[str, Any]:
        return {"confirm_by": default_confirm_by(today=timezone.localdate())}

    def save(self, form: DeferForm) -> Offer:
        return defer_start(
            application_id=self.application.pk,
            by=self.user,
            start_on=form.cleaned_data["start_on"],
            confirm_by=form.cleaned_data["confirm_by"],
            reason=form.cleaned_data["reason"],
            expected_version=form.seen_version,
            expected_piece=form.seen_piece,
        )
