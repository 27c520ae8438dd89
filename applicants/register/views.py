"""Registering one's interest: one thing a page, saved as it goes, an account only at the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from applicants.eligibility_check import read_decision
from applicants.eligibility_subjects import BY_ROUTE
from applicants.forms.sections import SectionForm
from applicants.register.draft import Draft, answers_to_start_with, load_draft, save_answers
from applicants.register.sections import BY_CODE, OPTIONAL, SECTIONS, further_problems
from applicants.sections.catalogue import Section
from recruitment.access.limits import too_many_new_sessions
from recruitment.uploads.selectors import files_of
from vacancies.choices import Route

READ_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What registering is and takes."""
    draft = load_draft(request)
    if draft.is_active:
        return redirect("register:profile")
    return render(request, "register/start.html", {"has_begun": bool(draft.answers)})


@login_not_required
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """The list of sections with what is done. Who is barred reads that at once instead."""
    draft = load_draft(request)
    if (bar := draft.bar) is not None:
        return barred(request, draft, bar)
    context = {
        "groups": _groups(draft),
        "draft": draft,
        "done": len(draft.completed),
        "all": len(SECTIONS),
    }
    return render(request, "register/tasks.html", context)


@login_not_required
@sensitive_post_parameters()
@READ_AND_POST
def section(request: HttpRequest, section: str) -> HttpResponse:
    """The page of one section. What is not complete is kept as well, and says so."""
    one = BY_CODE.get(section)
    if one is None:
        raise Http404
    draft = load_draft(request)
    if request.method != "POST":
        form = SectionForm(one, saved=answers_to_start_with(request, draft, one.code))
        return _show(request, one, form, draft)
    if too_many_new_sessions(request):
        return render(request, "429.html", status=429)
    form = SectionForm(one, saved={}, data=request.POST)
    if form.is_valid():
        for code, sentence in further_problems(one, form.answers()):
            form.add_error(code, sentence)
    whole = form.is_valid()
    if draft.is_active and not whole:
        # On the register a mistake is put right here: kept, it would take the person off it.
        return _show(request, one, form, draft)
    answers = form.answers() if whole else form.raw_answers()
    was_active = draft.is_active
    draft = save_answers(request, one.code, answers, completed=whole)
    if not whole and request.POST.get("action") != "later":
        return _show(request, one, form, draft)
    if was_active and not draft.is_active:
        messages.info(request, "You are not on the register now. Recruiters do not see you.")
    return redirect("register:profile" if draft.is_active else "register:tasks")


def barred(request: HttpRequest, draft: Draft, decided: Mapping[str, Any]) -> HttpResponse:
    """Why somebody cannot register, until when, and what they can do instead."""
    decision = read_decision(decided, BY_ROUTE[Route.TEMPORARY])
    return render(request, "register/barred.html", {"decision": decision, "draft": draft})


def _show(request: HttpRequest, one: Section, form: SectionForm, draft: Draft) -> HttpResponse:
    context = {
        "section": one,
        "form": form,
        "number": SECTIONS.index(one) + 1,
        "count": len(SECTIONS),
        "draft": draft,
    }
    return render(request, "register/section.html", context)


def _groups(draft: Draft) -> list[tuple[str, list[dict[str, Any]]]]:
    """The sections under their headings; the CV stands with what people bring."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in SECTIONS:
        groups.setdefault(one.group, []).append(_task(one, draft))
    groups["What you bring"].append(_cv_task(draft))
    return list(groups.items())


def _task(one: Section, draft: Draft) -> dict[str, Any]:
    begun = one.code in draft.answers
    status = "In progress" if begun else "Not started"
    return {
        "title": one.title,
        "href": reverse("register:section", args=[one.code]),
        "status": "Completed" if one.code in draft.completed else status,
        "hint": "Optional: open it and save" if one.code in OPTIONAL else "",
    }


def _cv_task(draft: Draft) -> dict[str, Any]:
    if draft.profile is None:
        hint = "Sign in or create an account first"
        return {"title": "Your CV", "href": "", "status": "Cannot start yet", "hint": hint}
    there = files_of(kind="register", owner_id=draft.profile.pk).exists()
    status = "Completed" if there else "Not started"
    return {
        "title": "Your CV", "href": reverse("register:cv"), "status": status, "hint": "Optional",
    }  # fmt: skip
