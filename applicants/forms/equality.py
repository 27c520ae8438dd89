"""Equality monitoring: every question may be passed over, and nothing typed is asked for."""

from __future__ import annotations

from typing import Any

from django import forms

from applicants.equality_questions import PREFER_NOT, QUESTIONS
from recruitment.ui.forms import FieldOptions, GovukFormMixin


class EqualityForm(GovukFormMixin, forms.Form):
    """The declared questions as radios. An answer that does not follow from the one before it
    (a background of another group) is left out rather than refused."""

    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="equality", **kwargs)
        reveals: dict[str, dict[str, str]] = {}
        for question in QUESTIONS:
            self.fields[question.code] = forms.ChoiceField(
                label=question.label,
                help_text=question.hint,
                choices=question.options,
                widget=forms.RadioSelect(),
                required=False,
            )
            if question.follows:
                parent, answer = question.follows
                reveals.setdefault(parent, {})[answer] = question.code
        self.field_options = {  # type: ignore[misc]
            question.code: FieldOptions(size="s", reveals=reveals.get(question.code, {}))
            for question in QUESTIONS
        }

    def answers(self) -> dict[str, str]:
        """What may be counted: question -> answer, without "prefer not to say"."""
        given = {
            code: str(value)
            for code, value in self.cleaned_data.items()
            if value and value != PREFER_NOT
        }
        for question in QUESTIONS:
            if question.follows and given.get(question.follows[0]) != question.follows[1]:
                given.pop(question.code, None)
        return given
