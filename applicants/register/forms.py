"""Forms of the register that are not one of its sections."""

from __future__ import annotations

from typing import Any

from django import forms

from applicants.register.periods import months_on_register
from recruitment.ui.forms import FieldOptions, GovukFormMixin, PlainWordsMixin
from recruitment.uploads.forms import UploadField


class CvForm(GovukFormMixin, forms.Form):
    """One file."""

    submit_label = "Add this file"
    cv = UploadField(
        label="Your CV",
        help_text="A new file replaces the old one. Recruiters whose opening matches you can read "
        "it before you have said yes to anything: leave out your address and telephone number if "
        "they should not know them by then.",
        error_messages={"required": "Choose the file with your CV."},
    )


class JoinForm(GovukFormMixin, forms.Form):
    """What somebody must have read, and agree to."""

    submit_label = "Register my interest"
    convictions = forms.BooleanField(
        label="I have read the statement about convictions",
        error_messages={"required": "Confirm that you have read the statement about convictions."},
    )
    consent = forms.BooleanField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        period = f"{months_on_register()} months"
        consent = self.fields["consent"]
        consent.label = f"You may match me with openings for {period}"
        missing = f"Confirm that we may match you with openings for {period}."
        consent.error_messages["required"] = missing


class AnswerForm(GovukFormMixin, forms.Form):
    """Yes or no, with some words for the recruiter."""

    submit_label = "Send my answer"
    answer = forms.ChoiceField(
        label="Do you want to talk about this opening?",
        choices=[("yes", "Yes, please contact me"), ("no", "No, not this one")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select yes or no."},
    )
    reply = forms.CharField(
        label="Message to the recruiter",
        help_text="For example when you can talk.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_options = {"answer": FieldOptions(size="m")}


class InviteForm(PlainWordsMixin, forms.Form):
    """What the person reads in the invitation."""

    message = forms.CharField(
        label="Your message",
        help_text="Say why you think of them and what happens next. They get it by email.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write a message for the person."},
    )
