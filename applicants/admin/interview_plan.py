"""Pages about all interviews of one vacancy: what its panel asks, and the merit order."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from applicants.admin.asking import device_of
from applicants.desk.pages.views import CONFLICT, DeskView
from applicants.errors import Refused
from applicants.forms.staff_panel import QuestionsForm
from applicants.selectors.interview_subjects import subjects_of
from applicants.selectors.merit import merit_order
from applicants.services.interview_questions import has_begun, set_interview_questions
from applicants.services.reading import open_merit_order
from recruitment.accounts.roles import Right, has_right
from vacancies.models import Vacancy
from vacancies.selectors import vacancies_for_staff


class VacancyPage(DeskView):
    """A page of one vacancy of the person's teams, for those who set its interviews, or with
    another `right`."""

    right: ClassVar[Right] = Right.SET_INTERVIEWS
    vacancy: Vacancy

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.vacancy = self._find(request, kwargs["vacancy_id"])
        return super().dispatch(request, *args, **kwargs)

    def _find(self, request: HttpRequest, vacancy_id: int) -> Vacancy:
        user = request.user
        if not has_right(user, self.right):
            raise PermissionDenied
        mine = vacancies_for_staff(user, device=device_of(request))  # type: ignore[arg-type]
        found = mine.filter(pk=vacancy_id).first() if vacancy_id < 2**63 else None
        if found is None:
            raise Http404
        return found


class QuestionsPage(VacancyPage):
    """What the panel asks about each criterion and behaviour."""

    name = "interview_questions"
    title = "Questions of the interviews"

    def get(self, request: HttpRequest, vacancy_id: int) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest, vacancy_id: int) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            set_interview_questions(vacancy_id=vacancy_id, by=self.user, words=form.words)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.show(form, status=CONFLICT)
        messages.success(request, "The questions are saved.")
        return HttpResponseRedirect(request.path)

    def form(self, data: Any = None) -> QuestionsForm:
        """A field for each subject, with what is asked now."""
        self.subjects = subjects_of(self.vacancy)
        return QuestionsForm(data, subjects=self.subjects)

    def show(self, form: QuestionsForm, *, status: int = 200) -> HttpResponse:
        return self.page(
            "applicants/staff/interview_questions.html",
            status=status,
            form=form,
            vacancy=self.vacancy,
            subjects=self.subjects,
            fixed=has_begun(self.vacancy.pk),
        )


class MeritPage(VacancyPage):
    """The merit order; opening it is logged."""

    name = "merit_order"
    title = "Merit order"

    def get(self, request: HttpRequest, vacancy_id: int) -> HttpResponse:
        open_merit_order(vacancy=self.vacancy, by=self.user)
        return self.page(
            "applicants/staff/merit_order.html",
            vacancy=self.vacancy,
            tiers=merit_order(self.vacancy, self.user, device=device_of(request)),
        )
