"""A person's own profile: the CV, joining the register, what recruiters see, and leaving."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from applicants.errors import Refused
from applicants.register.draft import Draft, adopt, forget_typed, load_draft
from applicants.register.forms import CvForm, JoinForm
from applicants.register.links import invitation_path
from applicants.register.models import RegisterProfile
from applicants.register.periods import stays
from applicants.register.sections import SECTIONS
from applicants.register.selectors import looks_of
from applicants.register.services import keep_profile, leave_register, register
from applicants.register.uploading import cv_of, put_cv, remove_own_cv
from applicants.register.views import barred
from applicants.sections.reading import read_section
from recruitment.accounts.requests import person_of
from recruitment.uploads.errors import RefusedFile

READ_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


def _rows(draft: Draft) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Every section with its code and its answers in words."""
    return [
        (
            one.title,
            one.code,
            [
                {"key": answer.label, "value": list(answer.lines)}
                for answer in read_section(one, draft.answers.get(one.code, {}))
                if answer.lines
            ],
        )
        for one in SECTIONS
    ]


@READ_AND_POST
def cv(request: HttpRequest) -> HttpResponse:
    """One file; a new one replaces it."""
    adopt(request)
    form = CvForm(request.POST, request.FILES) if request.method == "POST" else CvForm()
    if request.method == "POST" and form.is_valid():
        try:
            profile = put_cv(by=person_of(request), checked=form.cleaned_data["cv"])
        except RefusedFile as refused:
            form.add_error("cv", str(refused))
        else:
            messages.success(request, "Your CV is added.")
            return redirect("register:profile" if profile.is_active else "register:tasks")
    own = RegisterProfile.objects.filter(user=person_of(request)).first()
    return render(request, "register/cv.html", {"form": form, "file": own and cv_of(own)})


@require_POST
def remove_cv(request: HttpRequest) -> HttpResponse:
    """Delete the file."""
    if remove_own_cv(by=person_of(request)):
        messages.success(request, "Your CV is removed.")
    return redirect("register:cv")


@READ_AND_POST
def join(request: HttpRequest) -> HttpResponse:
    """Check the answers, then register. Who is barred reads why, until when, and what instead."""
    if request.method == "POST":
        adopt(request)
    draft = load_draft(request)
    if draft.is_active:
        return redirect("register:profile")
    if (bar := draft.bar) is not None:
        return barred(request, draft, bar)
    if not draft.is_whole:
        messages.info(request, "Complete all sections first.")
        return redirect("register:tasks")
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            register(by=person_of(request), convictions_read=True, consents=True)
        except Refused as refused:
            messages.info(request, str(refused))
            return redirect("register:tasks")
        messages.success(request, "You are on the register. We have sent you an email.")
        return redirect("register:profile")
    return render(request, "register/join.html", {"form": form, "sections": _rows(draft)})


@READ_AND_POST
def profile(request: HttpRequest) -> HttpResponse:
    """What recruiters see, who looked, invitations; the button keeps it for another period."""
    draft = load_draft(request)
    own = draft.profile
    if own is None or not own.is_active:
        return redirect("register:tasks")
    if request.method == "POST":
        keep_profile(profile_id=own.pk)
        messages.success(request, stays())
        return redirect("register:profile")
    sent = own.invitations.select_related("vacancy")
    context = {
        "profile": own,
        "sections": _rows(draft),
        "file": cv_of(own),
        "looks": looks_of(own),
        "invitations": [(one, invitation_path(one)) for one in sent],
    }
    response = render(request, "register/profile.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


@READ_AND_POST
def leave(request: HttpRequest) -> HttpResponse:
    """One button; the profile is gone at once."""
    own = RegisterProfile.objects.filter(user=person_of(request)).first()
    if own is None:
        return redirect("register:start")
    if request.method == "POST":
        leave_register(profile_id=own.pk)
        forget_typed(request)
        return render(request, "register/left.html")
    return render(request, "register/leave.html")
