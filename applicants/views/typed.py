"""Answers for the cases in which a form can neither be saved nor simply shown again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from applicants.views.keeping import is_forged, keep_typed, take_typed
from recruitment.accounts.models import User

View = Callable[..., HttpResponse]
AnyForm = TypeVar("AnyForm", bound=forms.Form)

SIGNED_OUT = (
    "You have been signed out. What you typed is kept for you. Sign in to carry on where you were."
)
PLEASE_SIGN_IN = "Sign in to carry on with your application."
TOO_LONG = "You have been signed out, and this is too long to be kept. Copy it, then sign in."
RESTORED = (
    "This is what you typed before you were signed out. It is not sent yet: check it, then send it."
)
FILE_AGAIN = "If you had chosen a file, choose it again."
# The words of the forms that stand alone; those of a section all begin with "q-".
OWN_WORDS = ("note", "question", "reason", "statement")
NOT_CERTAIN = (
    "We could not be certain that this form came from you, so nothing was saved. What you typed "
    "is still here: save it again."
)
# Where its form is not shown again.
NOT_CERTAIN_ALONE = (
    "We could not be certain that this form came from you, so nothing was saved. Copy what you "
    "typed, then open the page again."
)


def signed_out(request: HttpRequest, *, forged: bool) -> HttpResponse:
    if request.method != "POST":
        messages.warning(request, PLEASE_SIGN_IN)
        return redirect_to_login(request.get_full_path())
    if forged:
        # Neither who it is nor where it came from is known: only show it, and keep nothing.
        return show_typed(request, NOT_CERTAIN_ALONE, status=403)
    if not keep_typed(request):
        return show_typed(request, TOO_LONG, status=413)
    messages.warning(request, SIGNED_OUT)
    return redirect_to_login(request.path)


def keeps_typed(view: View) -> View:
    """For a page with a form of its own: what is posted after the session ended waits behind
    sign-in for `typed_before`, and what fails the form check is shown again. Both checks are made
    here, before the view."""

    @csrf_exempt
    @login_not_required
    @sensitive_post_parameters()
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        forged = request.method == "POST" and is_forged(request)
        if not isinstance(request.user, User):
            return signed_out(request, forged=forged)
        if forged:
            return show_typed(request, NOT_CERTAIN_ALONE, status=403)
        return view(request, *args, **kwargs)

    return checked


def typed_before(request: HttpRequest, form: AnyForm) -> AnyForm:
    """The form; an empty one with what was typed into it before the session ended, if anything."""
    kept = None if form.is_bound else take_typed(request)
    if kept is None:
        return form
    for name, field in form.fields.items():
        typed = field.widget.value_from_datadict(kept, {}, form.add_prefix(name))
        if typed not in (None, "", []):
            form.initial[name] = typed
    messages.info(request, f"{RESTORED} {FILE_AGAIN}" if form.is_multipart() else RESTORED)
    return form


def number(text: str | None) -> int:
    """A version from a form; -1, which no section has, for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else -1


def show_typed(request: HttpRequest, why: str, *, status: int) -> HttpResponse:
    """The typed text alone, to be copied: where it can neither be saved nor shown in its form."""
    typed = [
        "\n".join(values)
        for name, values in request.POST.lists()
        if (name.startswith("q-") or name in OWN_WORDS) and any(value.strip() for value in values)
    ]
    context = {"why": why, "typed": typed, "page_has_errors": True, "path": request.path}
    return render(request, "applicants/typed.html", context, status=status)
