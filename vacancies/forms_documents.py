"""The form with which staff put a document on an advert."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from recruitment.ui.forms import PlainWordsMixin
from recruitment.uploads.forms import UploadField
from recruitment.uploads.models import StoredFile
from vacancies.attachments import Purpose, label_of


class DocumentForm(PlainWordsMixin, forms.Form):
    """One document, and which one it replaces."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    purpose = forms.ChoiceField(label="What it is", choices=Purpose)
    file = UploadField(
        label="File",
        help_text="Candidates read its name: give it one that says what is in it.",
        error_messages={"required": "Choose a file."},
    )
    in_place_of = forms.TypedChoiceField(
        label="In place of", coerce=str, empty_value=None, required=False
    )

    def __init__(self, *args: Any, files: Iterable[StoredFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(file.pk), f"{label_of(file)}: {file.name}") for file in files]
        if rows:
            choice = self.fields["in_place_of"]
            choice.choices = [("", "No other: add it"), *rows]  # type: ignore[attr-defined]
        else:
            del self.fields["in_place_of"]
