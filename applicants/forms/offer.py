"""The reply to a conditional offer."""

from __future__ import annotations

from typing import Any

from django import forms

from recruitment.ui.forms import FieldOptions, GovukFormMixin

ACCEPT, DECLINE = "accept", "decline"


class DeferralReplyForm(GovukFormMixin, forms.Form):
    """Confirm a start date that was moved, or decline."""

    submit_label = "Send my reply"
    mark_optional = False
    field_options = {"reply": FieldOptions(size="s")}

    version = forms.IntegerField(widget=forms.HiddenInput(), required=False, min_value=0)
    reply = forms.ChoiceField(
        label="Do you confirm the new start date?",
        choices=[(ACCEPT, "Yes, I confirm it"), (DECLINE, "No, I decline the offer")],
        widget=forms.RadioSelect(),
        error_messages={"required": "Select whether you confirm the date or decline the offer."},
    )


class OfferReplyForm(GovukFormMixin, forms.Form):
    """Accept or decline. On the internal route accepting needs the line manager's name and email:
    they are contacted because of it, and never before."""

    submit_label = "Send my reply"

    version = forms.IntegerField(widget=forms.HiddenInput(), required=False, min_value=0)
    reply = forms.ChoiceField(
        label="Do you accept this conditional offer?",
        choices=[(ACCEPT, "Yes, I accept"), (DECLINE, "No, I decline")],
        widget=forms.RadioSelect(),
        error_messages={"required": "Select whether you accept or decline the offer."},
    )
    line_manager_name = forms.CharField(
        label="Line manager's name",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    line_manager_email = forms.EmailField(
        label="Line manager's work email",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, internal: bool, own_email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.internal = internal
        self.own_email = own_email.strip().lower()
        # They are optional only to the reader who declines; the pages say when they are needed.
        self.mark_optional = False  # type: ignore[misc]
        self.field_options = {  # type: ignore[misc]
            name: FieldOptions(size="s")
            for name in ("reply", "line_manager_name", "line_manager_email")
        }
        if not internal:
            del self.fields["line_manager_name"]
            del self.fields["line_manager_email"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.internal and cleaned.get("reply") == ACCEPT:
            self._check_manager(cleaned)
        return cleaned

    def _check_manager(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("line_manager_name") and "line_manager_name" not in self.errors:
            self.add_error("line_manager_name", "Enter your line manager's name.")
        email = str(cleaned.get("line_manager_email") or "").strip().lower()
        if not email and "line_manager_email" not in self.errors:
            self.add_error("line_manager_email", "Enter your line manager's work email.")
        elif email and email == self.own_email:
            self.add_error("line_manager_email", "Enter your line manager's address, not your own.")
