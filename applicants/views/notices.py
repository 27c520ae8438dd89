"""Tell me when I can apply: asking, confirming the address, and taking it back.

The emailed links change nothing when they are opened; only their buttons do.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from applicants.eligibility_check import next_question, read_decision
from applicants.emails.base import name_of_vacancy
from applicants.forms.notice import NoticeForm
from applicants.models import EligibilityNotice
from applicants.notice_links import find_notice, remove_path
from applicants.services.eligibility import preview_decision
from applicants.services.noticing import ask_for_notice, confirm_notice, remove_notice
from applicants.views.check import load_answers, show_result, vacancy_or_404
from recruitment.access.limits import too_many
from recruitment.outbox.links import keep_private
from recruitment.ui.dates import london_date

ASKED_AN_HOUR = 10
BAD_LINKS_A_MINUTE = 60


@login_not_required
@require_POST
def tell_me_when(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep an address for the day that the check gave. The day comes from the answers, decided
    anew: nothing of it is taken from the form. What is said is the same for every address."""
    vacancy = vacancy_or_404(request, reference)
    if vacancy.is_restricted:
        raise Http404
    answers, today = load_answers(request, vacancy), timezone.localdate()
    if next_question(vacancy, answers, on=today) is not None:
        messages.info(request, "Your answers are no longer there. Please check again.")
        return redirect("applicants:check_eligibility", reference=reference)
    decision = read_decision(preview_decision(vacancy=vacancy, answers=answers, on=today), vacancy)
    if decision.eligible_from is None:
        return redirect("applicants:check_eligibility_result", reference=reference)
    if too_many(request, action="tell_me", most=ASKED_AN_HOUR, seconds=3600):
        return render(request, "429.html", status=429)
    form = NoticeForm(request.POST)
    if not form.is_valid():
        return show_result(request, vacancy, answers, decision, form)
    email, day = form.cleaned_data["email"], decision.eligible_from
    done = ask_for_notice(vacancy=vacancy, email=email, due_on=day, by=request.user)
    if done:
        messages.success(request, f"We will write to {email} on {london_date(day)}.")
    else:
        messages.info(
            request,
            f"One more step: open the email that we send to {email} and confirm the address "
            f"within 3 days. Then we will write to you on {london_date(day)}.",
        )
    return redirect("applicants:check_eligibility_result", reference=reference)


def _with_notice(
    view: Callable[[HttpRequest, EligibilityNotice], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Give the view the notice that the link opens, else the one answer for every other link."""

    @login_not_required
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    @sensitive_variables("token")
    def wrapped(request: HttpRequest, token: str) -> HttpResponse:
        notice = find_notice(token, at=timezone.now())
        if notice is not None:
            response = view(request, notice)
        elif too_many(request, action="notice_link", most=BAD_LINKS_A_MINUTE, seconds=60):
            response = render(request, "429.html", status=429)
        else:
            context = {"mailbox": settings.CONTACT_MAILBOX}
            response = render(request, "applicants/check/notice_gone.html", context, status=404)
        keep_private(response)
        return response

    return wrapped


def _page(request: HttpRequest, notice: EligibilityNotice, name: str) -> HttpResponse:
    context = {
        "notice": notice,
        "vacancy_name": name_of_vacancy(notice.vacancy),
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
