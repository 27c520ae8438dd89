"""Forms of an offer's conditions, and of a start that is deferred."""

from __future__ import annotations

from typing import Any

from django import forms

from applicants.choices import ConditionState
from applicants.forms.staff import StaffForm, date_field

COLLEAGUES = "Colleagues read this. Write nothing about health or about what a check found."


class ConditionForm(StaffForm):
    """Whether a condition is met."""

    state = forms.ChoiceField(
        label="State",
        choices=[
            (one.value, one.label)
            for one in (ConditionState.PENDING, ConditionState.MET, ConditionState.NOT_MET)
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the condition is met."},
    )
    reason = forms.CharField(
        label="Why it is not met",
        required=False,
        max_length=1000,
        help_text=COLLEAGUES,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("state") == ConditionState.NOT_MET and not data.get("reason"):
            self.add_error("reason", "Write why the condition is not met.")
        return data


class WaiveForm(StaffForm):
    """Why a condition is waived; nothing to write where the waiver is taken back."""

    reason = forms.CharField(
        label="Reason",
        max_length=1000,
        help_text=COLLEAGUES,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write why this condition is waived."},
    )

    def __init__(self, *args: Any, is_waived: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_waived = is_waived
        if is_waived:
            del self.fields["reason"]


class DeferForm(StaffForm):
    """The new first day, why, and until when the candidate confirms it."""

    start_on = date_field("New start date", required="Enter the new start date.")
    confirm_by = date_field(
        "Last day to confirm",
        required="Enter the last day to confirm.",
        help_text="Usually 5 working days from today.",
    )
    reason = forms.CharField(
        label="Reason",
        max_length=1000,
        help_text="The candidate will read this, word for word.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write why the start is deferred."},
    )
