"""One section of a form. Whatever goes wrong here, what was typed stays on the page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from applicants.forms.sections import SectionForm
from applicants.sections import Section
from applicants.selectors.candidate import get_own_application
from applicants.selectors.sections import must_check_first, read_sections
from applicants.selectors.writable import Writing
from applicants.views.keeping import is_forged, take_typed
from applicants.views.reading_only import is_late_draft, where_to_read
from applicants.views.section_page import AUTOSAVE, FROM_CHECK, SectionPage, page_token
from applicants.views.typed import NOT_CERTAIN, PLEASE_SIGN_IN, number, signed_out
from recruitment.accounts.models import User

CHECK_FIRST = (
    "Check first whether you can apply, so that you write nothing in vain. It takes two minutes."
)

__all__ = ["FROM_CHECK", "section"]


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
        return signed_out(request, forged=forged)
    application = get_own_application(request, pk)
    if request.method != "POST" and application.is_draft:
        read_sections(application)
    page = SectionPage(request, application, section)
    if request.method != "POST" and is_late_draft(application):
        return redirect(where_to_read(application, section))
    if page.writing is Writing.NOT:
        return page.too_late() if request.method == "POST" else redirect("applicants:status", pk=pk)
    if forged:
        return page.show(_typed(page.section, request.POST), problem=NOT_CERTAIN, status=403)
    if request.method == "POST":
        return page.autosave(request.user) if by_script else page.save(request.user)
    kept = take_typed(request)
    if kept is None:
        if must_check_first(application):
            messages.info(request, CHECK_FIRST)
            return redirect("applicants:check_eligibility", application.vacancy.reference)
        return page.show(page.state.saved.answers)
    page.version = number(kept.get("version"))
    page.token = page_token(kept.get("page")) or page.token
    return page.show(_typed(page.section, kept), restored=True)


def _typed(section: Section, data: Any) -> dict[str, Any]:
    return SectionForm(section, saved={}, data=data).raw_answers()
