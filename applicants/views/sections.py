"""One section of a form. Whatever goes wrong here, what was typed stays on the page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from applicants.forms.sections import SectionForm
from applicants.sections import Section
from applicants.selectors.candidate import get_own_application
from applicants.selectors.writable import Writing
from applicants.views.keeping import is_forged, keep_typed, take_typed
from applicants.views.section_page import (
    AUTOSAVE,
    FROM_CHECK,
    SectionPage,
    number,
    page_token,
    show_typed,
)
from recruitment.accounts.models import User

__all__ = ["FROM_CHECK", "section"]

SIGNED_OUT = (
    "You have been signed out. What you typed is kept for you. Sign in to carry on where you were."
)
PLEASE_SIGN_IN = "Sign in to carry on with your application."
TOO_LONG = "You have been signed out, and this is too long to be kept. Copy it, then sign in."
NOT_CERTAIN = (
    "We could not be certain that this form came from you, so nothing was saved. What you typed "
    "is still here: save it again."
)


# Exempt from the automatic sign-in and form checks, which would throw the typed text away; both
# are made here instead, before anything is read or written.
@csrf_exempt
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, pk: UUID, section: str) -> HttpResponse:
    """The page of one section."""
    forged = request.method == "POST" and is_forged(request)
    by_script = request.POST.get("action") == AUTOSAVE
    if by_script and (forged or not isinstance(request.user, User)):
        # The page still holds what was typed; pressing its button keeps it.
        return JsonResponse({"problem": PLEASE_SIGN_IN}, status=403)
    if not isinstance(request.user, User):
        return _signed_out(request, forged=forged)
    application = get_own_application(request, pk)
    page = SectionPage(request, application, section)
    if page.writing is Writing.NOT:
        return page.too_late() if request.method == "POST" else redirect("applicants:status", pk=pk)
    if forged:
        return page.show(_typed(page.section, request.POST), problem=NOT_CERTAIN, status=403)
    if request.method == "POST":
        return page.autosave(request.user) if by_script else page.save(request.user)
    kept = take_typed(request)
    if kept is None:
        return page.show(page.state.saved.answers)
    page.version = number(kept.get("version"))
    page.token = page_token(kept.get("page")) or page.token
    return page.show(_typed(page.section, kept), restored=True)


def _signed_out(request: HttpRequest, *, forged: bool) -> HttpResponse:
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


def _typed(section: Section, data: Any) -> dict[str, Any]:
    return SectionForm(section, saved={}, data=data).raw_answers()
