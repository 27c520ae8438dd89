"""Emailed links of the register. Opening one changes nothing; only its buttons do."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from applicants.errors import Refused
from applicants.register.forms import AnswerForm
from applicants.register.links import find_invitation, find_profile
from applicants.register.models import Invitation, RegisterProfile
from applicants.register.periods import stays
from applicants.register.recruiting import answer_invitation
from applicants.register.services import keep_profile, leave_register
from recruitment.access.emailed_links import opened_by_link

_PROFILE = opened_by_link(find_profile, action="register_link", gone="register/gone.html")
_INVITATION = opened_by_link(find_invitation, action="register_link", gone="register/gone.html")


@_PROFILE
def keep(request: HttpRequest, profile: RegisterProfile) -> HttpResponse:
    """The button that keeps the profile for another period."""
    if request.method == "POST":
        keep_profile(profile_id=profile.pk)
        messages.success(request, stays())
        return redirect(request.path)
    leave_link = f"{request.path}leave/"
    context = {"profile": profile, "leave_link": leave_link}
    return render(request, "register/keep.html", context)


@_PROFILE
def leave_by_link(request: HttpRequest, profile: RegisterProfile) -> HttpResponse:
    """Leave without signing in."""
    if request.method == "POST":
        leave_register(profile_id=profile.pk)
        return render(request, "register/left.html")
    return render(request, "register/leave.html")


@_INVITATION
def invitation(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Read it, and say yes or no. To what has been withdrawn there is only a no, or nothing."""
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_invitation(
                invitation_id=invitation.pk,
                accept=form.cleaned_data["answer"] == "yes",
                reply=form.cleaned_data["reply"],
            )
        except Refused as refused:
            messages.info(request, str(refused))
        return redirect(request.path)
    return render(request, "register/invitation.html", {"invitation": invitation, "form": form})
