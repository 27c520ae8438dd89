"""The forms of the steps in an advert's life: a coded reason, words, a new closing time."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, cast

from django import forms
from django.utils import timezone

from recruitment.ui.forms import PlainWordsMixin
from recruitment.ui.forms.picked import PickedDateInput
from vacancies.choices_life import VacancyEvent
from vacancies.life import Step
from vacancies.models import Vacancy

_APPLICANTS_READ = {VacancyEvent.EXTEND, VacancyEvent.RELIST, VacancyEvent.CLOSE}


class StepForm(PlainWordsMixin, forms.Form):
    """What one step asks for. Which fields there are, the table of steps says."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    closes_on = forms.DateField(
        label="New closing date",
        widget=PickedDateInput(),
        help_text="For example 2026-12-16.",
        error_messages={"required": "Give the new closing date."},
    )
    closes_time = forms.TimeField(
        label="New closing time",
        widget=forms.TimeInput(attrs={"type": "time"}),
        initial=time(23, 59),
        help_text="London time. People plan for 11:59pm.",
        error_messages={"required": "Give the new closing time."},
    )
    reason_code = forms.ChoiceField(
        label="Reason",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a reason."},
    )
    reason = forms.CharField(
        label="In your words",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        error_messages={"required": "Say why, in your words."},
    )

    def __init__(self, *args: Any, step: Step, vacancy: Vacancy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vacancy = vacancy
        if not step.sets_closing:
            del self.fields["closes_on"], self.fields["closes_time"]
        elif step.event is VacancyEvent.RELIST:
            self.fields["closes_on"].required = self.fields["closes_time"].required = False
            self.fields["closes_on"].help_text = "Empty means open until all posts are filled."
        if step.reasons is None:
            del self.fields["reason_code"]
            self.fields["reason"].required = step.writes
        else:
            choice = cast(forms.ChoiceField, self.fields["reason_code"])
            choice.choices = step.reasons.choices
            self.fields["reason"].required = False
        if not (step.writes or step.reasons):
            del self.fields["reason"]
        elif step.event in _APPLICANTS_READ:
            self.fields[
                "reason"
            ].help_text = "Needed for another reason; the people who are told read it then."
        else:
            self.fields["reason"].help_text = "Colleagues read it in the history."

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("reason_code") == "other" and not values.get("reason", "").strip():
            self.add_error("reason", "Say what the other reason is.")
        day, at = values.get("closes_on"), values.get("closes_time")
        values["closes_at"] = None
        if day is not None:
            values["closes_at"] = self._moment(day, at)
        return values

    def _moment(self, day: Any, at: Any) -> datetime | None:
        """In London; a time that the clocks skip or show twice is refused, as check 43 asks."""
        naive = datetime.combine(day, at or time(23, 59))
        field = forms.DateTimeField()
        try:
            moment: datetime = field.clean(naive)
        except forms.ValidationError:
            self.add_error(
                "closes_time", "The clocks change at that hour. Choose another time of that day."
            )
            return None
        if moment <= timezone.now():
            self.add_error("closes_on", "The new closing time must be in the future.")
        elif self.vacancy.closes_at and moment <= self.vacancy.closes_at:
            self.add_error(
                "closes_on", "The new closing time must be later than the one people have seen."
            )
        return moment
