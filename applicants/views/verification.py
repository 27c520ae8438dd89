"""A line manager's way: the link, one question, the statements, a last look, and thanks.

Only a POST changes anything, which takes a click: mail scanners may open and follow what they like.
What is typed is kept with the request, so that a manager may stop and come back by the link.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from applicants.choices import ClaimAnswer
from applicants.emails.base import name_of_vacancy
from applicants.forms.verification import ManagerForm, StatementsForm
from applicants.models import VerificationRequest
from applicants.selectors.verification import get_open_verification, get_sent_verification
from applicants.services.verifying import (
    AlreadyAnswered,
    GivenAnswer,
    LinkEnded,
    answer_verification,
    keep_draft,
)
from applicants.verification_links import find_open_request
from recruitment.access.device import Device
from recruitment.access.limits import too_many
from recruitment.ui.dates import london_datetime

KEY = "verification"
BAD_LINKS_A_MINUTE = 30
LONGEST_TYPED = 5_000  # characters of one field that are kept before they are looked at
CLAIM_FIELD = re.compile(r"claim-([0-9]{1,18})-")
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, VerificationRequest, P], HttpResponse]


def _gone(request: HttpRequest) -> HttpResponse:
    """One answer for every link that opens nothing, whatever the cause (check 5)."""
    return render(
        request,
        "verification/gone.html",
        {"mailbox": settings.CONTACT_MAILBOX},
        status=404,
    )


@login_not_required
@require_http_methods(["GET", "HEAD"])
@sensitive_variables("token")
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Move the token's meaning into the session and go on at an address without it."""
    verification = find_open_request(token, at=timezone.now())
    if verification is not None and _is_hidden_here(request, verification):
        return _gone(request)
    if verification is None:
        if too_many(request, action="verification_link", most=BAD_LINKS_A_MINUTE, seconds=60):
            return render(request, "429.html", status=429)
        return _gone(request)
    if not request.user.is_authenticated:
        # Whoever planted this browser's session cookie must not follow into these pages.
        request.session.cycle_key()
    request.session[KEY] = {"id": verification.pk, "generation": verification.generation}
    return redirect("verification:page")


def _is_hidden_here(request: HttpRequest, verification: VerificationRequest) -> bool:
    """Evidence for a restricted vacancy tells of it, so it is shown at a Met device alone."""
    device: Device = request.device  # type: ignore[attr-defined]
    return verification.application.vacancy.is_restricted and not device.trusted


def _is_about_another(request: HttpRequest, state: dict[str, Any]) -> bool:
    """Whether this form was made for another request than the one last opened in this browser."""
    asked = request.POST.get("request")
    return bool(state) and asked is not None and asked != str(state.get("id"))


def with_open_verification(view: View[P]) -> Callable[..., HttpResponse]:
    """Give the view the session's request while it is still open, else the one answer."""

    @login_not_required
    @sensitive_post_parameters()
    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        state = request.session.get(KEY) or {}
        if _is_about_another(request, state):
            return render(request, "verification/other.html", status=409)
        if state.get("done"):
            return redirect("verification:done")
        verification = get_open_verification(
            request_id=state.get("id"), generation=state.get("generation"), at=timezone.now()
        )
        if verification is None or _is_hidden_here(request, verification):
            return _gone(request)
        return view(request, verification, *args, **kwargs)

    return wrapped


def _keep(verification: VerificationRequest, **typed: Any) -> None:
    keep_draft(request_id=verification.pk, generation=verification.generation, typed=typed)


def _come_back_later(request: HttpRequest, verification: VerificationRequest) -> HttpResponse:
    until = london_datetime(verification.expires_at)
    messages.success(
        request,
        f"What you wrote is kept, and nothing is sent. Open the link in our email again to go on, "
        f"until {until}.",
    )
    return redirect("verification:page")


def _page(
    request: HttpRequest, verification: VerificationRequest, template: str, **context: Any
) -> HttpResponse:
    application = verification.application
    context |= {
        "verification": verification,
        "candidate": application.candidate.full_name,
        "vacancy_name": name_of_vacancy(application.vacancy),
    }
    return render(request, f"verification/{template}.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_open_verification
def page(request: HttpRequest, verification: VerificationRequest) -> HttpResponse:
    """First question: are you the line manager, and can you answer?"""
    candidate = verification.application.candidate.full_name
    if request.method == "POST":
        form = ManagerForm(request.POST, candidate=candidate)
        if form.is_valid():
            _keep(verification, **form.cleaned_data)
            is_manager = form.cleaned_data["is_manager"] == "yes"
            return redirect("verification:statements" if is_manager else "verification:review")
    else:
        form = ManagerForm(initial=verification.draft, candidate=candidate)
    return _page(request, verification, "manager", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@with_open_verification
def statements(request: HttpRequest, verification: VerificationRequest) -> HttpResponse:
    """Claim by claim."""
    state = verification.draft
    if state.get("is_manager") != "yes":
        return redirect("verification:page")
    claims = list(verification.claims.all())
    if request.method == "POST":
        _refuse_foreign_claims(request, {claim.pk for claim in claims})
        form = StatementsForm(request.POST, claims=claims)
        claim_fields = (item for item in request.POST.items() if item[0].startswith("claim-"))
        _keep(verification, typed={name: words[:LONGEST_TYPED] for name, words in claim_fields})
        if "later" in request.POST:
            return _come_back_later(request, verification)
        if form.is_valid():
            return redirect("verification:review")
    elif state.get("typed"):
        form = StatementsForm(state["typed"], claims=claims)
    else:
        form = StatementsForm(claims=claims)
    return _page(request, verification, "statements", form=form)


def _refuse_foreign_claims(request: HttpRequest, own: set[int]) -> None:
    """Another request's evidence in the body is no mistake of a person (check 3)."""
    for name in request.POST:
        if name.partition("-")[0] == "claim":
            found = CLAIM_FIELD.match(name)
            if found is None or int(found[1]) not in own:
                raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@with_open_verification
def review(request: HttpRequest, verification: VerificationRequest) -> HttpResponse:
    """A last look; the POST sends. The only change of all these pages is made here."""
    state = verification.draft
    if not state.get("is_manager"):
        return redirect("verification:page")
    is_manager = state["is_manager"] == "yes"
    form = StatementsForm(state.get("typed") or {}, claims=list(verification.claims.all()))
    if is_manager and not form.is_valid():
        return redirect("verification:statements")
    answers = form.answers() if is_manager else {}
    if request.method == "POST":
        return _send(request, verification, is_manager, answers)
    rows = [
        {
            "key": claim.label,
            "value": [claim.value, *_answer_lines(answers[claim.pk])],
        }
        for claim in form.claims
        if is_manager
    ]
    return _page(
        request, verification, "review", rows=rows, is_manager=state["is_manager"], state=state
    )


def _send(
    request: HttpRequest,
    verification: VerificationRequest,
    is_manager: bool,
    answers: Mapping[int, GivenAnswer],
) -> HttpResponse:
    try:
        answer_verification(
            request_id=verification.pk,
            generation=verification.generation,
            is_manager=is_manager,
            answers=answers,
            comment=verification.draft.get("comment") or "",
            instead_name=verification.draft.get("instead_name") or "",
            instead_email=verification.draft.get("instead_email") or "",
        )
    except LinkEnded:
        # The candidate withdrew, or a newer link was sent, while this page was open.
        return _gone(request)
    except AlreadyAnswered:
        pass  # a second click, or the same link in two windows: the page says that it is done
    request.session[KEY] = {"done": True, "id": verification.pk}
    return redirect("verification:done")


def _answer_lines(given: Any) -> list[str]:
    lines = [f"Your answer: {ClaimAnswer(given.answer).label}"]
    if given.correction:
        lines.append(f"What is right: {given.correction}")
    if given.comment:
        lines.append(f"You added: {given.comment}")
    return lines


@login_not_required
@require_http_methods(["GET", "HEAD"])
def done(request: HttpRequest) -> HttpResponse:
    """Thanks, shown again to whoever sends twice; with `copy` what was sent, to keep or print."""
    state = request.session.get(KEY) or {}
    if not state.get("done"):
        return _gone(request)
    sent = get_sent_verification(state.get("id"))
    if sent is not None and _is_hidden_here(request, sent):
        sent = None
    context: dict[str, Any] = {"mailbox": settings.CONTACT_MAILBOX, "sent": sent}
    if sent is not None and "copy" in request.GET:
        context["rows"] = [
            {"key": claim.label, "value": [claim.value, *_answer_lines(claim)]}
            for claim in sent.claims.all()
            if claim.answer
        ]
        context["candidate"] = sent.application.candidate.full_name
    return render(request, "verification/done.html", context)
