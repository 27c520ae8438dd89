"""An application on paper, and what one may ask about its outcome."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from applicants.documents import PdfUnavailable, make_pdf
from applicants.errors import Refused
from applicants.forms.my_data import FeedbackForm
from applicants.sections.reading import read_section
from applicants.selectors.candidate import get_own_application
from applicants.selectors.reserve import label_for_candidate
from applicants.selectors.sections import section_states
from applicants.services.feedback import ask_for_feedback, may_ask_for_feedback
from applicants.views.after import show, user_of
from applicants.views.typed import keeps_typed, typed_before


@require_safe
def pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person's own application as a tagged PDF."""
    application = get_own_application(request, pk)
    context = {
        "application": application,
        "vacancy": application.vacancy,
        "status": label_for_candidate(application),
        "made": timezone.now(),
        "sections": [
            (state.section.title, read_section(state.section, state.saved.answers))
            for state in section_states(application)
        ],
    }
    try:
        content = make_pdf("applicants/data/application_pdf.html", context)
    except PdfUnavailable:
        return render(request, "applicants/no_pdf.html", {"application": application}, status=503)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{application.reference}.pdf"'
    return response


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for more feedback on an outcome."""
    application = get_own_application(request, pk)
    if not may_ask_for_feedback(application, at=timezone.now()):
        return redirect("applicants:status", pk=pk)
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    form = typed_before(request, form)
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_feedback(
                application_id=pk, by=user_of(request), question=form.cleaned_data["question"]
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "We have told the recruitment team. They write to you.")
            return redirect("applicants:status", pk=pk)
    return show(request, "applicants/feedback.html", application, form)
