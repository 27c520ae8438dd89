"""The page on which the specific eligibility criteria of an advert are written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from recruitment.accounts.roles import Right
from vacancies.admin.pages import AdvertView, life_url
from vacancies.criteria_forms import criteria_formset
from vacancies.models import Vacancy
from vacancies.services import edit_vacancy
from vacancies.services.stepping import CHANGED, last_sequence

CONFLICT = 409


class CriteriaPage(AdvertView):
    """GET shows the blocks, POST saves them all; nothing typed is lost when it is refused."""

    name = "criteria"
    title = "Who may apply: specific criteria"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self._check_right()
        return self._show(criteria_formset(self.vacancy.criteria))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self._check_right()
        formset = criteria_formset(self.vacancy.criteria, request.POST)
        if not formset.is_valid():
            return self._show(formset)
        seen = request.POST.get("seen", "")
        try:
            edit_vacancy(
                by=self.user,
                vacancy_id=self.vacancy.pk,
                changes={"criteria": formset.criteria()},
                seen=int(seen) if seen.isdigit() else 0,
            )
        except ValidationError as error:
            changed = getattr(error, "code", None) == CHANGED
            return self._show(formset, error.messages, status=CONFLICT if changed else 200)
        messages.success(request, "The criteria are saved.")
        return HttpResponseRedirect(life_url(self.vacancy.pk))

    def _check_right(self) -> None:
        if not self.may(Right.EDIT_VACANCIES):
            raise PermissionDenied

    def _show(self, formset: Any, problems: Any = (), *, status: int = 200) -> HttpResponse:
        context = self.page_context(
            formset=formset,
            problems=[*problems, *(formset.non_form_errors() if formset.is_bound else [])],
            is_wrong=bool(problems) or (formset.is_bound and formset.total_error_count() > 0),
            seen=self.request.POST.get("seen") or last_sequence(self.vacancy),
        )
        return render(self.request, "vacancies/staff/criteria.html", context, status=status)


def criteria_link(vacancy: Vacancy | None) -> str:
    """What stands in the advert's own form: how many there are, and the way to them."""
    if vacancy is None or vacancy.pk is None:
        return "Save the advert first; then you can add criteria to it."
    count = len(vacancy.criteria)
    words = "No specific criteria" if not count else f"{count} criteri{'a' if count > 1 else 'on'}"
    address = reverse("admin:vacancies_vacancy_criteria", args=[vacancy.pk])
    return format_html('{}. <a href="{}">Write or change the criteria</a>', words, address)
