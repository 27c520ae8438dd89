"""The answer to an invitation to interview."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from applicants.models import InterviewSlot
from recruitment.ui.dates import london_datetime
from recruitment.ui.forms import FieldOptions, GovukFormMixin
from recruitment.ui.validators import MaxWordsValidator

YES, NO = "yes", "no"
NOTE_WORDS = 100


def _note_field() -> forms.CharField:
    return forms.CharField(
        label="Which dates would suit you better?",
        help_text="In the next three weeks. You do not have to give a reason.",
        widget=forms.Textarea(),
        required=False,
        max_length=NOTE_WORDS * 25,
        validators=[MaxWordsValidator(NOTE_WORDS)],
    )


class _AnswerForm(GovukFormMixin, forms.Form):
    """One choice; the one that says no asks which dates would suit better."""

    answer = ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get(self.answer) == NO and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", "Enter which dates would suit you better.")
        return cleaned


class InterviewReplyForm(_AnswerForm):
    """Whether somebody can come. Not being able to is no withdrawal: we look for another date."""

    submit_label = "Send my answer"
    answer = "attending"

    version = forms.IntegerField(widget=forms.HiddenInput(), required=False, min_value=0)
    attending = forms.ChoiceField(
        label="Can you come to this interview?",
        choices=[(YES, "Yes, I will be there"), (NO, "No, I cannot come on that date")],
        widget=forms.RadioSelect(),
        error_messages={"required": "Select whether you can come to this interview."},
    )
    note = _note_field()
    field_options = {
        "attending": FieldOptions(reveals={NO: "note"}, size="s"),
        "note": FieldOptions(rows=4),
    }


class SlotForm(_AnswerForm):
    """One of the offered times, or none of them. The times are those that were free when the page
    was made; the service looks again."""

    submit_label = "Choose this time"
    answer = "slot"

    version = forms.IntegerField(widget=forms.HiddenInput(), required=False, min_value=0)
    slot = forms.ChoiceField(
        label="Which time suits you?",
        widget=forms.RadioSelect(),
        error_messages={
            "required": "Select a time, or say that none of them suits you.",
            "invalid_choice": "That time has just been taken. Choose another one.",
        },
    )
    note = _note_field()

    def __init__(self, *args: Any, slots: Sequence[InterviewSlot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = "None of these times suits me" if slots else "Ask for another time"
        choices = [*((str(slot.pk), london_datetime(slot.starts_at)) for slot in slots), (NO, none)]
        self.fields["slot"].choices = choices  # type: ignore[attr-defined]
        self.field_options = {  # type: ignore[misc]
            "slot": FieldOptions(
                reveals={NO: "note"},
                size="m",
                item_hints={str(slot.pk): _about(slot) for slot in slots},
                divider_before=NO if slots else "",
            ),
            "note": FieldOptions(rows=4),
        }

    @property
    def chosen(self) -> int | None:
        """The chosen slot's key; None where none of them suits."""
        value = self.cleaned_data["slot"]
        return None if value == NO else int(value)


def _about(slot: InterviewSlot) -> str:
    return f"{slot.minutes} minutes, {slot.get_format_display().lower()}: {slot.place}"
