"""The reviewer's pages of one application: what is open, correcting a fact, taking it over."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from applicants.admin.case import CaseView
from applicants.admin.work import WorkPage
from applicants.eligibility_facts import fact_kind
from applicants.errors import Refused
from applicants.forms.staff import StaffForm
from applicants.forms.staff_eligibility import FactForm
from applicants.models import EligibilityFact
from applicants.policies import may_decide_eligibility
from applicants.selectors.staff_eligibility import eligibility_of
from applicants.services.eligibility_work import extend_evidence, take_work
from applicants.services.reading import open_case
from applicants.services.reviewing import correct_fact
from applicants.wording import eligibility_label
from recruitment.accounts.roles import Right


class EligibilityPage(CaseView):
    """Facts, rule and the candidate's words side by side, with what this person may decide."""

    name = "eligibility"
    title = "Eligibility"
    right = Right.DECIDE_ELIGIBILITY

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        open_case(application=self.application, by=self.user)
        review = eligibility_of(self.application, self.user, at=timezone.now())
        context = self.page_context(review=review, case=review)
        return render(request, "applicants/staff/eligibility.html", context)

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Take it over, or give the candidate the one extension."""
        try:
            if "extend" in request.POST:
                extend_evidence(application_id=self.application.pk, by=self.user)
                said = "The candidate has 7 more days."
            else:
                take_work(application_id=self.application.pk, by=self.user)
                said = "This is yours now."
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, said)
        return HttpResponseRedirect(eligibility_url(self.application.pk))


class FactPage(WorkPage):
    """One fact put right. The decision is made again at once."""

    name = "fact"
    right = Right.DECIDE_ELIGIBILITY
    button: ClassVar[str] = "Save, and decide again"
    explains: ClassVar[str] = (
        "This value then counts in the place of what was said before. The decision is made again "
        "for the day on which the application was sent, and the candidate is told where it leads."
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.path = kwargs["path"]
        self.piece = f"fact:{self.path}"
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self._check()
        return super().get(request, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self._check()
        return super().post(request, **kwargs)

    def _check(self) -> None:
        found = fact_kind(self.path, self.application.vacancy)
        if found is None:
            raise Http404
        self.kind = found
        self.title = found.label

    def show(self, form: Any, *, status: int = 200, **more: Any) -> HttpResponse:
        allowed = may_decide_eligibility(self.user, self.application)
        if not allowed:
            context = self.page_context(refusal=allowed.why, title="You may not do this")
            return render(self.request, "applicants/staff/refused.html", context, status=403)
        return super().show(form, status=status, **more)

    def form_class(self) -> type[StaffForm]:
        return FactForm

    def form_options(self) -> dict[str, Any]:
        return {"kind": self.kind}

    def save(self, form: FactForm) -> None:
        decision = correct_fact(
            application_id=self.application.pk,
            by=self.user,
            path=self.path,
            value=form.value(),
            source=EligibilityFact.Source(form.cleaned_data["source"]),
            note=form.cleaned_data["note"],
            expected_version=form.seen_version,
            expected_piece=form.seen_piece,
        )
        result = eligibility_label(decision.result)
        self.done = f"Decided again: {result[:1].lower()}{result[1:]}."


def eligibility_url(pk: UUID) -> str:
    """The reviewer's page of an application."""
    return reverse("admin:applicants_application_eligibility", args=[pk])
