"""Am I eligible for a route in general: the same check without an advert."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from applicants.eligibility_check import next_question
from applicants.eligibility_subjects import ROUTES, RouteInGeneral, question_url
from applicants.forms.notice import NoticeForm
from applicants.views.check import decide_now, load_answers, question_page, show_result, start_page


def route_or_404(slug: str) -> RouteInGeneral:
    """The route behind an address."""
    if slug not in ROUTES:
        raise Http404
    return ROUTES[slug]


@login_not_required
@require_safe
def routes(request: HttpRequest) -> HttpResponse:
    """Every way to join, each with its own questions."""
    return render(request, "applicants/check/routes.html", {"routes": ROUTES.values()})


@login_not_required
@require_safe
def start(request: HttpRequest, route: str) -> HttpResponse:
    """What the check is, and where it begins."""
    return start_page(request, route_or_404(route))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, route: str, question: str) -> HttpResponse:
    """One question of the route."""
    return question_page(request, route_or_404(route), question)


@login_not_required
@require_safe
def result(request: HttpRequest, route: str) -> HttpResponse:
    """Whether the person meets what every advert of the route asks."""
    subject = route_or_404(route)
    answers = load_answers(request, subject)
    waiting = next_question(subject, answers, on=timezone.localdate())
    if waiting is not None:
        return redirect(question_url(subject, waiting.code))
    form = NoticeForm.for_person(request.user)
    return show_result(request, subject, answers, decide_now(subject, answers), form)
