"""Answers for the cases in which a form can neither be saved nor simply shown again."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from applicants.views.keeping import keep_typed

SIGNED_OUT = (
    "You have been signed out. What you typed is kept for you. Sign in to carry on where you were."
)
PLEASE_SIGN_IN = "Sign in to carry on with your application."
TOO_LONG = "You have been signed out, and this is too long to be kept. Copy it, then sign in."
NOT_CERTAIN = (
    "We could not be certain that this form came from you, so nothing was saved. What you typed "
    "is still here: save it again."
)


def signed_out(request: HttpRequest, *, forged: bool) -> HttpResponse:
    if request.method != "POST":
        messages.warning(request, PLEASE_SIGN_IN)
        return redirect_to_login(request.get_full_path())
    if forged:
        # Neither who it is nor where it came from is known: only show it, and keep nothing.
        return show_typed(request, NOT_CERTAIN, status=403)
    if not keep_typed(request):
        return show_typed(request, TOO_LONG, status=413)
    messages.warning(request, SIGNED_OUT)
    return redirect_to_login(request.path)


def number(text: str | None) -> int:
    """A version from a form; -1, which no section has, for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else -1


def show_typed(request: HttpRequest, why: str, *, status: int) -> HttpResponse:
    """The typed text alone, to be copied: where it can neither be saved nor shown in its form."""
    typed = [
        "\n".join(values)
        for name, values in request.POST.lists()
        if name.startswith("q-") and any(value.strip() for value in values)
    ]
    context = {"why": why, "typed": typed, "page_has_errors": True, "path": request.path}
    return render(request, "applicants/typed.html", context, status=status)
