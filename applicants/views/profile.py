"""The profile: what a person tells once. Applications take copies of it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from applicants.errors import Refused, SectionChanged
from applicants.forms.sections import SectionForm
from applicants.sections.checking import joint_problems
from applicants.sections.reading import read_section
from applicants.selectors.lists import files_of_section, lists_of
from applicants.selectors.profile import find_candidate, profile_states
from applicants.selectors.sections import SectionState
from applicants.services.filing import SentFiles
from applicants.services.profile import save_profile_section
from applicants.views import entries
from applicants.views.holders import ProfileHolder, address_of_action
from applicants.views.keeping import is_forged, take_typed
from applicants.views.typed import NOT_CERTAIN, number, show_typed, signed_out
from recruitment.accounts.models import User


@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """The list of its pages."""
    if not isinstance(request.user, User):
        raise Http404
    states = profile_states(find_candidate(request.user))
    groups = [
        (title, [_task(state) for state in of_group])
        for title, of_group in groupby(states, key=lambda state: state.section.group)
    ]
    return render(request, "applicants/profile.html", {"groups": groups})


def _task(state: SectionState) -> dict[str, str]:
    return {
        "title": state.section.title,
        "href": reverse("applicants:profile_section", args=[state.section.code]),
        "status": str(state.progress.label),
    }


# Exempt for the same reason as the page of a section of an application: what was typed is kept.
@csrf_exempt
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, section: str) -> HttpResponse:
    """One page."""
    forged = request.method == "POST" and is_forged(request)
    if not isinstance(request.user, User):
        return signed_out(request, forged=forged)
    holder = ProfileHolder(find_candidate(request.user))
    asked = holder.section(section)
    saved = holder.saved(asked)
    if request.method != "POST":
        kept = take_typed(request)
        typed = SectionForm(asked, saved={}, data=kept).raw_answers() if kept else saved.answers
        form = SectionForm(asked, saved=typed, kept=saved.answers)
        return _show(request, holder, form, saved.version)
    form = SectionForm(asked, saved={}, data=request.POST, files=request.FILES, kept=saved.answers)
    version = number(request.POST.get("version"))
    if forged:
        shown = SectionForm(asked, saved=form.raw_answers(), kept=saved.answers)
        return _show(request, holder, shown, version, problem=NOT_CERTAIN, status=403)
    return _save(request, holder, form, version)


def _save(
    request: HttpRequest, holder: ProfileHolder, form: SectionForm, version: int
) -> HttpResponse:
    asked, user = form.section, request.user
    if not isinstance(user, User):
        raise Http404
    action = request.POST.get("action", "")
    files = form.new_files()
    # Looking at an entry of a list opens no page again that was completed.
    stays = ":" in action and holder.saved(asked).completed
    finished = (action == "continue" or stays) and form.is_valid()
    try:
        saved = save_profile_section(
            code=asked.code,
            answers=form.answers() if finished else form.raw_answers(),
            version=version,
            completed=finished,
            by=user,
            files=SentFiles(files),
        )
    except SectionChanged as changed:
        fresh = holder.saved(asked)
        rows = [{"key": one.label, "value": one.text} for one in read_section(asked, fresh.answers)]
        shown = SectionForm(asked, saved=form.raw_answers(), kept=fresh.answers)
        return _show(
            request, holder, shown, fresh.version, problem=str(changed), saved_rows=rows, status=409
        )
    except Refused as refused:
        return show_typed(request, str(refused), status=409)
    if ":" in action:
        problems = joint_problems(asked, saved.answers)
        return redirect(address_of_action(holder, asked, action, problems))
    if not finished and action == "continue":
        return _show(request, holder, form, saved.version)
    messages.success(request, "Saved in your profile.")
    return redirect("applicants:profile")


def _show(
    request: HttpRequest,
    holder: ProfileHolder,
    form: SectionForm,
    version: int,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    asked = form.section
    context |= {
        "section": asked,
        "form": form,
        "version": version,
        "lists": lists_of(asked, holder.saved(asked).answers),
        "files": files_of_section(holder.owner, asked),
        "page_has_errors": bool(context.get("problem")),
    }
    return render(request, "applicants/profile_section.html", context, status=status)


@csrf_exempt
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, section: str, question: str, entry: str) -> HttpResponse:
    """An entry of a list of the profile."""
    forged = request.method == "POST" and is_forged(request)
    if not isinstance(request.user, User):
        return signed_out(request, forged=forged)
    holder = ProfileHolder(find_candidate(request.user))
    return entries.edit(request, holder, section, question, entry, forged=forged)


@require_http_methods(["GET", "HEAD", "POST"])
def entry_remove(request: HttpRequest, section: str, question: str, entry: str) -> HttpResponse:
    """Ask, then take an entry or a file out of the profile."""
    if not isinstance(request.user, User):
        raise Http404
    return entries.remove(
        request, ProfileHolder(find_candidate(request.user)), section, question, entry
    )
