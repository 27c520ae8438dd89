"""The candidate's answer to whether we may consider them for a later vacancy."""

from __future__ import annotations

from django import forms

from recruitment.ui.forms import FieldOptions, GovukFormMixin

YES, NO = "yes", "no"


class ReserveAnswerForm(GovukFormMixin, forms.Form):
    """Yes or no."""

    submit_label = "Send my answer"
    mark_optional = False
    field_options = {"answer": FieldOptions(size="m")}

    answer = forms.ChoiceField(
        label="May we consider you for this role?",
        widget=forms.RadioSelect,
        choices=[
            (YES, "Yes. What I wrote in my application is still true"),
            (NO, "No, keep me on the list"),
        ],
        error_messages={"required": "Choose yes or no."},
    )
