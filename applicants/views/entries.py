"""One entry of a list on a page of its own, and taking an entry or a file out again."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from applicants.errors import Refused, SectionChanged
from applicants.forms.sections import SectionForm
from applicants.models import Application
from applicants.sections.catalogue import Kind, Question, Section, entry_section
from applicants.sections.checking import joint_problems, problems
from applicants.sections.reading import read_entry
from applicants.selectors.candidate import get_own_application
from applicants.selectors.lists import files_by_question
from applicants.selectors.sections import Saved
from applicants.selectors.writable import Writing, writing_of
from applicants.services.filing import NO_FILES, SentFiles
from applicants.views.holders import ApplicationHolder, Holder
from applicants.views.keeping import is_forged, take_typed
from applicants.views.reading_only import is_late_draft, where_to_read
from applicants.views.typed import NOT_CERTAIN, number, show_typed, signed_out
from recruitment.accounts.models import User

NEW = "new"


# Exempt for the same reason as the page of a section: what was typed is kept.
@csrf_exempt
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, pk: UUID, section: str, question: str, entry: str) -> HttpResponse:
    """An entry of a list of an application."""
    forged = request.method == "POST" and is_forged(request)
    if not isinstance(request.user, User):
        return signed_out(request, forged=forged)
    application = get_own_application(request, pk)
    holder = ApplicationHolder(application)
    if request.method != "POST" and is_late_draft(application):
        return redirect(where_to_read(application, section))
    if _is_closed(application, holder.section(section)):
        return redirect("applicants:status", pk=pk)
    return edit(request, holder, section, question, entry, forged=forged)


@require_http_methods(["GET", "HEAD", "POST"])
def entry_remove(
    request: HttpRequest, pk: UUID, section: str, question: str, entry: str
) -> HttpResponse:
    """Ask, then take an entry or a file out of an application."""
    application = get_own_application(request, pk)
    holder = ApplicationHolder(application)
    if is_late_draft(application):
        return redirect(where_to_read(application, section))
    if _is_closed(application, holder.section(section)):
        return redirect("applicants:status", pk=pk)
    return remove(request, holder, section, question, entry)


def _is_closed(application: Application, section: Section) -> bool:
    return writing_of(application, section, at=timezone.now()) is Writing.NOT


def edit(
    request: HttpRequest, holder: Holder, code: str, name: str, entry: str, *, forged: bool = False
) -> HttpResponse:
    """The page of one entry: a new one, or one that is there."""
    section, question = _asked(holder, code, name)
    page = entry_section(section, question)
    saved = holder.saved(section)
    present = _entry(saved, question, entry)
    if request.method != "POST":
        kept = take_typed(request)
        typed = SectionForm(page, saved={}, data=kept).raw_answers() if kept else None
        known = present or _prefilled(section, saved, request.GET.get("gap", ""))
        form = SectionForm(page, saved=typed or known)
        return _show(request, holder, section, question, form, saved.version, entry)
    form = SectionForm(page, saved={}, data=request.POST)
    version = number(request.POST.get("version"))
    if forged:
        shown = SectionForm(page, saved=form.raw_answers())
        return _show(
            request, holder, section, question, shown, version, entry, problem=NOT_CERTAIN,
            status=403,
        )  # fmt: skip
    if not form.is_valid():
        return _show(request, holder, section, question, form, version, entry)
    answers = _with_entry(saved, question, form.answers(), entry)
    try:
        _save(holder, section, saved, answers, version, request)
    except SectionChanged as changed:
        shown = SectionForm(page, saved=form.raw_answers())
        return _show(
            request, holder, section, question, shown, holder.saved(section).version, entry,
            problem=str(changed), changed=present, status=409,
        )  # fmt: skip
    except Refused as refused:
        return show_typed(request, str(refused), status=409)
    return redirect(holder.address("section", section.code))


def remove(request: HttpRequest, holder: Holder, code: str, name: str, entry: str) -> HttpResponse:
    """A question with one button; nothing is removed by opening it."""
    section, question = _asked(holder, code, name, kinds=(Kind.ENTRIES, Kind.FILE))
    saved = holder.saved(section)
    what = _what(holder, section, saved, question, entry)
    back = holder.address("section", section.code)
    if request.method != "POST":
        context = {
            "holder": holder, "section": section, "what": what, "back": back,
            "version": saved.version,
        }  # fmt: skip
        return render(request, "applicants/entry_remove.html", context)
    answers = dict(saved.answers)
    if question.kind is Kind.ENTRIES:
        answers[name] = [one for one in answers.get(name, []) if one.get("id") != entry]
    version = number(request.POST.get("version"))
    try:
        _save(holder, section, saved, answers, version, request, removed=(entry,))
    except Refused as refused:
        return show_typed(request, str(refused), status=409)
    messages.success(request, "Removed.")
    return redirect(back)


def _asked(
    holder: Holder, code: str, name: str, *, kinds: tuple[Kind, ...] = (Kind.ENTRIES,)
) -> tuple[Section, Question]:
    section = holder.section(code)
    question = section.question(name)
    if question is None or question.kind not in kinds:
        raise Http404
    return section, question


def _entry(saved: Saved, question: Question, entry: str) -> dict[str, Any]:
    """The stored entry; {} for a new one. Raises Http404 for one that is gone."""
    held = saved.answers.get(question.code, [])
    if entry == NEW:
        return {}
    found = next((one for one in held if one.get("id") == entry), None)
    if found is None:
        raise Http404
    return dict(found)


def _prefilled(section: Section, saved: Saved, gap: str) -> dict[str, Any]:
    found = joint_problems(section, saved.answers)
    if gap.isdecimal() and int(gap) < len(found):
        return dict(found[int(gap)].prefill)
    return {}


def _with_entry(
    saved: Saved, question: Question, answers: dict[str, Any], entry: str
) -> dict[str, Any]:
    held = list(saved.answers.get(question.code, []))
    if entry == NEW:
        held.append({"id": secrets.token_hex(4), **answers})
    else:
        held = [{"id": entry, **answers} if one.get("id") == entry else one for one in held]
    return {**saved.answers, question.code: held[: question.most]}


def _save(
    holder: Holder,
    section: Section,
    saved: Saved,
    answers: dict[str, Any],
    version: int,
    request: HttpRequest,
    removed: tuple[str, ...] = (),
) -> None:
    """A completed section stays completed while nothing is missing; an open one stays open."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    is_file = any(one in removed for value in _lists(answers) for one in value)
    left = {
        code: [one for one in value if one not in removed] if isinstance(value, list) else value
        for code, value in answers.items()
    }
    done = saved.completed and not problems(section, left)
    holder.save(
        section=section,
        answers=answers,
        version=version,
        completed=done,
        by=user,
        files=SentFiles(removed=removed) if is_file else NO_FILES,
    )


def _lists(answers: dict[str, Any]) -> list[list[Any]]:
    return [value for value in answers.values() if isinstance(value, list)]


def _what(holder: Holder, section: Section, saved: Saved, question: Question, entry: str) -> str:
    if question.kind is Kind.ENTRIES:
        return read_entry(question, _entry(saved, question, entry))
    files = files_by_question(holder.owner, section)[question.code]
    found = next((file for file in files if str(file.pk) == entry), None)
    if found is None:
        raise Http404
    return found.name


def _show(
    request: HttpRequest,
    holder: Holder,
    section: Section,
    question: Question,
    form: SectionForm,
    version: int,
    entry: str,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    context |= {
        "holder": holder,
        "section": section,
        "question": question,
        "form": form,
        "version": version,
        "is_new": entry == NEW,
        "back": holder.address("section", section.code),
        "page_has_errors": bool(context.get("problem")),
    }
    return render(request, "applicants/entry.html", context, status=status)
