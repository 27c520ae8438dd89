"""The page of one section: made, saved, and shown again with everything that was typed."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from applicants.errors import Refused, SectionChanged
from applicants.forms.sections import SectionForm
from applicants.models import Application
from applicants.sections import Section
from applicants.sections.checking import joint_problems, only_declared
from applicants.sections.reading import read_section
from applicants.selectors.lists import files_of_section, lists_of
from applicants.selectors.sections import SectionState, section_states
from applicants.selectors.writable import Writing, every_section, writing_of
from applicants.services.filing import SentFiles
from applicants.services.saving import autosave_section, save_section
from applicants.views.holders import ApplicationHolder, address_of_action
from applicants.views.reading_only import is_late_draft, where_to_read
from applicants.views.typed import number, show_typed
from recruitment.accounts.models import User
from vacancies.choices import AskedWhen

FROM_CHECK = "check-answers"
AUTOSAVE = "autosave"
NO_LONGER = "This application can no longer be changed, so nothing was changed."
PAGE_TOKEN = re.compile(r"[0-9a-f]{32}")


class SectionPage:
    """One request for one section of one application."""

    def __init__(self, request: HttpRequest, application: Application, code: str) -> None:
        self.request = request
        self.application = application
        every = every_section(application)
        found = next((one for one in every if one.code == code), None)
        if found is None:
            raise Http404
        self.section: Section = found
        self.writing = writing_of(application, found, at=timezone.now())
        # A draft is gone through section by section; what comes later stands alone.
        of_form = [one for one in every if one.asked == AskedWhen.APPLICATION]
        sections = of_form if application.is_draft else [found]
        self.states = section_states(application, sections)
        self.number = next((n for n, one in enumerate(sections) if one.code == code), -1)
        if self.number < 0:
            raise Http404
        self.state: SectionState = self.states[self.number]
        self.version = self.state.saved.version
        self.answers = self.state.saved.answers
        self.holder = ApplicationHolder(application)
        given = request.POST if request.method == "POST" else request.GET
        self.came_from = FROM_CHECK if given.get("from") == FROM_CHECK else ""
        self.token = page_token(given.get("page")) or secrets.token_hex(16)

    @property
    def home(self) -> str:
        """The page that this one belongs to, by its URL name."""
        if self.came_from or self.writing is Writing.REPLACING:
            return "applicants:check_answers"
        return "applicants:tasks" if self.application.is_draft else "applicants:status"

    def save(self, user: User) -> HttpResponse:
        """Keep what was posted: finished where it is, as it was typed where it is not."""
        form = self.posted_form()
        action = self.request.POST.get("action", "")
        later = action == "later" or ":" in action
        files = SentFiles(form.new_files())
        finished = form.is_valid() and (not later or self.stays_completed(action))
        if self.writing is Writing.REPLACING and ":" in action:
            return self.go_to(action)
        if self.writing is Writing.REPLACING and not finished:
            # What was sent stays as it is until everything on the page is answered.
            return self.render(form)
        try:
            saved = save_section(
                application_id=self.application.pk,
                code=self.section.code,
                answers=form.answers() if finished else form.raw_answers(),
                version=number(self.request.POST.get("version")),
                completed=finished,
                by=user,
                saved_from=self.token,
                files=files,
            )
        except SectionChanged as changed:
            return self.show_both(form.raw_answers(), str(changed))
        except Refused as refused:
            return show_typed(self.request, str(refused), status=409)
        self.version, self.answers = saved.version, saved.answers
        if ":" in action:
            return self.go_to(action)
        if later:
            messages.success(self.request, "Saved. You can come back to it at any time.")
            return redirect(self.home, pk=self.application.pk)
        return self.go_on() if finished else self.render(form)

    def stays_completed(self, action: str) -> bool:
        """Looking at an entry of a list opens no section again that was completed."""
        return ":" in action and self.state.saved.completed

    def posted_form(self) -> SectionForm:
        """What was posted, with the lists and files that are stored already."""
        return SectionForm(
            self.section,
            saved={},
            data=self.request.POST,
            files=self.request.FILES,
            kept=self.answers,
        )

    def go_to(self, action: str) -> HttpResponse:
        """To the page of an entry or a file that a button of this page names."""
        problems = joint_problems(self.section, self.answers)
        return redirect(address_of_action(self.holder, self.section, action, problems))

    def autosave(self, user: User) -> HttpResponse:
        """Keep what is being typed; answers the page's own script."""
        typed = self.posted_form().raw_answers()
        try:
            saved = autosave_section(
                application_id=self.application.pk,
                code=self.section.code,
                answers=typed,
                version=number(self.request.POST.get("version")),
                by=user,
                saved_from=self.token,
            )
        except Refused as refused:
            return JsonResponse({"problem": str(refused)}, status=409)
        # A page that was behind must send again what it has typed since.
        behind = saved.answers != only_declared(self.section, typed)
        return JsonResponse({"version": saved.version, "again": behind})

    def go_on(self) -> HttpResponse:
        """To the next section that is not completed, or back to where the person came from."""
        pk = self.application.pk
        if is_late_draft(self.application):
            messages.success(self.request, "The vacancy has closed. Your words are kept.")
            return redirect(where_to_read(self.application, self.section.code))
        if self.writing is Writing.REPLACING:
            messages.success(self.request, "Your change is saved, and replaces what you had sent.")
        elif self.section.asked != AskedWhen.APPLICATION:
            messages.success(self.request, "Your answers are saved. The recruitment team has them.")
        elif not self.came_from:
            for state in self.states[self.number + 1 :]:
                if not state.is_completed:
                    return redirect("applicants:section", pk=pk, section=state.section.code)
        return redirect(self.home, pk=pk)

    def show(
        self, answers: Mapping[str, Any], *, status: int = 200, **context: Any
    ) -> HttpResponse:
        """The form with these answers in it."""
        form = SectionForm(self.section, saved=answers, kept=self.answers)
        return self.render(form, status=status, **context)

    def show_both(self, typed: Mapping[str, Any], why: str) -> HttpResponse:
        """What was typed just now in the form, and what is saved beside it."""
        fresh = section_states(self.application, [self.section])[0].saved
        self.version, self.answers = fresh.version, fresh.answers
        saved_rows = [
            {"key": answer.label, "value": answer.text}
            for answer in read_section(self.section, fresh.answers)
        ]
        return self.show(typed, problem=why, saved_rows=saved_rows, status=409)

    def too_late(self) -> HttpResponse:
        """Nothing of this section may be written any more."""
        if self.request.POST.get("action") == AUTOSAVE:
            return JsonResponse({"problem": NO_LONGER}, status=409)
        return show_typed(self.request, NO_LONGER, status=409)

    def render(self, form: SectionForm, *, status: int = 200, **context: Any) -> HttpResponse:
        problem = context.get("problem", "")
        context |= {
            "application": self.application,
            "vacancy": self.application.vacancy,
            "section": self.section,
            "state": self.state,
            "form": form,
            "version": self.version,
            "page_token": self.token,
            "came_from": self.came_from,
            "home": self.home,
            "is_replacing": self.writing is Writing.REPLACING,
            "lists": lists_of(self.section, self.answers),
            "files": files_of_section(self.holder.owner, self.section),
            "number": self.number + 1,
            "count": len(self.states),
            "page_has_errors": bool(problem),
        }
        return render(self.request, "applicants/section.html", context, status=status)


def page_token(text: str | None) -> str:
    """The name that a page was given when it was made; "" for anything else."""
    return text if text and PAGE_TOKEN.fullmatch(text) else ""
