"""Tell me when I can apply: asking, confirming the address, and taking it back.

The emailed links change nothing when they are opened; only their buttons do.
"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from applicants.eligibility_check import next_question
from applicants.eligibility_subjects import RouteInGeneral, result_url, start_url
from applicants.emails.notices import name_of_notice
from applicants.forms.notice import NoticeForm
from applicants.models import EligibilityNotice
from applicants.notice_links import find_notice, remove_path
from applicants.services.noticing import ask_for_notice, confirm_notice, remove_notice
from applicants.views.check import decide_now, load_answers, show_result, vacancy_or_404
from applicants.views.check_route import route_or_404
from recruitment.access.emailed_links import opened_by_link
from recruitment.access.limits import too_many
from recruitment.ui.dates import london_date
from vacancies.models import Vacancy

ASKED_AN_HOUR = 10


@login_not_required
@require_POST
def tell_me_when(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep an address for the day that the check of a vacancy gave."""
    vacancy = vacancy_or_404(request, reference)
    if vacancy.is_restricted:
        raise Http404
    return _keep_address(request, vacancy)


@login_not_required
@require_POST
def tell_me_when_route(request: HttpRequest, route: str) -> HttpResponse:
    """Keep an address for the day that the check of a route gave."""
    return _keep_address(request, route_or_404(route))


def _keep_address(request: HttpRequest, subject: Vacancy | RouteInGeneral) -> HttpResponse:
    """The day comes from the answers, decided anew: nothing of it is taken from the form. What is
    said is the same for every address."""
    answers = load_answers(request, subject)
    if next_question(subject, answers, on=timezone.localdate()) is not None:
        messages.info(request, "Your answers are no longer there. Please check again.")
        return redirect(start_url(subject))
    decision = decide_now(subject, answers)
    if decision.eligible_from is None:
        return redirect(result_url(subject))
    if too_many(request, action="tell_me", most=ASKED_AN_HOUR, seconds=3600):
        return render(request, "429.html", status=429)
    form = NoticeForm(request.POST)
    if not form.is_valid():
        return show_result(request, subject, answers, decision, form)
    email, day = form.cleaned_data["email"], decision.eligible_from
    vacancy = subject if isinstance(subject, Vacancy) else None
    done = ask_for_notice(
        vacancy=vacancy, route=subject.route, email=email, due_on=day, by=request.user
    )
    if done:
        messages.success(request, f"We will write to {email} on {london_date(day)}.")
    else:
        messages.info(
            request,
            f"One more step: open the email that we send to {email} and confirm the address "
            f"within 3 days. Then we will write to you on {london_date(day)}.",
        )
    return redirect(result_url(subject))


_with_notice = opened_by_link(
    lambda token: find_notice(token, at=timezone.now()),
    action="notice_link",
    gone="applicants/check/notice_gone.html",
)


def _page(request: HttpRequest, notice: EligibilityNotice, name: str) -> HttpResponse:
    context = {
        "notice": notice,
        "vacancy_name": name_of_notice(notice),
        "remove_link": remove_path(notice),
    }
    return render(request, f"applicants/check/notice_{name}.html", context)


@_with_notice
def confirm(request: HttpRequest, notice: EligibilityNotice) -> HttpResponse:
    """One button, and afterwards what will happen."""
    if request.method == "POST":
        confirm_notice(notice_id=notice.pk)
        return redirect(request.path)
    return _page(request, notice, "confirm" if notice.confirmed_at is None else "confirmed")


@_with_notice
def remove(request: HttpRequest, notice: EligibilityNotice) -> HttpResponse:
    """One button; the address is gone at once."""
    if request.method == "POST":
        remove_notice(notice_id=notice.pk)
        return _page(request, notice, "removed")
    return _page(request, notice, "remove")
