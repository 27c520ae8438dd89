"""How often to write, and where to."""

from __future__ import annotations

from typing import Any

from django import forms

from recruitment.ui.forms import FieldOptions, GovukFormMixin
from vacancies.models import Frequency

_HINTS = {
    Frequency.DAILY.value: "In the morning, on days with something new.",
    Frequency.WEEKLY.value: "All new vacancies of the week in one email.",
}


def _frequency() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="How often should we write?",
        choices=Frequency.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how often we should write to you."},
    )


class AlertForm(GovukFormMixin, forms.Form):
    """A new alert. For an internal one the address is the account's, and the field is left out."""

    submit_label = "Set up this alert"
    mark_optional = False
    field_options = {
        "email": FieldOptions(width="20"),
        "frequency": FieldOptions(size="s", item_hints=_HINTS),
    }

    email = forms.EmailField(
        label="Email address",
        max_length=254,
        help_text="We use it for this alert only. You can stop it with one click.",
        error_messages={
            "required": "Enter your email address.",
            "invalid": "Enter an email address in the correct format, like name@example.com.",
        },
    )
    frequency = _frequency()

    def __init__(self, *args: Any, own_address: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own_address:
            del self.fields["email"]
        self.own_address = own_address

    @property
    def address(self) -> str:
        """Where to write to, after validation."""
        return self.own_address or str(self.cleaned_data["email"])


class FrequencyForm(GovukFormMixin, forms.Form):
    """Another frequency for an alert that is there."""

    submit_label = "Save"
    field_options = {"frequency": FieldOptions(size="s", item_hints=_HINTS)}

    frequency = _frequency()
