"""The form pages of the sift of one application: score, agree on scores, say that you know them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from applicants.admin.work import CONFLICT, WorkPage
from applicants.errors import Refused
from applicants.forms.staff import StaffForm
from applicants.forms.staff_sift import ReconcileForm, ScoreForm
from applicants.models import Reconciliation
from applicants.selectors.sift_standing import standing_of
from applicants.selectors.sift_view import own_scores, sift_view
from applicants.selectors.staff_answers import evidence_sections
from applicants.services.reconciling import agree_scores, may_reconcile, propose_scores
from applicants.services.sift_conflicts import report_conflict
from applicants.services.sift_handing import hand_next
from applicants.services.sifting import record_sift_scores
from recruitment.accounts.roles import Right
from vacancies.scoring import guide_lines, pass_mark_of, scale_of

NEXT = "next"


class ScorePage(WorkPage):
    """The evidence beside the scores: no name, and no other marker's score."""

    name = "score"
    title = "Score the evidence"
    right = Right.SCORE_APPLICATIONS
    template_name = "applicants/staff/score.html"
    button = "Save and next"
    done = "The scores are saved."

    def form_class(self) -> type[StaffForm]:
        return ScoreForm

    def form_options(self) -> dict[str, Any]:
        self.rows = own_scores(self.application, self.user)
        scale = scale_of(self.application.vacancy.score_scale)
        return {"criteria": self.rows, "scale": scale, "whole": NEXT in self.request.POST}

    def save(self, form: ScoreForm) -> None:
        record_sift_scores(application_id=self.application.pk, by=self.user, marks=form.marks)

    def after(self) -> str:
        """The next application, where the marker asked for it and one is left for them."""
        if NEXT not in self.request.POST:
            return super().after()
        return next_address(self.request, self.application.vacancy_id)

    def show(self, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        rows = [
            (
                row.criterion,
                form[f"score_{row.criterion.code}"],
                form[f"comment_{row.criterion.code}"],
                guide_lines(row.criterion.guide),
            )
            for row in self.rows
        ]
        return super().show(
            form,
            status=status,
            rows=rows,
            sections=evidence_sections(self.application),
            explains=self._explanation(),
        )

    def _explanation(self) -> str:
        vacancy = self.application.vacancy
        values, needed = scale_of(vacancy.score_scale).values, pass_mark_of(vacancy)
        return (
            "The candidate is told nothing by this. Score each criterion from "
            f"{values[0]} to {values[-1]}. The pass mark of each is {needed}."
        )


def next_address(request: HttpRequest, vacancy_id: int) -> str:
    """Hand the marker of this request the next application of a vacancy; where it is scored, or
    the page of the sift with a message where nothing is left. For a POST alone."""
    try:
        found = hand_next(vacancy_id=vacancy_id, by=request.user)  # type: ignore[arg-type]
    except Refused as refusal:
        messages.warning(request, str(refusal))
        found = None
    else:
        if found is None:
            messages.info(request, "Nothing is left for you to mark in this vacancy now.")
    if found is None:
        return reverse("admin:applicants_siftmarking_vacancy", args=[vacancy_id])
    return reverse("admin:applicants_application_score", args=[found.pk])


class ConflictPage(WorkPage):
    """A marker recognises who wrote this; they never see it again."""

    name = "conflict"
    title = "I think I know this person"
    right = Right.SCORE_APPLICATIONS
    button = "I know this person"
    explains = (
        "You will not see this application again, what you scored here does not count, and a "
        "colleague marks it. Do not talk to other markers about it."
    )
    done = "Thank you. A colleague marks that application."

    def form_class(self) -> type[StaffForm]:
        return StaffForm

    def save(self, form: StaffForm) -> None:
        report_conflict(application_id=self.application.pk, by=self.user)

    def after(self) -> str:
        """The application is gone for this person."""
        return reverse("admin:applicants_siftmarking_vacancy", args=[self.application.vacancy_id])


class ReconcilePage(WorkPage):
    """Where two markers differ too much: what each gave, what is proposed, and the agreement."""

    name = "reconcile"
    title = "Agree on the scores"
    template_name = "applicants/staff/reconcile.html"
    button = "Propose these scores"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.is_agreeing = "agree" in request.POST
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.refuse() if self._refused() else super().get(request, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self._refused():
            return self.refuse()
        return self._agree() if self.is_agreeing else super().post(request, **kwargs)

    def _refused(self) -> str:
        return may_reconcile(self.user, self.application, standing_of(self.application))

    def form_class(self) -> type[StaffForm]:
        return ReconcileForm

    def form_options(self) -> dict[str, Any]:
        self.sift = sift_view(self.application, self.user)
        apart = [row for row in self.sift.rows if row.is_apart]
        return {"apart": apart, "scale": scale_of(self.application.vacancy.score_scale)}

    def save(self, form: ReconcileForm) -> Reconciliation:
        found = propose_scores(
            application_id=self.application.pk,
            by=self.user,
            scores=form.scores,
            note=form.cleaned_data["note"],
        )
        self.done = (
            "The scores are agreed."
            if found.agreed_at
            else "Your proposal is saved. It counts when the other marker agrees."
        )
        return found

    def _agree(self) -> HttpResponse:
        seen = parse_datetime(self.request.POST.get("proposed_at", ""))
        try:
            agree_scores(
                application_id=self.application.pk,
                by=self.user,
                proposed_at=seen or timezone.now(),
            )
        except Refused as refusal:
            messages.warning(self.request, str(refusal))
            return self.show(self.make_form(), status=CONFLICT)
        messages.success(self.request, "The scores are agreed.")
        return HttpResponseRedirect(self.after())

    def show(self, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        standing = standing_of(self.application)
        open_one = standing.reconciliation
        proposed = [
            (one, standing.agreed[one.pk]) for one in standing.criteria if one.pk in standing.agreed
        ]
        is_marker = self.user.pk in standing.done
        return super().show(
            form,
            status=status,
            sift=self.sift,
            sections=evidence_sections(self.application),
            reconciliation=open_one,
            proposed=proposed,
            may_agree=is_marker
            and open_one is not None
            and open_one.proposed_by_id not in (None, self.user.pk),
            button=self.button if is_marker else "Settle the scores",
            explains="The candidate is told nothing by this. "
            + (
                "The scores count when the other marker agrees to them."
                if is_marker
                else "As chair of the panel you settle them: they count at once."
            ),
        )
