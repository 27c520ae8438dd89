"""The pages that prepare an outcome of one application, and that drop it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse

from applicants.admin.work import WorkPage
from applicants.choices import Event
from applicants.forms.staff import StaffForm
from applicants.forms.staff_outcome import criteria_initial
from applicants.forms.staff_release import PreparedSeen, PrepareForm, PrepareOutcomeForm
from applicants.models import Application, PreparedDecision
from applicants.pipeline import PREPARABLE, STEPS
from applicants.selectors.releasing import prepared_of
from applicants.selectors.unmet import criterion_lines
from applicants.services.outcome_words import OutcomeWords, needs_outcome_reason
from applicants.services.preparing import drop_prepared, prepare_decision
from applicants.wording import UNTOLD
from recruitment.accounts.roles import Right


class _PreparedPage(WorkPage):
    """A page that knows which prepared decision it shows."""

    right = Right.PREPARE_DECISIONS

    def seen(self) -> dict[str, Any]:
        prepared = prepared_of(self.application)
        return super().seen() | {"prepared": prepared.version if prepared else 0}


class PreparePage(_PreparedPage):
    """Prepares one outcome, or changes what is prepared."""

    name = "prepare"
    template_name = "applicants/staff/prepare.html"
    button = "Prepare this decision"
    explains = UNTOLD
    done = "The decision is prepared. Nobody is told yet."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if kwargs["event"] not in PREPARABLE:
            raise Http404
        self.event = Event(kwargs["event"])
        self.title = f"Prepare: {self.event.label[:1].lower()}{self.event.label[1:]}"
        return super().dispatch(request, *args, **kwargs)

    def form_class(self) -> type[StaffForm]:
        return PrepareOutcomeForm if needs_outcome_reason(self.event) else PrepareForm

    def form_options(self) -> dict[str, Any]:
        if not needs_outcome_reason(self.event):
            return {}
        return {"event": self.event, "lines": criterion_lines(self.application, self.event)}

    def initial(self) -> dict[str, Any]:
        prepared = prepared_of(self.application)
        if prepared is None or prepared.event != self.event:
            return {}
        words = {"reason_code": prepared.reason_code, "reason": prepared.feedback}
        return words | criteria_initial(prepared.criteria)

    def save(self, form: Any) -> PreparedDecision:
        words = None
        if isinstance(form, PrepareOutcomeForm):
            given = form.cleaned_data
            words = OutcomeWords(given["reason_code"], given["reason"], form.criteria)
        return prepare_decision(
            application_id=self.application.pk,
            by=self.user,
            event=self.event,
            words=words,
            expected_version=form.seen_version,
            expected_prepared=form.seen_prepared,
        )

    def show(self, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        return super().show(
            form,
            status=status,
            fits=self.application.status in STEPS[self.event].moves,
            prepared=prepared_of(self.application),
        )


class DropForm(PreparedSeen, StaffForm):
    """Confirms that a prepared decision is dropped."""


class DropPreparedPage(_PreparedPage):
    """Drops what is prepared."""

    name = "drop_prepared"
    title = "Drop the prepared decision"
    button = "Drop it"
    explains = "Nobody was told of it, and nobody is told now. A release that named it skips it."
    done = "The prepared decision is dropped."

    def form_class(self) -> type[StaffForm]:
        return DropForm

    def save(self, form: Any) -> Application:
        return drop_prepared(
            application_id=self.application.pk,
            by=self.user,
            expected_prepared=form.seen_prepared,
        )
