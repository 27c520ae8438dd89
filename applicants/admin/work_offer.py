"""The form pages of the offer and of the checks that follow it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from applicants.admin.work import WorkPage
from applicants.choices import CheckKind
from applicants.forms.staff import StaffForm
from applicants.forms.staff_offer import (
    CheckForm,
    LineManagerForm,
    OfferForm,
    ResendForm,
    StartDateForm,
)
from applicants.models import Offer
from applicants.selectors.staff_case import find_check, find_verification
from applicants.selectors.verification import named_instead
from applicants.services.appointing import set_start_date
from applicants.services.checking import record_check
from applicants.services.offering import default_reply_by, prepare_offer
from applicants.services.verifying import ask_line_manager, resend_verification
from recruitment.accounts.roles import Right
from vacancies.wording import pay_in_short


class OfferPage(WorkPage):
    """Prepares the conditional offer."""

    name = piece = "offer"
    title = "Conditional offer"
    right = Right.MAKE_OFFERS
    button = "Save the offer"
    explains = "Nothing is sent yet. Send the offer from the case page afterwards."
    done = "The offer is saved."

    def form_class(self) -> type[StaffForm]:
        return OfferForm

    def initial(self) -> dict[str, Any]:
        offer: Offer | None = getattr(self.application, "offer", None)
        if offer is not None:
            return {
                "salary_text": offer.salary_text,
                "reply_by": offer.reply_by,
                "start_on": offer.start_on,
            }
        vacancy = self.application.vacancy
        return {
            "salary_text": pay_in_short(vacancy) or vacancy.pay_note,
            "reply_by": default_reply_by(today=timezone.localdate()),
        }

    def save(self, form: OfferForm) -> Offer:
        return prepare_offer(
            application_id=self.application.pk,
            by=self.user,
            salary_text=form.cleaned_data["salary_text"],
            reply_by=form.cleaned_data["reply_by"],
            start_on=form.cleaned_data["start_on"],
            expected_version=form.seen_version,
            expected_piece=form.seen_piece,
        )


class StartDatePage(WorkPage):
    """Sets the first day."""

    name = "start_date"
    piece = "offer"
    title = "Start date"
    right = Right.MAKE_OFFERS
    button = "Save the start date"
    explains = "The candidate reads it when the offer is confirmed."
    done = "The start date is saved."

    def form_class(self) -> type[StaffForm]:
        return StartDateForm

    def initial(self) -> dict[str, Any]:
        offer: Offer | None = getattr(self.application, "offer", None)
        return {"start_on": offer.start_on} if offer else {}

    def save(self, form: StartDateForm) -> Offer:
        return set_start_date(
            application_id=self.application.pk,
            by=self.user,
            start_on=form.cleaned_data["start_on"],
            expected_version=form.seen_version,
            expected_piece=form.seen_piece,
        )


class CheckPage(WorkPage):
    """How far one check is."""

    name = "check"
    right = Right.RECORD_CHECKS
    button = "Save"
    explains = (
        "The candidate sees the state on their own page; no email is sent. "
        "Write nothing here about what a check found."
    )
    done = "The check is saved."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if kwargs["kind"] not in CheckKind.values:
            raise Http404
        self.piece = f"check:{kwargs['kind']}"
        return super().dispatch(request, *args, **kwargs)

    def form_class(self) -> type[StaffForm]:
        return CheckForm

    def form_options(self) -> dict[str, Any]:
        check = find_check(self.application, self.kwargs["kind"])
        if check is None:
            raise Http404
        return {"check": check}

    def save(self, form: CheckForm) -> Model:
        return record_check(
            application_id=self.application.pk,
            by=self.user,
            kind=self.kwargs["kind"],
            state=form.cleaned_data["state"],
            expected_state=form.cleaned_data["seen"],
            expected_piece=form.seen_piece,
            reached=form.cleaned_data.get("reached"),
        )

    def show(self, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        title = f"Check: {CheckKind(self.kwargs['kind']).label.lower()}"
        return super().show(form, status=status, title=title)


class LineManagerPage(WorkPage):
    """Asks a line manager where the first one was not the right one."""

    name = piece = "line_manager"
    title = "Ask the line manager"
    right = Right.RECORD_CHECKS
    button = "Send the questions"
    explains = "The line manager is sent a secure link. The candidate sees that we have asked."
    done = "The line manager has been asked."

    def form_class(self) -> type[StaffForm]:
        return LineManagerForm

    def initial(self) -> dict[str, Any]:
        offer: Offer | None = getattr(self.application, "offer", None)
        name, email = named_instead(self.application)
        if not email and offer is not None:
            name, email = offer.line_manager_name, offer.line_manager_email
        return {"manager_name": name, "manager_email": email}

    def save(self, form: LineManagerForm) -> Model:
        return ask_line_manager(
            application_id=self.application.pk,
            by=self.user,
            manager_name=form.cleaned_data["manager_name"],
            manager_email=form.cleaned_data["manager_email"],
            despite_conflict=form.cleaned_data["despite"],
            expected_piece=form.seen_piece,
        )


class ResendPage(LineManagerPage):
    """Sends a fresh link, to a corrected address where it was wrong. The old link dies."""

    name = "resend"
    title = "Send the link again"
    button = "Send a fresh link"
    explains = "The line manager is sent a fresh link for 14 days. The old link stops working."
    done = "A fresh link is on its way."

    def form_class(self) -> type[StaffForm]:
        return ResendForm

    def initial(self) -> dict[str, Any]:
        request = find_verification(self.application, self.kwargs["request_id"])
        if request is None:
            raise Http404
        return {"manager_name": request.manager_name, "manager_email": request.manager_email}

    def save(self, form: LineManagerForm) -> Model:
        return resend_verification(
            request_id=self.kwargs["request_id"],
            by=self.user,
            manager_name=form.cleaned_data["manager_name"],
            manager_email=form.cleaned_data["manager_email"],
            expected_piece=form.seen_piece,
        )
