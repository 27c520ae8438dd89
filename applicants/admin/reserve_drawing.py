"""Drawing on reserve lists for a later vacancy: which lists fit, and asking one person.

Nobody on a list is named here: a yes makes an application, which is read like every other.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from applicants.admin.asking import device_of
from applicants.admin.interview_plan import VacancyPage
from applicants.desk.pages.views import CONFLICT
from applicants.errors import Refused
from applicants.forms.staff_reserve import AskForm
from applicants.selectors.reserve_drawing import (
    Askable,
    ListToDraw,
    drawing_of,
    may_draw,
)
from applicants.services.reading import open_lists_to_draw_on
from applicants.services.reserve_drawing import ask_about_vacancy
from recruitment.accounts.roles import Right


class DrawingPage(VacancyPage):
    """The lists of the same kind, and whom one may ask. Opening it is logged."""

    name = "reserve_drawing"
    title = "Draw on reserve lists"
    right = Right.MAKE_OFFERS

    def get(self, request: HttpRequest, vacancy_id: int) -> HttpResponse:
        lists = drawing_of(self.vacancy, self.user, device=device_of(request))
        open_lists_to_draw_on(
            vacancy=self.vacancy, lists=[one.found.pk for one in lists], by=self.user
        )
        return self.page(
            "applicants/staff/reserve_drawing.html",
            vacancy=self.vacancy,
            lists=lists,
            draws=may_draw(self.vacancy),
        )


class AskPage(VacancyPage):
    """Says what the person is asked, and why others are passed over; then asks."""

    name = "reserve_ask"
    title = "Ask somebody on a reserve list"
    right = Right.MAKE_OFFERS
    person: Askable
    source: ListToDraw

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.vacancy = self._find(request, kwargs["vacancy_id"])
        self._find_person(request, kwargs["key"])
        return super().dispatch(request, *args, **kwargs)

    def _find_person(self, request: HttpRequest, key: UUID) -> None:
        """Only somebody on a list within this person's scope exists here."""
        user: Any = request.user
        for one in drawing_of(self.vacancy, user, device=device_of(request)):
            for person in one.people:
                if person.key == key:
                    self.source, self.person = one, person
                    return
        raise Http404

    def get(self, request: HttpRequest, vacancy_id: int, key: UUID) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest, vacancy_id: int, key: UUID) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            ask_about_vacancy(
                application_id=key,
                vacancy_id=vacancy_id,
                by=self.user,
                reason=form.cleaned_data.get("reason", ""),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.show(form, status=CONFLICT)
        messages.success(request, "They are asked by email, and have five working days.")
        return HttpResponseRedirect(self.back)

    @property
    def back(self) -> str:
        """The lists of this vacancy."""
        return reverse("admin:applicants_application_reserve_drawing", args=[self.vacancy.pk])

    def form(self, data: Any = None) -> AskForm:
        """With a reason where somebody with a better place could still be asked."""
        return AskForm(data, passes_over=self.person.passes_over > 0)

    def show(self, form: AskForm, *, status: int = 200) -> HttpResponse:
        return self.page(
            "applicants/staff/reserve_ask.html",
            status=status,
            form=form,
            vacancy=self.vacancy,
            person=self.person,
            source=self.source.found,
            back=self.back,
        )
