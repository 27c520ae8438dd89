"""Check your answers, equality monitoring, sending, and the receipt."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from applicants.choices import Status
from applicants.eligibility_check import read_decision
from applicants.errors import Refused
from applicants.forms.equality import EqualityForm
from applicants.labels import CLOCKS
from applicants.models import Application
from applicants.selectors.candidate import get_own_application
from applicants.selectors.changes import changes_of
from applicants.selectors.duplicates import words_for
from applicants.selectors.reapplying import reapply_rule
from applicants.selectors.sections import (
    ELIGIBILITY_TITLE,
    Progress,
    SectionState,
    eligibility_progress,
    read_sections,
    section_states,
)
from applicants.selectors.writable import is_open_draft, may_change
from applicants.services.applying import submit_application
from applicants.services.eligibility import NotEligible
from applicants.views.answer_cards import answer_cards
from applicants.views.reading_only import is_late_draft
from recruitment.accounts.models import User


@require_safe
def check_answers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything on one page: to change while it is a draft, to read once it is sent."""
    application = get_own_application(request, pk)
    now = timezone.now()
    read_sections(application)
    states = section_states(application)
    may_replace = may_change(application, at=now)
    drafting = is_open_draft(application, at=now)
    context: dict[str, Any] = {
        "application": application,
        "vacancy": application.vacancy,
        "sections": answer_cards(application, states, drafting=drafting, replacing=may_replace),
        "missing": [],
        "may_change": may_replace,
        "has_changes": bool(application.submitted_at) and bool(changes_of(application)),
        "is_drafting": drafting,
        "is_late": is_late_draft(application),
    }
    if drafting:
        context["missing"] = _missing(application, states)
    return render(request, "applicants/check_answers.html", context)


@require_safe
def changes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was changed after sending, with what stood there before."""
    application = get_own_application(request, pk)
    if application.submitted_at is None:
        return redirect("applicants:tasks", pk=pk)
    context = {
        "application": application,
        "vacancy": application.vacancy,
        "changes": changes_of(application),
    }
    return render(request, "applicants/changes.html", context)


def _missing(application: Application, states: list[SectionState]) -> list[dict[str, str]]:
    missing = []
    if eligibility_progress(application) != Progress.COMPLETED:
        href = reverse("applicants:check_eligibility", args=[application.vacancy.reference])
        missing.append({"title": ELIGIBILITY_TITLE, "href": href})
    for state in states:
        if not state.is_completed:
            href = reverse("applicants:section", args=[application.pk, state.section.code])
            missing.append({"title": state.section.title, "href": href})
    return missing


@require_safe
def equality(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Optional questions, asked once, just before sending. The one form sends the application."""
    application = get_own_application(request, pk)
    if not application.is_draft:
        return redirect("applicants:status", pk=pk)
    read_sections(application)
    if _missing(application, section_states(application)):
        return redirect("applicants:check_answers", pk=pk)
    context = {
        "application": application,
        "vacancy": application.vacancy,
        "form": EqualityForm(),
        "may_change_later": application.vacancy.allows_changes,
    }
    return render(request, "applicants/equality.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send it: once, however often it is pressed. GET changes nothing and leads to the page
    before (a reload, or the way back from sign-in)."""
    application = get_own_application(request, pk)
    if request.method != "POST" or not isinstance(request.user, User):
        return redirect("applicants:check_answers", pk=pk)
    form = EqualityForm(request.POST)
    form.is_valid()  # what is no known answer is left out; nothing here can hold up the sending
    answers = {} if "skip" in request.POST else form.answers()
    try:
        submit_application(application_id=application.pk, by=request.user, equality=answers)
    except NotEligible as refused:
        decision = read_decision(refused.decided, application.vacancy)
        return _not_sent(request, application, str(refused), decision=decision)
    except Refused as refused:
        return _not_sent(request, application, str(refused))
    return redirect("applicants:submitted", pk=pk)


def _not_sent(
    request: HttpRequest, application: Application, why: str, **context: Any
) -> HttpResponse:
    context |= {
        "application": application,
        "vacancy": application.vacancy,
        "why": why,
        "reapply": reapply_rule(application, at=timezone.now()),
        "page_has_errors": True,
    }
    return render(request, "applicants/not_sent.html", context, status=409)


@require_safe
def submitted(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The receipt; once it is withdrawn, the page that says so."""
    application = get_own_application(request, pk)
    if application.submitted_at is None:
        return redirect("applicants:tasks", pk=pk)
    if application.status == Status.WITHDRAWN:
        return redirect("applicants:status", pk=pk)
    context = {
        "application": application,
        "vacancy": application.vacancy,
        "clock": CLOCKS[Status(application.status)],
        "duplicate_words": words_for(application.candidate),
    }
    return render(request, "applicants/submitted.html", context)
