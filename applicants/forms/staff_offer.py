"""Forms of the offer and of the checks that follow it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from applicants.choices import CheckKind, CheckState
from applicants.forms.staff import StaffForm, date_field
from applicants.models import PreEmploymentCheck
from applicants.wording import CHECK_STATES
from eligibility import Level, ParameterError, read_level


class OfferForm(StaffForm):
    """What is offered."""

    salary_text = forms.CharField(
        label="Salary and allowances",
        max_length=200,
        help_text="As the candidate will read it.",
        error_messages={"required": "Write the salary as the candidate will read it."},
    )
    reply_by = date_field(
        "Last day to reply",
        required="Enter the last day to reply.",
        help_text="Usually 5 working days from today.",
    )
    start_on = date_field("Start date", help_text="Leave empty if it is not agreed yet.")

    def clean_reply_by(self) -> date:
        day: date = self.cleaned_data["reply_by"]
        if day < timezone.localdate():
            raise ValidationError("The last day to reply must be today or later.")
        return day

    def clean_start_on(self) -> date | None:
        return _today_or_later(self.cleaned_data["start_on"])


class StartDateForm(StaffForm):
    """The first day."""

    start_on = date_field("Start date", required="Enter the start date.")

    def clean_start_on(self) -> date | None:
        return _today_or_later(self.cleaned_data["start_on"])


def _today_or_later(day: date | None) -> date | None:
    if day is not None and day < timezone.localdate():
        raise ValidationError("The start date must be today or later.")
    return day


class CheckForm(StaffForm):
    """How far one check is."""

    seen = forms.CharField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label="State",
        choices=list(CHECK_STATES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how far the check is."},
    )

    def __init__(self, *args: Any, check: PreEmploymentCheck | None = None, **kwargs: Any) -> None:
        if check is not None:
            kwargs["initial"] = kwargs.get("initial", {}) | {
                "state": CheckState(check.state),
                "seen": check.state,
            }
        super().__init__(*args, **kwargs)
        if check is not None and check.kind == CheckKind.FITNESS:
            self.fields["reached"] = forms.CharField(
                label="Level reached",
                required=False,
                max_length=5,
                help_text="As level:shuttle, for example 5:4. We compare it with the level in "
                "force and do not keep it. Leave it empty for another test that occupational "
                "health has approved.",
            )

    def clean_reached(self) -> Level | None:
        """The pair that was typed."""
        text = self.cleaned_data["reached"].strip()
        if not text:
            return None
        level, _, shuttle = text.partition(":")
        try:
            return read_level([int(level), int(shuttle)])
        except (ValueError, ParameterError):
            raise ValidationError("Enter the level as level:shuttle, for example 5:4.") from None


class LineManagerForm(StaffForm):
    """Whom to ask instead, where the first address was wrong."""

    manager_name = forms.CharField(
        label="Line manager's name",
        max_length=120,
        error_messages={"required": "Enter the line manager's name."},
    )
    manager_email = forms.EmailField(
        label="Line manager's work email address",
        error_messages={
            "required": "Enter the line manager's work email address.",
            "invalid": "Enter an email address in the correct format, like name@met.example.",
        },
    )
    despite = forms.CharField(
        label="Why this person is asked although they take part in selecting",
        required=False,
        max_length=500,
        help_text="Only where they do. Your reason is on record.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ResendForm(LineManagerForm):
    """The same person at a corrected address: never somebody who takes part in selecting."""

    despite = None  # type: ignore[assignment]
