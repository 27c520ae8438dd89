"""The stored decision of one's own application, asking a person, and answering for evidence."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from applicants.choices import Status, WorkKind
from applicants.eligibility_check import read_decision
from applicants.errors import Refused
from applicants.forms.eligibility_answer import EvidenceForm, ReviewRequestForm
from applicants.selectors.candidate import get_own_application, shows_decision
from applicants.selectors.checks import decisions_of, evidence_asked_for, was_confirmed_by_person
from applicants.selectors.decision_facts import facts_in_words
from applicants.selectors.eligibility_work import open_work_of, work_of
from applicants.services.eligibility_work import extend_evidence
from applicants.services.guards import last_day_to_ask, review_may_be_asked
from applicants.services.reviewing import answer_evidence, ask_for_review
from applicants.views.typed import keeps_typed, typed_before
from recruitment.ui.dates import london_date


@require_GET
def decision(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The stored decision of one's own application, in the words that staff see too."""
    application = get_own_application(request, pk)
    made = decisions_of(application) if shows_decision(application) else []
    if not made:
        raise Http404
    stored, now = made[0], timezone.now()
    rejected = application.status == Status.INELIGIBLE_AUTO
    context = {
        "application": application,
        "decision": read_decision(stored.decided, application.vacancy),
        "facts": facts_in_words(stored, stored.decided["rules"]),
        "stored": stored,
        "earlier": [(one, read_decision(one.decided, application.vacancy)) for one in made[1:]],
        "work": work_of(application, at=now),
        "confirmed": was_confirmed_by_person(application),
        "may_ask": rejected and not review_may_be_asked(application, now),
        "ask_by": last_day_to_ask(application) if rejected else None,
    }
    return render(request, "applicants/check/decision.html", context)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask a person to look again at an automatic decision."""
    application = get_own_application(request, pk)
    if application.status != Status.INELIGIBLE_AUTO:
        return redirect("applicants:status", pk=pk)
    posted = request.method == "POST"
    form = ReviewRequestForm(request.POST, request.FILES) if posted else ReviewRequestForm()
    form = typed_before(request, form)
    if posted and form.is_valid():
        try:
            ask_for_review(
                application_id=application.pk,
                by=application.candidate.user,  # whose it is: the selector above saw to that
                statement=form.cleaned_data["statement"],
                files=form.files_given(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "A person will look at it. We write to you.")
            return redirect("applicants:status", pk=pk)
    late = review_may_be_asked(application, timezone.now())
    context = {"application": application, "form": form, "late": late}
    return render(request, "applicants/check/review.html", context)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer a request for evidence by words or a file, or take the one extension."""
    application = get_own_application(request, pk)
    work = open_work_of(application, at=timezone.now())
    if work is None or work.kind != WorkKind.EVIDENCE:
        return redirect("applicants:status", pk=pk)
    user = application.candidate.user
    if request.method == "POST" and "extend" in request.POST:
        try:
            due = extend_evidence(application_id=application.pk, by=user).due_on
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"You now have until {london_date(due)}.")
        return redirect("applicants:evidence", pk=pk)
    posted = request.method == "POST"
    form = EvidenceForm(request.POST, request.FILES) if posted else EvidenceForm()
    form = typed_before(request, form)
    if posted and form.is_valid():
        try:
            answer_evidence(
                application_id=application.pk,
                by=user,
                statement=form.cleaned_data["statement"],
                files=form.files_given(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "We have your answer. A person looks at it.")
            return redirect("applicants:status", pk=pk)
    items = evidence_asked_for(application)
    context = {"application": application, "form": form, "work": work, "items": items}
    return render(request, "applicants/check/evidence.html", context)
