"""What the form pages share, and the page that confirms a step of the pipeline."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from applicants.admin.case import CaseView, case_url
from applicants.choices import Event
from applicants.errors import Refused
from applicants.forms.staff import StaffForm, StepForm
from applicants.forms.staff_outcome import OutcomeForm
from applicants.pipeline import STEPS, Step
from applicants.policies import may_decide_eligibility
from applicants.selectors.unmet import criterion_lines
from applicants.services.deciding import decide, fireable_alone
from applicants.services.guards import GUARDS
from applicants.services.latest_work import seen_number
from applicants.services.outcome_words import needs_outcome_reason
from recruitment.accounts.roles import Right

CONFLICT = 409


class WorkPage(CaseView):
    """Shows a form, and on POST hands it to a service. Nothing typed is lost when it is refused."""

    template_name: ClassVar[str] = "applicants/staff/form.html"
    button: ClassVar[str] = "Save"
    explains: ClassVar[str] = ""
    done: str = "Saved."
    # What is saved here, as `services/latest_work.py` names it; "" for a step of the pipeline.
    piece: str = ""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(self.make_form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            self.save(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.show(form, status=CONFLICT)
        messages.success(request, self.done)
        return HttpResponseRedirect(self.after())

    def after(self) -> str:
        """Where the person is led when it is done."""
        return case_url(self.application.pk)

    def make_form(self, data: Any = None) -> StaffForm:
        """The form, filled with what is known."""
        return self.form_class()(data, initial=self.initial() | self.seen(), **self.form_options())

    def form_class(self) -> type[StaffForm]:
        raise NotImplementedError

    def form_options(self) -> dict[str, Any]:
        return {}

    def initial(self) -> dict[str, Any]:
        return {}

    def seen(self) -> dict[str, Any]:
        """The version that this page shows: a change made meanwhile refuses the form."""
        found = {"version": self.application.version}
        if self.piece:
            found["piece"] = seen_number(self.application, self.piece)
        return found

    def save(self, form: Any) -> Model | None:
        raise NotImplementedError

    def show(self, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        context = self.page_context(form=form, button=self.button, explains=self.explains)
        return render(self.request, self.template_name, {**context, **more}, status=status)


class StepPage(WorkPage):
    """Confirms one step of the pipeline: says what it does and whom it tells, then does it."""

    name = "step"
    template_name = "applicants/staff/step.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.step = _step_of(kwargs["event"])
        self.title = str(self.step.event.label)
        self.done = f"Done: {self.title[:1].lower()}{self.title[1:]}."
        self.right = self.step.right
        return super().dispatch(request, *args, **kwargs)

    def form_class(self) -> type[StaffForm]:
        return OutcomeForm if needs_outcome_reason(self.step.event) else StepForm

    def form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = {"event": self.step.event}
        if needs_outcome_reason(self.step.event):
            options["lines"] = criterion_lines(self.application, self.step.event)
        return options

    def save(self, form: StepForm) -> Model:
        return decide(
            application_id=self.application.pk,
            by=self.user,
            event=self.step.event,
            reason=form.cleaned_data.get("reason", ""),
            reason_code=form.cleaned_data.get("reason_code", ""),
            criteria=form.criteria if isinstance(form, OutcomeForm) else None,
            expected_version=form.seen_version,
        )

    def show(self, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        at = timezone.now()
        answers = [GUARDS[name](self.application, at) for name in self.step.guards]
        if self.step.right is Right.DECIDE_ELIGIBILITY:
            answers.insert(0, may_decide_eligibility(self.user, self.application).why)
        return super().show(
            form,
            status=status,
            button=self.title,
            explains=self.step.tells or "Nobody is sent an email.",
            blocked=[sentence for sentence in answers if sentence],
            fits=self.application.status in self.step.moves,
        )


def _step_of(code: str) -> Step:
    if code not in Event.values or not fireable_alone(Event(code)):
        raise Http404
    step = STEPS[Event(code)]
    if step.right is None:
        raise Http404
    return step
