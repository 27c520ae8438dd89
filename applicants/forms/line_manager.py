"""The candidate corrects their line manager's address."""

from __future__ import annotations

from typing import Any

from django import forms

from recruitment.ui.forms import GovukFormMixin


class ManagerAddressForm(GovukFormMixin, forms.Form):
    """Name and work email of the person to ask."""

    submit_label = "Send the questions"
    mark_optional = False

    manager_name = forms.CharField(
        label="Line manager’s name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter your line manager’s name."},
    )
    manager_email = forms.EmailField(
        label="Line manager’s work email",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Enter your line manager’s work email.",
            "invalid": "Enter an email address in the correct format, like name@met.example.",
        },
    )

    def __init__(self, *args: Any, returned: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.returned = returned.lower()

    def clean_manager_email(self) -> str:
        """Another address than the one that the email came back from."""
        email: str = self.cleaned_data["manager_email"].strip()
        if email.lower() == self.returned:
            raise forms.ValidationError(
                "Our email came back from this address. Check it, or give another one."
            )
        return email
