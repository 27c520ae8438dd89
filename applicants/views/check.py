"""Am I eligible? One question a page, no account needed, and a result that can be relied on.

The same three pages serve one vacancy and a route in general (`check_route`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from applicants import eligibility_session
from applicants.eligibility_check import (
    ReadDecision,
    answer_for_people,
    applies,
    next_question,
    prune,
    questions_for,
    read_decision,
)
from applicants.eligibility_subjects import (
    BY_ROUTE,
    RouteInGeneral,
    question_url,
    result_url,
    start_url,
    tell_me_url,
)
from applicants.forms.check import QuestionForm
from applicants.forms.notice import NoticeForm
from applicants.selectors.checks import draft_check, own_draft
from applicants.services.eligibility import keep_check, preview_decision
from recruitment.access.limits import too_many_new_sessions
from vacancies.models import Vacancy
from vacancies.selectors import get_visible_vacancy
from vacancies.visibility import viewer_of


def vacancy_or_404(request: HttpRequest, reference: str) -> Vacancy:
    vacancy = get_visible_vacancy(viewer_of(request), reference)
    if vacancy is None:
        raise Http404
    return vacancy


def load_answers(request: HttpRequest, subject: Vacancy | RouteInGeneral) -> dict[str, Any]:
    """This browser's answers, or those of the person's own draft, or what was answered before for
    the route in general: nothing is asked twice."""
    given = eligibility_session.load(request, subject)
    if not given and not isinstance(subject, RouteInGeneral):
        in_general = eligibility_session.load(request, BY_ROUTE[subject.route])
        given = draft_check(request.user, subject) or in_general
    return prune(subject, given)


@login_not_required
@require_GET
def start(request: HttpRequest, reference: str) -> HttpResponse:
    """What the check is, and where it begins."""
    return start_page(request, vacancy_or_404(request, reference))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, reference: str, question: str) -> HttpResponse:
    """One question. A changed answer drops those that no longer apply."""
    return question_page(request, vacancy_or_404(request, reference), question)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def result(request: HttpRequest, reference: str) -> HttpResponse:
    """Each condition with its dates and its source; what to do next, or instead.

    POST keeps the answers in the person's own draft.
    """
    vacancy = vacancy_or_404(request, reference)
    answers = load_answers(request, vacancy)
    waiting = next_question(vacancy, answers, on=timezone.localdate())
    if waiting is not None:
        return redirect(question_url(vacancy, waiting.code))
    decision = decide_now(vacancy, answers)
    if request.method == "POST" and decision.may_apply:
        kept_in = keep_check(vacancy=vacancy, answers=answers, by=request.user)
        if kept_in is not None:
            eligibility_session.clear(request, vacancy)
            return redirect("applicants:tasks", pk=kept_in.pk)
    return show_result(request, vacancy, answers, decision, NoticeForm.for_person(request.user))


def decide_now(subject: Vacancy | RouteInGeneral, answers: Mapping[str, Any]) -> ReadDecision:
    """What the rules say today, in words."""
    today = timezone.localdate()
    return read_decision(preview_decision(vacancy=subject, answers=answers, on=today), subject)


def start_page(request: HttpRequest, subject: Vacancy | RouteInGeneral) -> HttpResponse:
    """The first page of a check."""
    first = next_question(subject, {}, on=timezone.localdate())
    context = {
        **about(subject),
        "first_url": question_url(subject, first.code) if first else "",
        "result_url": result_url(subject),
        "has_answers": bool(load_answers(request, subject)),
    }
    return render(request, "applicants/check/start.html", context)


def question_page(
    request: HttpRequest, subject: Vacancy | RouteInGeneral, code: str
) -> HttpResponse:
    """One question of a check, and on to the next that can still change the answer."""
    asked = next((q for q in questions_for(subject) if q.code == code), None)
    answers = load_answers(request, subject)
    if asked is None:
        raise Http404
    if not applies(asked, answers):
        return redirect(start_url(subject))
    if request.method == "POST":
        form = QuestionForm(request.POST, question=asked)
        if form.is_valid():
            if too_many_new_sessions(request):
                return render(request, "429.html", status=429)
            kept = prune(subject, {**answers, asked.code: form.given()})
            eligibility_session.save(request, subject, kept)
            following = next_question(subject, kept, on=timezone.localdate())
            if following is None:
                return redirect(result_url(subject))
            return redirect(question_url(subject, following.code))
    else:
        form = QuestionForm(question=asked, answer=answers.get(asked.code))
    context = {**about(subject), "form": form, "question": asked, "back": start_url(subject)}
    return render(request, "applicants/check/question.html", context)


def show_result(
    request: HttpRequest,
    subject: Vacancy | RouteInGeneral,
    answers: dict[str, Any],
    decision: ReadDecision,
    form: NoticeForm,
) -> HttpResponse:
    """The result's page. `form` asks where to write to when a date to apply from is known."""
    vacancy = subject if isinstance(subject, Vacancy) else None
    may_apply_on, closes_at = decision.eligible_from, vacancy.closes_at if vacancy else None
    hidden = vacancy is not None and vacancy.is_restricted
    closed_by_then = bool(
        may_apply_on and closes_at and timezone.localdate(closes_at) < may_apply_on
    )
    context = {
        **about(subject),
        "decision": decision,
        "rows": _answer_rows(subject, answers),
        "draft": own_draft(request.user, vacancy) if vacancy else None,
        "form": form if may_apply_on is not None and not hidden else None,
        "tell_me_url": tell_me_url(subject),
        "closed_by_then": closed_by_then,
        "is_open": vacancy is None or vacancy.accepts_applications_at(timezone.now()),
    }
    return render(request, "applicants/check/result.html", context)


def about(subject: Vacancy | RouteInGeneral) -> dict[str, Any]:
    """What every page of a check shows of its subject. `vacancy` is None for a route."""
    vacancy = subject if isinstance(subject, Vacancy) else None
    return {
        "vacancy": vacancy,
        "in_general": subject if vacancy is None else None,
        "title": subject.title,
        "route": str(subject.route),
        "mailbox": vacancy.contact_mailbox if vacancy else settings.CONTACT_MAILBOX,
    }


def _answer_rows(
    subject: Vacancy | RouteInGeneral, answers: Mapping[str, Any]
) -> list[dict[str, str]]:
    """What the person answered, each with the way to change it."""
    return [
        {
            "key": question.text,
            "value": answer_for_people(question, answers[question.code]),
            "href": question_url(subject, question.code),
        }
        for question in questions_for(subject)
        if question.code in answers
    ]
