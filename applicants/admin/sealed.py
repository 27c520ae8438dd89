"""What stays closed until somebody says that they need it: each opening is written down first."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from applicants.admin.case import CaseView
from applicants.admin.work import WorkPage
from applicants.forms.staff import ArrangementForm, StaffForm
from applicants.models import AdjustmentsRequest
from applicants.sections import Store
from applicants.selectors.staff_answers import AnswerSection, read_sealed
from applicants.selectors.staff_case import agreed_arrangement
from applicants.services.adjusting import agree_arrangement
from applicants.services.latest_work import seen_number
from applicants.services.reading import read_adjustments, read_declaration
from recruitment.accounts.roles import Right


class SealedPage(CaseView):
    """Asks first, and opens by POST, so that no link and no preview opens it by itself."""

    who_reads: ClassVar[str] = ""
    button: ClassVar[str] = ""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        return self._page(opened=True, section=self.read(), **self.more())

    def read(self) -> AnswerSection | None:
        """Log the opening and give what is inside."""
        raise NotImplementedError

    def more(self) -> dict[str, Any]:
        """What else the opened page needs."""
        return {}

    def _page(self, **more: Any) -> HttpResponse:
        context = self.page_context(who_reads=self.who_reads, button=self.button, **more)
        return render(self.request, "applicants/staff/sealed.html", context)


class DeclarationPage(SealedPage):
    """Convictions and conduct."""

    name = "declaration"
    title = "Conduct declaration"
    right = Right.READ_DECLARATIONS
    who_reads = "Only the checks team reads this. It is never scored and never shown to the panel."
    button = "Open the declaration"

    def read(self) -> AnswerSection | None:
        answers = read_declaration(application=self.application, by=self.user)
        return answers and read_sealed(self.application, Store.CONDUCT, answers)  # type: ignore[return-value]


class AdjustmentsPage(SealedPage):
    """What a person needs so that they can take part."""

    name = "adjustments"
    title = "Adjustments"
    right = Right.READ_ADJUSTMENTS
    who_reads = (
        "Only advisers on adjustments read this. Recruiters and the panel read what you agree."
    )
    button = "Open the request"

    def read(self) -> AnswerSection | None:
        request = read_adjustments(application=self.application, by=self.user)
        if request is None or not request.answers:
            return None
        return read_sealed(self.application, Store.ADJUSTMENTS, request.answers)

    def more(self) -> dict[str, Any]:
        agreed = agreed_arrangement(self.application)
        number = seen_number(self.application, ArrangementPage.piece)
        return {
            "form": ArrangementForm(initial={"agreed_arrangement": agreed, "piece": number}),
            "form_url": _arrangement_url(self.application.pk),
        }


class ArrangementPage(WorkPage):
    """Writes down what was agreed."""

    name = piece = "arrangement"
    title = "Agreed arrangement"
    right = Right.READ_ADJUSTMENTS
    button = "Save the arrangement"
    done = "The arrangement is saved."

    def form_class(self) -> type[StaffForm]:
        return ArrangementForm

    def initial(self) -> dict[str, Any]:
        return {"agreed_arrangement": agreed_arrangement(self.application)}

    def save(self, form: Any) -> AdjustmentsRequest:
        return agree_arrangement(
            application=self.application,
            by=self.user,
            text=form.cleaned_data["agreed_arrangement"],
            expected_piece=form.seen_piece,
        )


def _arrangement_url(pk: UUID) -> str:
    return reverse("admin:applicants_application_arrangement", args=[pk])
