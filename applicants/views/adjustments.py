"""What a candidate needs so that they can take part: to change it, and to read what is agreed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from applicants.choices import Status
from applicants.errors import Refused
from applicants.forms.sections import SectionForm
from applicants.pipeline import ENDED
from applicants.sections.shared import adjustments as adjustments_section
from applicants.selectors.candidate import get_own_application
from applicants.selectors.sections import saved_section
from applicants.selectors.staff_case import agreed_arrangement
from applicants.services.adjusting import change_adjustments
from applicants.views.after import show, user_of
from applicants.views.keeping import take_typed
from applicants.views.typed import RESTORED, keeps_typed, number


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def adjustments(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One page from the draft to the first day; a draft's own section does the same."""
    application = get_own_application(request, pk)
    section = adjustments_section()
    if application.is_draft:
        return redirect("applicants:section", pk=pk, section=section.code)
    if Status(application.status) in ENDED:
        return redirect("applicants:status", pk=pk)
    saved = saved_section(application, section)
    posted = request.POST if request.method == "POST" else None
    form = SectionForm(section, saved=saved.answers, data=posted)
    version = saved.version
    kept = take_typed(request) if posted is None else None
    if kept is not None:
        typed = SectionForm(section, saved={}, data=kept).raw_answers()
        form, version = SectionForm(section, saved=typed), number(kept.get("version"))
        messages.info(request, RESTORED)
    problem, status = "", 200
    if posted is not None and form.is_valid():
        try:
            change_adjustments(
                application_id=application.pk,
                answers=form.answers(),
                version=number(posted.get("version")),
                by=user_of(request),
            )
        except Refused as refused:
            problem, status = str(refused), 409
        else:
            messages.success(request, "Saved. The advisers on adjustments will contact you.")
            return redirect("applicants:status", pk=pk)
    context: dict[str, Any] = {
        "section": section,
        "version": version,
        "agreed": agreed_arrangement(application),
        "problem": problem,
        "page_has_errors": bool(problem),
    }
    response = show(request, "applicants/adjustments.html", application, form, **context)
    response.status_code = status
    return response
