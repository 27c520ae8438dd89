"""The work address, and what the person is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from recruitment.accounts.models import StandingKind
from recruitment.accounts.work_addresses.selectors import claimable_kinds, kinds_of
from recruitment.ui.forms import FieldOptions, GovukFormMixin


class WorkAddressForm(GovukFormMixin, forms.Form):
    """Errors stand where they belong: a domain that is not listed at the address."""

    submit_label = "Send me a link"
    mark_optional = False
    field_options = {"email": FieldOptions(width="20"), "kind": FieldOptions(size="s")}

    email = forms.EmailField(
        label="Your work email address",
        max_length=254,
        error_messages={
            "required": "Enter your work email address.",
            "invalid": "Enter an email address in the correct format, like name@example.com.",
        },
    )
    kind = forms.ChoiceField(
        label="What are you?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select what you are."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = claimable_kinds()  # type: ignore[attr-defined]
        listed = " or ".join(f"@{domain}" for domain in settings.STANDING_WORK_DOMAINS)
        self.fields["email"].help_text = f"It ends in {listed}."

    def clean_email(self) -> str:
        """Only listed domains."""
        email = str(self.cleaned_data["email"])
        if not kinds_of(email):
            listed = " or ".join(f"@{domain}" for domain in settings.STANDING_WORK_DOMAINS)
            raise forms.ValidationError(f"Enter your work address, which ends in {listed}.")
        return email

    def clean(self) -> dict[str, Any]:
        """What one may be depends on the domain."""
        cleaned = super().clean() or {}
        email, kind = cleaned.get("email"), cleaned.get("kind")
        if email and kind and kind not in (allowed := kinds_of(email)):
            names = " or ".join(str(StandingKind(one).label).lower() for one in allowed)
            domain = email.rpartition("@")[2].lower()
            self.add_error("kind", f"With an address at {domain} you can select: {names}.")
        return cleaned
