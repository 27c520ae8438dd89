"""Am I eligible? One question a page, no account needed, and a result that can be relied on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from applicants import eligibility_session
from applicants.choices import Event, Status
from applicants.eligibility_check import (
    ReadDecision,
    answer_for_people,
    applies,
    next_question,
    prune,
    questions_for,
    read_decision,
)
from applicants.errors import Refused
from applicants.forms.check import QuestionForm, ReviewRequestForm
from applicants.forms.notice import NoticeForm
from applicants.selectors.candidate import get_own_application
from applicants.selectors.checks import draft_check, latest_decision, own_draft
from applicants.services.eligibility import keep_check, preview_decision
from applicants.services.transition import transition
from vacancies.models import Vacancy
from vacancies.selectors import get_visible_vacancy
from vacancies.visibility import viewer_of


def vacancy_or_404(request: HttpRequest, reference: str) -> Vacancy:
    vacancy = get_visible_vacancy(viewer_of(request), reference)
    if vacancy is None:
        raise Http404
    return vacancy


def load_answers(request: HttpRequest, vacancy: Vacancy) -> dict[str, Any]:
    """This browser's answers, or those of the person's own draft."""
    return eligibility_session.load(request, vacancy) or draft_check(request.user, vacancy)


@login_not_required
@require_GET
def start(request: HttpRequest, reference: str) -> HttpResponse:
    """What the check is, and where it begins."""
    vacancy = vacancy_or_404(request, reference)
    answers = load_answers(request, vacancy)
    first = next_question(vacancy, {}, on=timezone.localdate())
    return render(
        request,
        "applicants/check/start.html",
        {"vacancy": vacancy, "first": first, "has_answers": bool(answers)},
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, reference: str, question: str) -> HttpResponse:
    """One question. A changed answer drops those that no longer apply."""
    vacancy = vacancy_or_404(request, reference)
    asked = next((q for q in questions_for(vacancy) if q.code == question), None)
    answers = load_answers(request, vacancy)
    if asked is None:
        raise Http404
    if not applies(asked, answers):
        return redirect("applicants:check_eligibility", reference=reference)
    if request.method == "POST":
        form = QuestionForm(request.POST, question=asked)
        if form.is_valid():
            kept = prune(vacancy, {**answers, asked.code: form.given()})
            eligibility_session.save(request, vacancy, kept)
            following = next_question(vacancy, kept, on=timezone.localdate())
            if following is None:
                return redirect("applicants:check_eligibility_result", reference=reference)
            return redirect(
                "applicants:check_eligibility_question",
                reference=reference,
                question=following.code,
            )
    else:
        form = QuestionForm(question=asked, answer=answers.get(asked.code))
    return render(
        request,
        "applicants/check/question.html",
        {"vacancy": vacancy, "form": form, "question": asked},
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def result(request: HttpRequest, reference: str) -> HttpResponse:
    """Each condition with its dates and its source; what to do next, or instead.

    POST keeps the answers in the person's own draft.
    """
    vacancy = vacancy_or_404(request, reference)
    answers = load_answers(request, vacancy)
    today = timezone.localdate()
    waiting = next_question(vacancy, answers, on=today)
    if waiting is not None:
        return redirect(
            "applicants:check_eligibility_question", reference=reference, question=waiting.code
        )
    decision = read_decision(preview_decision(vacancy=vacancy, answers=answers, on=today), vacancy)
    if request.method == "POST" and decision.may_apply:
        kept_in = keep_check(vacancy=vacancy, answers=answers, by=request.user)
        if kept_in is not None:
            eligibility_session.clear(request, vacancy)
            return redirect("applicants:tasks", pk=kept_in.pk)
    return show_result(request, vacancy, answers, decision, NoticeForm.for_person(request.user))


def show_result(
    request: HttpRequest,
    vacancy: Vacancy,
    answers: dict[str, Any],
    decision: ReadDecision,
    form: NoticeForm,
) -> HttpResponse:
    """The result's page. `form` asks where to write to when a date to apply from is known."""
    may_apply_on, closes_at = decision.eligible_from, vacancy.closes_at
    may_be_told = may_apply_on is not None and not vacancy.is_restricted
    closed_by_then = bool(
        may_apply_on and closes_at and timezone.localdate(closes_at) < may_apply_on
    )
    return render(
        request,
        "applicants/check/result.html",
        {
            "vacancy": vacancy,
            "decision": decision,
            "rows": _answer_rows(vacancy, answers),
            "draft": own_draft(request.user, vacancy),
            "form": form if may_be_told else None,
            "closed_by_then": closed_by_then,
        },
    )


def _answer_rows(vacancy: Vacancy, answers: Mapping[str, Any]) -> list[dict[str, str]]:
    """What the person answered, each with the way to change it."""
    return [
        {
            "key": question.text,
            "value": answer_for_people(question, answers[question.code]),
            "href": reverse(
                "applicants:check_eligibility_question", args=[vacancy.reference, question.code]
            ),
        }
        for question in questions_for(vacancy)
        if question.code in answers
    ]


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
