"""From an advert to an application, through sign-in or registration where that is needed."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from applicants import eligibility_session
from applicants.eligibility_check import stops
from applicants.eligibility_subjects import result_url
from applicants.errors import Refused
from applicants.selectors.candidate import live_application
from applicants.services.applying import start_application
from applicants.views.check import load_answers
from recruitment.access.limits import too_many_new_sessions
from recruitment.accounts.models import User
from vacancies.models import Vacancy
from vacancies.selectors import get_visible_vacancy
from vacancies.visibility import viewer_of

# The vacancy that somebody wanted to apply for before they had an account.
REMEMBERED = "wants_to_apply_for"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, reference: str) -> HttpResponse:
    """GET asks, POST starts the draft or leads to the one that is there."""
    vacancy = get_visible_vacancy(viewer_of(request), reference)
    if vacancy is None:
        raise Http404
    if not isinstance(request.user, User):
        return _ask_to_sign_in(request, vacancy)
    if request.method == "POST":
        return _start(request, request.user, vacancy)
    existing = live_application(request.user, vacancy)
    if existing is not None:
        return redirect(
            "applicants:tasks" if existing.is_draft else "applicants:status", existing.pk
        )
    return render(
        request,
        "applicants/start.html",
        {"vacancy": vacancy, "is_open": vacancy.accepts_applications_at(timezone.now())},
    )


def _start(request: HttpRequest, user: User, vacancy: Vacancy) -> HttpResponse:
    """Who was just told that they cannot apply reads it again, instead of writing in vain."""
    answers = load_answers(request, vacancy)
    if stops(vacancy, answers, on=timezone.localdate()):
        return redirect(result_url(vacancy))
    try:
        application = start_application(vacancy=vacancy, by=user, eligibility_answers=answers)
    except Refused as refused:
        context = {"vacancy": vacancy, "refused": str(refused), "page_has_errors": True}
        return render(request, "applicants/start.html", context, status=409)
    eligibility_session.clear(request, vacancy)
    request.session.pop(REMEMBERED, None)
    return redirect(
        "applicants:tasks" if application.is_draft else "applicants:status", application.pk
    )


def _ask_to_sign_in(request: HttpRequest, vacancy: Vacancy) -> HttpResponse:
    """Reading keeps nothing: its links carry the address. Pressing a button to apply, as
    after a check of eligibility, is remembered as well."""
    if request.method == "POST":
        if not too_many_new_sessions(request):
            request.session[REMEMBERED] = vacancy.reference
        return redirect("applicants:start", reference=vacancy.reference)
    return render(
        request, "applicants/sign_in_first.html", {"vacancy": vacancy, "next": request.path}
    )


def remembered_vacancy(request: HttpRequest) -> Vacancy | None:
    """The vacancy that this person came to apply for and has not begun, while it takes
    applications."""
    reference = request.session.get(REMEMBERED)
    if not reference:
        return None
    viewer = viewer_of(request)
    vacancy = get_visible_vacancy(viewer, reference)
    if vacancy is None or not vacancy.accepts_applications_at(viewer.at):
        return None
    return vacancy
