"""The answer to an invitation to interview."""

from __future__ import annotations

from typing import Any

from django import forms

from recruitment.ui.forms import FieldOptions, GovukFormMixin
from recruitment.ui.validators import MaxWordsValidator

YES, NO = "yes", "no"
NOTE_WORDS = 100


class InterviewReplyForm(GovukFormMixin, forms.Form):
    """Whether somebody can come. Not being able to is no withdrawal: we look for another date."""

    submit_label = "Send my answer"

    version = forms.IntegerField(widget=forms.HiddenInput(), required=False, min_value=0)
    attending = forms.ChoiceField(
        label="Can you come to this interview?",
        choices=[(YES, "Yes, I will be there"), (NO, "No, I cannot come on that date")],
        widget=forms.RadioSelect(),
        error_messages={"required": "Select whether you can come to this interview."},
    )
    note = forms.CharField(
        label="Which dates would suit you better?",
        help_text="In the next three weeks. You do not have to give a reason.",
        widget=forms.Textarea(),
        required=False,
        max_length=NOTE_WORDS * 25,
        validators=[MaxWordsValidator(NOTE_WORDS)],
    )
    field_options = {
        "attending": FieldOptions(reveals={NO: "note"}, size="s"),
        "note": FieldOptions(rows=4),
    }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("attending") == NO and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", "Enter which dates would suit you better.")
        return cleaned
