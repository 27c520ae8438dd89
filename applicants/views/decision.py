"""The stored decision of one's own application, and asking a person to look again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from applicants.choices import Event, Status
from applicants.eligibility_check import read_decision
from applicants.errors import Refused
from applicants.forms.check import ReviewRequestForm
from applicants.selectors.candidate import get_own_application
from applicants.selectors.checks import latest_decision
from applicants.services.transition import transition


@require_GET
def decision(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The stored decision of one's own application, in the words that staff see too."""
    application = get_own_application(request, pk)
    stored = latest_decision(application)
    if stored is None:
        raise Http404
    return render(
        request,
        "applicants/check/decision.html",
        {
            "application": application,
            "decision": read_decision(stored.decided, application.vacancy),
            "stored": stored,
            "may_ask": application.status == Status.INELIGIBLE_AUTO,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask a person to look again at an automatic decision."""
    application = get_own_application(request, pk)
    if application.status != Status.INELIGIBLE_AUTO:
        return redirect("applicants:status", pk=pk)
    form = ReviewRequestForm(request.POST) if request.method == "POST" else ReviewRequestForm()
    if request.method == "POST" and form.is_valid():
        try:
            transition(
                application_id=application.pk,
                event=Event.ASK_FOR_REVIEW,
                by=application.candidate.user,  # whose it is: the selector above saw to that
                reason=form.cleaned_data["statement"],
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "A person will look at it. We write to you.")
            return redirect("applicants:status", pk=pk)
    return render(
        request,
        "applicants/check/review.html",
        {"application": application, "form": form},
    )
