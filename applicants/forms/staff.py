"""What the forms of the staff pages share. They check shape; services check rights and stages."""

from __future__ import annotations

from typing import Any

from django import forms

from applicants.choices import Event
from applicants.pipeline import STEPS
from applicants.services.outcome_words import OUTCOME_REASONS
from recruitment.ui.forms import PlainWordsMixin
from recruitment.ui.forms.picked import PickedDateInput

DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]


def date_field(label: str, *, required: str = "", help_text: str = "") -> forms.DateField:
    """A date, by the browser's own picker or typed; `required` is the sentence when it is empty."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=bool(required),
        input_formats=DATE_FORMATS,
        widget=PickedDateInput(),
        error_messages={
            "required": required,
            "invalid": "Enter a real date, like 9 December 2026.",
        },
    )


class StaffForm(PlainWordsMixin, forms.Form):
    """A form of the case page. `version` is the version of the application that was looked at,
    `piece` the number of the piece of work (`services/latest_work.py`)."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    piece = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    @property
    def seen_version(self) -> int | None:
        """The version the person saw, for `expected_version`. Without one nothing is current."""
        version: int | None = self.cleaned_data.get("version")
        return -1 if version is None else version

    @property
    def seen_piece(self) -> int:
        """How often the piece of work on the page had been saved; without a number, never."""
        return self.cleaned_data.get("piece") or 0


class StepForm(StaffForm):
    """Confirms one step: the written reason where the step needs one, and the structured one."""

    reason_code = forms.ChoiceField(
        label="Reason",
        help_text="The candidate will read this.",
        error_messages={"required": "Choose the reason that the candidate will read."},
    )
    reason = forms.CharField(
        label="Reason",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write a reason."},
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        step = STEPS[event]
        reasons = OUTCOME_REASONS.get(event, ())
        if not step.needs_reason:
            del self.fields["reason"]
        elif reasons:
            self.fields["reason"].label = "Feedback"
            self.fields["reason"].help_text = "The candidate will read this, word for word."
            self.fields["reason"].error_messages["required"] = "Write feedback for the candidate."
        elif step.email:
            self.fields["reason"].help_text = "The candidate may read this."
        else:
            self.fields["reason"].help_text = "Colleagues will read this in the history."
        if reasons:
            choices = [("", "Choose a reason"), *((one.value, one.label) for one in reasons)]
            self.fields["reason_code"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["reason_code"]


class ArrangementForm(StaffForm):
    """What was agreed, for recruiters and panel to read."""

    agreed_arrangement = forms.CharField(
        label="Agreed arrangement",
        required=False,
        max_length=2000,
        help_text="What we will do. Leave out the reason: recruiters and the panel read this.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class HoldForm(StaffForm):
    """Why an application is kept; nothing to write where the hold is lifted."""

    reason = forms.CharField(
        label="Reason",
        max_length=500,
        help_text="For example the number of the claim. Colleagues read it.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write why this is kept."},
    )

    def __init__(self, *args: Any, lifting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lifting = lifting
        if lifting:
            del self.fields["reason"]


class FeedbackAnswerForm(StaffForm):
    """More feedback, word for word what the candidate reads."""

    answer = forms.CharField(
        label="Feedback",
        max_length=4000,
        help_text="The candidate will read this, word for word.",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Write feedback for the candidate."},
    )
