"""One section of a form. Whatever goes wrong here, what was typed stays on the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from applicants.errors import Refused, SectionChanged
from applicants.forms.sections import SectionForm
from applicants.models import Application
from applicants.sections import Section, sections_for
from applicants.sections.reading import read_section
from applicants.selectors.candidate import get_own_application
from applicants.selectors.sections import SectionState, section_states
from applicants.services.saving import save_section
from applicants.views.keeping import is_forged, keep_typed, take_typed
from recruitment.accounts.models import User

FROM_CHECK = "check-answers"
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
    if not isinstance(request.user, User):
        return _signed_out(request, forged=forged)
    application = get_own_application(request, pk)
    page = _Page(request, application, section)
    if not application.is_draft:
        return page.too_late() if request.method == "POST" else redirect("applicants:status", pk=pk)
    if forged:
        return page.show(_typed(page.section, request.POST), problem=NOT_CERTAIN, status=403)
    if request.method == "POST":
        return page.save(request.user)
    kept = take_typed(request)
    if kept is None:
        return page.show(page.state.saved.answers)
    page.version = _number(kept.get("version"))
    return page.show(_typed(page.section, kept), restored=True)


def _signed_out(request: HttpRequest, *, forged: bool) -> HttpResponse:
    if request.method != "POST":
        messages.warning(request, PLEASE_SIGN_IN)
        return redirect_to_login(request.get_full_path())
    if forged:
        # Neither who it is nor where it came from is known: only show it, and keep nothing.
        return _show_typed(request, NOT_CERTAIN, status=403)
    if not keep_typed(request):
        return _show_typed(request, TOO_LONG, status=413)
    messages.warning(request, SIGNED_OUT)
    return redirect_to_login(request.path)


class _Page:
    """One request for one section of one draft."""

    def __init__(self, request: HttpRequest, application: Application, code: str) -> None:
        self.request = request
        self.application = application
        sections = sections_for(application.vacancy)
        self.number = next((n for n, one in enumerate(sections) if one.code == code), -1)
        if self.number < 0:
            raise Http404
        self.states = section_states(application, sections)
        self.state: SectionState = self.states[self.number]
        self.section: Section = self.state.section
        self.version = self.state.saved.version
        given = request.POST if request.method == "POST" else request.GET
        self.came_from = FROM_CHECK if given.get("from") == FROM_CHECK else ""

    def save(self, user: User) -> HttpResponse:
        """Keep what was posted: finished where it is, as it was typed where it is not."""
        form = SectionForm(self.section, saved={}, data=self.request.POST)
        later = self.request.POST.get("action") == "later"
        finished = not later and form.is_valid()
        try:
            saved = save_section(
                application_id=self.application.pk,
                code=self.section.code,
                answers=form.answers() if finished else form.raw_answers(),
                version=_number(self.request.POST.get("version")),
                completed=finished,
                by=user,
            )
        except SectionChanged as changed:
            return self.show_both(form.raw_answers(), str(changed))
        except Refused as refused:
            return _show_typed(self.request, str(refused), status=409)
        self.version = saved.version
        if later:
            messages.success(
                self.request, "Saved. You can come back to it until the vacancy closes."
            )
            return redirect("applicants:tasks", pk=self.application.pk)
        return self.go_on() if finished else self.render(form)

    def go_on(self) -> HttpResponse:
        """To the next section that is not completed, or back to where the person came from."""
        pk = self.application.pk
        if self.came_from:
            return redirect("applicants:check_answers", pk=pk)
        for state in self.states[self.number + 1 :]:
            if not state.is_completed:
                return redirect("applicants:section", pk=pk, section=state.section.code)
        return redirect("applicants:tasks", pk=pk)

    def show(
        self, answers: Mapping[str, Any], *, status: int = 200, **context: Any
    ) -> HttpResponse:
        return self.render(SectionForm(self.section, saved=answers), status=status, **context)

    def show_both(self, typed: Mapping[str, Any], why: str) -> HttpResponse:
        """What was typed just now in the form, and what is saved beside it."""
        fresh = section_states(self.application, [self.section])[0].saved
        self.version = fresh.version
        saved_rows = [
            {"key": answer.label, "value": answer.text}
            for answer in read_section(self.section, fresh.answers)
        ]
        return self.show(typed, problem=why, saved_rows=saved_rows, status=409)

    def too_late(self) -> HttpResponse:
        return _show_typed(
            self.request,
            "This application is no longer a draft, so nothing was changed.",
            status=409,
        )

    def render(self, form: SectionForm, *, status: int = 200, **context: Any) -> HttpResponse:
        problem = context.get("problem", "")
        context |= {
            "application": self.application,
            "vacancy": self.application.vacancy,
            "section": self.section,
            "state": self.state,
            "form": form,
            "version": self.version,
            "came_from": self.came_from,
            "number": self.number + 1,
            "count": len(self.states),
            "page_has_errors": bool(problem),
        }
        return render(self.request, "applicants/section.html", context, status=status)


def _typed(section: Section, data: Any) -> dict[str, Any]:
    return SectionForm(section, saved={}, data=data).raw_answers()


def _number(text: str | None) -> int:
    """A version from a form; -1, which no section has, for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else -1


def _show_typed(request: HttpRequest, why: str, *, status: int) -> HttpResponse:
    """The typed text alone, to be copied: where it can neither be saved nor shown in its form."""
    typed = [
        "\n".join(values)
        for name, values in request.POST.lists()
        if name.startswith("q-") and any(value.strip() for value in values)
    ]
    context = {"why": why, "typed": typed, "page_has_errors": True, "path": request.path}
    return render(request, "applicants/typed.html", context, status=status)
