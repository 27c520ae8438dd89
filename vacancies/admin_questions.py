"""Where recruiters write an advert's questions, with a preview before anything is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from vacancies.hooks import question_preview
from vacancies.models import Vacancy
from vacancies.models.constraints import PUBLISHED
from vacancies.question_forms import formset_for
from vacancies.questions import questions_of
from vacancies.services.questions import seen_as, set_questions

if TYPE_CHECKING:
    from vacancies.admin.vacancy import VacancyAdmin

NAME = "vacancies_vacancy_questions"


@require_http_methods(["GET", "HEAD", "POST"])
def questions_page(request: HttpRequest, pk: int, *, model_admin: VacancyAdmin) -> HttpResponse:
    """GET shows the blocks; POST saves them, shows the preview, or comes back from it."""
    vacancy = model_admin.get_queryset(request).filter(pk=pk).first()
    if vacancy is None:
        raise Http404
    if not model_admin.has_change_permission(request, vacancy):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    formset = formset_for(questions_of(vacancy), data)
    if data is None or "back" in data or not formset.is_valid():
        return _form(request, vacancy, formset)
    if "preview" in data:
        return _preview(request, vacancy, formset)
    try:
        set_questions(
            by=request.user,  # type: ignore[arg-type]
            vacancy_id=vacancy.pk,
            questions=formset.questions(),
            seen=data.get("seen", ""),
        )
    except ValidationError as error:
        return _form(request, vacancy, formset, problems=error.messages)
    messages.success(request, "The questions are saved.")
    return redirect(f"admin:{NAME}", vacancy.pk)


def _form(
    request: HttpRequest, vacancy: Vacancy, formset: Any, problems: list[str] | None = None
) -> HttpResponse:
    wrong = bool(problems) or (formset.is_bound and formset.total_error_count() > 0)
    context = {
        **_context(request, vacancy),
        "formset": formset,
        "problems": [*(problems or []), *(formset.non_form_errors() if formset.is_bound else [])],
        "is_wrong": wrong,
        "is_published": vacancy.status in PUBLISHED,
    }
    status = 409 if problems else 200
    return render(request, "vacancies/staff/questions.html", context, status=status)


def _preview(request: HttpRequest, vacancy: Vacancy, formset: Any) -> HttpResponse:
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", "preview")
    ]
    context = {
        "vacancy": vacancy,
        "pages": question_preview(vacancy, formset.questions()),
        "typed": typed,
    }
    return render(request, "vacancies/staff/questions_preview.html", context)


def _context(request: HttpRequest, vacancy: Vacancy) -> dict[str, Any]:
    posted = request.POST.get("seen") if request.method == "POST" else None
    return {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "opts": Vacancy._meta,
        "title": f"Questions: {vacancy.title}",
        "vacancy": vacancy,
        "seen": posted or seen_as(vacancy.questions),
    }


def questions_link(vacancy: Vacancy | None) -> str:
    """What stands in the advert's own form: how many there are, and the way to them."""
    if vacancy is None or vacancy.pk is None:
        return "Save the advert first; then you can add questions to it."
    count = len(vacancy.questions)
    words = "No questions yet" if not count else f"{count} question{'s' if count > 1 else ''}"
    return format_html(
        '{}. <a href="{}">Write or change the questions</a>',
        words,
        reverse(f"admin:{NAME}", args=[vacancy.pk]),
    )
