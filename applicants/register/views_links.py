"""Emailed links of the register. Opening one changes nothing; only its buttons do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from applicants.register.forms import AnswerForm
from applicants.register.links import find_invitation, find_profile
from applicants.register.models import Invitation, RegisterProfile
from applicants.register.recruiting import answer_invitation
from applicants.register.services import keep_profile, leave_register
from recruitment.access.limits import too_many
from recruitment.outbox.links import keep_private

BAD_LINKS_A_MINUTE = 60


def _with_link(find: Callable[[str], Any]) -> Callable[..., Callable[..., HttpResponse]]:
    """Give the view what the link opens, else the one answer for every other link."""

    def decorate(view: Callable[[HttpRequest, Any], HttpResponse]) -> Callable[..., HttpResponse]:
        @login_not_required
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        @sensitive_variables("token")
        def wrapped(request: HttpRequest, token: str) -> HttpResponse:
            found = find(token)
            if found is not None:
                response = view(request, found)
            elif too_many(request, action="register_link", most=BAD_LINKS_A_MINUTE, seconds=60):
                response = render(request, "429.html", status=429)
            else:
                context = {"mailbox": settings.CONTACT_MAILBOX}
                response = render(request, "register/gone.html", context, status=404)
            keep_private(response)
            return response

        return wrapped

    return decorate


@_with_link(find_profile)
def keep(request: HttpRequest, profile: RegisterProfile) -> HttpResponse:
    """The button that keeps the profile for another 12 months."""
    if request.method == "POST":
        keep_profile(profile_id=profile.pk)
        messages.success(request, "You stay on the register for another 12 months.")
        return redirect(request.path)
    leave_link = f"{request.path}leave/"
    context = {"profile": profile, "leave_link": leave_link}
    return render(request, "register/keep.html", context)


@_with_link(find_profile)
def leave_by_link(request: HttpRequest, profile: RegisterProfile) -> HttpResponse:
    """Leave without signing in."""
    if request.method == "POST":
        leave_register(profile_id=profile.pk)
        return render(request, "register/left.html")
    return render(request, "register/leave.html")


@_with_link(find_invitation)
def invitation(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Read it, and say yes or no."""
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answer_invitation(
            invitation_id=invitation.pk,
            accept=form.cleaned_data["answer"] == "yes",
            reply=form.cleaned_data["reply"],
        )
        return redirect(request.path)
    return render(request, "register/invitation.html", {"invitation": invitation, "form": form})
