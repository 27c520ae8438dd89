"""The candidate's interview: confirm a date, choose or change a time, take it into a calendar."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from applicants.choices import Status
from applicants.emails.interviews import FILENAME, calendar_entry
from applicants.errors import Refused
from applicants.forms.interview import NO, InterviewReplyForm, SlotForm
from applicants.models import Application, Interview
from applicants.selectors.candidate import get_own_application, interview_of
from applicants.selectors.slots import free_slots, wish_of
from applicants.services.attending import ask_for_another_date, choose_slot, confirm_interview
from applicants.views.after import show, user_of
from applicants.views.task_lines import open_questions
from applicants.views.typed import keeps_typed, typed_before
from recruitment.accounts.models import User
from recruitment.ui.calendar_files import MIMETYPE
from recruitment.ui.dates import london_datetime

TOLD = "We have told the recruitment team. They will write to you about another date."


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def interview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer an invitation: the date that is set, or one of the times that are offered."""
    application = get_own_application(request, pk)
    if application.status not in (Status.INT_INVITED, Status.INT_BOOKED):
        return redirect("applicants:status", pk=pk)
    invited = interview_of(application)
    if invited is not None and invited.slot is None:
        return _answer(request, application, invited)
    return _choose(request, application, invited)


def _answer(request: HttpRequest, application: Application, invited: Interview) -> HttpResponse:
    form = InterviewReplyForm(
        request.POST if request.method == "POST" else None,
        initial={"version": application.version},
    )
    form = typed_before(request, form)
    if request.method == "POST" and form.is_valid():
        try:
            said = _send_answer(application, user_of(request), form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, said)
            return redirect("applicants:status", pk=application.pk)
    questions = open_questions(application)
    return show(
        request,
        "applicants/interview.html",
        application,
        form,
        interview=invited,
        questions=questions,
    )


def _send_answer(application: Application, user: User, answer: dict[str, Any]) -> str:
    if answer["attending"] == NO:
        ask_for_another_date(application_id=application.pk, by=user, note=answer["note"])
        return TOLD
    if application.status == Status.INT_INVITED:
        confirm_interview(
            application_id=application.pk, by=user, expected_version=answer["version"]
        )
    return "Thank you. Your interview is confirmed."


def _choose(
    request: HttpRequest, application: Application, invited: Interview | None
) -> HttpResponse:
    slots = free_slots(application, at=timezone.now())
    form = SlotForm(
        request.POST if request.method == "POST" else None,
        slots=slots,
        initial={"version": application.version},
    )
    form = typed_before(request, form)
    if request.method == "POST" and form.is_valid():
        try:
            said = _send_choice(application, user_of(request), form)
        except Refused as refused:
            form.add_error("slot", str(refused))
        else:
            messages.success(request, said)
            return redirect("applicants:status", pk=application.pk)
    slot = invited.slot if invited else None
    return show(
        request,
        "applicants/interview_times.html",
        application,
        form,
        interview=invited,
        wish=wish_of(application),
        has_times=bool(slots),
        questions=open_questions(application),
        may_change=slot is None or timezone.now() < slot.change_until,
    )


def _send_choice(application: Application, user: User, form: SlotForm) -> str:
    slot_id = form.chosen
    if slot_id is None:
        ask_for_another_date(application_id=application.pk, by=user, note=form.cleaned_data["note"])
        return TOLD
    chosen = choose_slot(
        application_id=application.pk,
        slot_id=slot_id,
        by=user,
        expected_version=form.cleaned_data["version"],
    )
    return f"Your interview is booked: {london_datetime(chosen.starts_at)}."


@require_safe
def calendar(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The calendar file of a booked interview."""
    application = get_own_application(request, pk)
    booked = interview_of(application)
    if booked is None or application.status != Status.INT_BOOKED:
        raise Http404
    entry = calendar_entry(booked, application, status="CONFIRMED")
    response = HttpResponse(entry.as_bytes(), content_type=f"{MIMETYPE}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{FILENAME}"'
    return response
