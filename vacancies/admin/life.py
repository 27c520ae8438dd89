"""The pages of an advert's life: where it stands, each step with a page that confirms it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from recruitment.accounts.roles import Right
from vacancies import selectors_staff as selectors
from vacancies.admin.criteria import CriteriaPage
from vacancies.admin.documents import DocumentsPage
from vacancies.admin.looking import CopyPage, PreviewPage
from vacancies.admin.pages import AdvertView, life_url
from vacancies.choices import VacancyStatus
from vacancies.choices_life import VacancyEvent
from vacancies.forms_life import StepForm
from vacancies.hooks import count_following
from vacancies.life import STEPS, Step
from vacancies.services.guards import missing_for
from vacancies.services.publishing import take_step
from vacancies.services.stepping import CHANGED, last_sequence
from vacancies.telling_words import whom_it_tells

CONFLICT = 409


class LifePage(AdvertView):
    """Where the advert stands, what can be done with it now, and what happened to it."""

    name = "life"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        now = timezone.now()
        context = self.page_context(
            title=f"{self.vacancy.reference}: {self.vacancy.title}",
            steps=[
                step
                for step in selectors.next_steps(self.vacancy)
                if self.may(step.right_at(VacancyStatus(self.vacancy.status)))
            ],
            following=count_following(self.vacancy),
            history=selectors.history_of(self.vacancy),
            previews=selectors.AUDIENCES,
            is_open=self.vacancy.is_open_at(now),
        )
        return render(request, "vacancies/staff/life.html", context)


class StepPage(AdvertView):
    """Confirms one step: says what it does and whom it tells, then does it."""

    name = "step"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        event = kwargs["event"]
        if event not in VacancyEvent.values or VacancyEvent(event) not in STEPS:
            raise Http404
        self.step: Step = STEPS[VacancyEvent(event)]
        if self.step.event is VacancyEvent.EDIT:
            raise Http404
        self.title = str(self.step.event.label)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self._check_right()
        seen = {"seen": last_sequence(self.vacancy)}
        return self.show(StepForm(step=self.step, vacancy=self.vacancy, initial=seen))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self._check_right()
        form = StepForm(request.POST, step=self.step, vacancy=self.vacancy)
        if not form.is_valid():
            return self.show(form)
        try:
            take_step(
                vacancy_id=self.vacancy.pk,
                event=self.step.event,
                by=self.user,
                reason_code=form.cleaned_data.get("reason_code", ""),
                reason=form.cleaned_data.get("reason", ""),
                closes_at=form.cleaned_data.get("closes_at"),
                seen=form.cleaned_data["seen"],
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
            changed = getattr(error, "code", None) == CHANGED
            return self.show(form, status=CONFLICT if changed else 200)
        messages.success(request, f"Done: {self.title[:1].lower()}{self.title[1:]}.")
        return HttpResponseRedirect(life_url(self.vacancy.pk))

    def _check_right(self) -> None:
        if not self.may(self.step.right_at(VacancyStatus(self.vacancy.status))):
            raise PermissionDenied

    def show(self, form: StepForm, *, status: int = 200) -> HttpResponse:
        at, may_edit = timezone.now(), self.may(Right.EDIT_VACANCIES)
        change_url = reverse("admin:vacancies_vacancy_change", args=[self.vacancy.pk])
        blocked = [
            (one.words, f"{change_url}#{one.anchor}" if one.anchor and may_edit else "")
            for one in missing_for(self.step, self.vacancy, by=self.user, at=at)
        ]
        context = self.page_context(
            form=form,
            step=self.step,
            blocked=blocked,
            fits=self.vacancy.status in self.step.moves,
            tells=whom_it_tells(self.step, self.vacancy, count_following(self.vacancy)),
            ends=self.step.event in (VacancyEvent.CANCEL, VacancyEvent.CLOSE),
        )
        return render(self.request, "vacancies/staff/step.html", context, status=status)


def life_urls(site: admin.AdminSite) -> list[Any]:
    """The addresses of these pages, for the advert's admin."""
    return [
        path(
            "<int:pk>/life/",
            site.admin_view(LifePage.as_view()),
            name="vacancies_vacancy_life",
        ),
        path(
            "<int:pk>/preview/<str:audience>/",
            site.admin_view(PreviewPage.as_view()),
            name="vacancies_vacancy_preview",
        ),
        path(
            "<int:pk>/copy/",
            site.admin_view(CopyPage.as_view()),
            name="vacancies_vacancy_copy",
        ),
        path(
            "<int:pk>/criteria/",
            site.admin_view(CriteriaPage.as_view()),
            name="vacancies_vacancy_criteria",
        ),
        path(
            "<int:pk>/documents/",
            site.admin_view(DocumentsPage.as_view()),
            name="vacancies_vacancy_documents",
        ),
        path(
            "<int:pk>/step/<str:event>/",
            site.admin_view(StepPage.as_view()),
            name="vacancies_vacancy_step",
        ),
    ]
