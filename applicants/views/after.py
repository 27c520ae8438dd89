"""What a candidate does after sending: withdraw, or reply to an offer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from applicants.choices import Event, Status
from applicants.errors import Refused
from applicants.forms.offer import ACCEPT, DeferralReplyForm, OfferReplyForm
from applicants.forms.withdrawal import WithdrawalForm
from applicants.models import Application
from applicants.pipeline import STEPS
from applicants.selectors.appointment import conditions_of
from applicants.selectors.candidate import deferral_reason, get_own_application, offer_of
from applicants.selectors.sections import answers_of
from applicants.services.applying import withdraw_application
from applicants.services.deferring import reply_to_deferral
from applicants.services.offering import reply_to_offer
from applicants.views.typed import keeps_typed, typed_before
from recruitment.accounts.models import User


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Withdraw an application, or discard a draft."""
    application = get_own_application(request, pk)
    if Status(application.status) not in STEPS[Event.WITHDRAW].moves:
        return redirect("applicants:status", pk=pk)
    form = WithdrawalForm(
        request.POST if request.method == "POST" else None,
        initial={"version": application.version},
    )
    form = typed_before(request, form)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_application(
                application_id=application.pk,
                by=user_of(request),
                reason_code=form.cleaned_data["reason_code"],
                reason=form.cleaned_data["reason"],
                expected_version=form.cleaned_data["version"],
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "You have withdrawn this application.")
            return redirect("applicants:applications")
    return show(request, "applicants/withdraw.html", application, form)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reply to a conditional offer."""
    application = get_own_application(request, pk)
    made = offer_of(application)
    if application.status != Status.OFFER_COND or made is None:
        return redirect("applicants:status", pk=pk)
    named = answers_of(application, "line-manager")
    form = OfferReplyForm(
        request.POST if request.method == "POST" else None,
        internal=application.vacancy.is_internal_route,
        own_email=application.candidate.email,
        initial={
            "version": application.version,
            "line_manager_name": named.get("manager_name", ""),
            "line_manager_email": named.get("manager_email", ""),
        },
    )
    form = typed_before(request, form)
    if request.method == "POST" and form.is_valid():
        accepted = form.cleaned_data["reply"] == ACCEPT
        try:
            reply_to_offer(
                application_id=application.pk,
                by=user_of(request),
                accept=accepted,
                line_manager_name=form.cleaned_data.get("line_manager_name", ""),
                line_manager_email=form.cleaned_data.get("line_manager_email", ""),
                expected_version=form.cleaned_data["version"],
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = "You have accepted the offer." if accepted else "You have declined the offer."
            messages.success(request, said)
            return redirect("applicants:status", pk=pk)
    conditions = conditions_of(application.vacancy, timezone.localdate())
    return show(
        request, "applicants/offer.html", application, form, offer=made, conditions=conditions
    )


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def deferral(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirm a start date that was moved, or decline the offer."""
    application = get_own_application(request, pk)
    made = offer_of(application)
    if application.status != Status.DEFERRED or made is None:
        return redirect("applicants:status", pk=pk)
    form = DeferralReplyForm(
        request.POST if request.method == "POST" else None,
        initial={"version": application.version},
    )
    form = typed_before(request, form)
    if request.method == "POST" and form.is_valid():
        accepted = form.cleaned_data["reply"] == ACCEPT
        try:
            reply_to_deferral(
                application_id=application.pk,
                by=user_of(request),
                accept=accepted,
                expected_version=form.cleaned_data["version"],
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            confirmed, declined = "You have confirmed the new date.", "You have declined the offer."
            messages.success(request, confirmed if accepted else declined)
            return redirect("applicants:status", pk=pk)
    reason = deferral_reason(application)
    return show(request, "applicants/deferral.html", application, form, offer=made, reason=reason)


def user_of(request: HttpRequest) -> User:
    """Who is signed in. The pages here are for nobody else."""
    if not isinstance(request.user, User):
        raise PermissionDenied  # never reached: sign-in is required by default
    return request.user


def show(
    request: HttpRequest,
    template: str,
    application: Application,
    form: forms.Form,
    **context: Any,
) -> HttpResponse:
    """A page of one application with its form."""
    context |= {"application": application, "vacancy": application.vacancy, "form": form}
    return render(request, template, context)
