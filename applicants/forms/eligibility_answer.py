"""What a candidate says to a person about their eligibility: in words, by a file, or both."""

from __future__ import annotations

from typing import Any

from django import forms

from recruitment.ui.forms import GovukFormMixin
from recruitment.uploads.forms import UploadField
from recruitment.uploads.inspection import CheckedFile

MOST_WORDS = 5000  # characters


class _AnswerForm(GovukFormMixin, forms.Form):
    """Words and one file. `files_given()` is what the service takes."""

    file = UploadField(
        label="A file that shows it (optional)",
        help_text="For example your leaving letter. Cover health or other private details.",
        required=False,
    )

    def files_given(self) -> list[CheckedFile]:
        """The checked file, if one was chosen."""
        checked = self.cleaned_data.get("file")
        return [checked] if checked else []


class ReviewRequestForm(_AnswerForm):
    """The candidate states a case, in their own words."""

    submit_label = "Ask a person to look again"
    mark_optional = False

    statement = forms.CharField(
        label="What should the person who looks at it know?",
        help_text="For example which fact is wrong, what the right one is, or why the rule should "
        "not apply to you. You need not give health or other private reasons.",
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Write what the person who looks at it should know."},
    )
    field_order = ("statement", "file")


class EvidenceForm(_AnswerForm):
    """An answer to a request for evidence: at least one of the two."""

    submit_label = "Send your answer"
    mark_optional = False

    statement = forms.CharField(
        label="What can you tell us?",
        help_text="If you do not have what we ask for, say so and tell us who could confirm it.",
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    field_order = ("statement", "file")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        given = (cleaned.get("statement") or "").strip() or cleaned.get("file")
        if not given and not self.errors:
            self.add_error("statement", "Write what you can tell us, or choose a file below.")
        return cleaned
