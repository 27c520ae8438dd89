"""Interest in a specialism: a form without an application."""

from __future__ import annotations

from typing import Any

from django import forms

from recruitment.ui.forms import FieldOptions, GovukFormMixin
from recruitment.ui.validators import validate_phone
from vacancies.specialisms.data import BY_SLUG, CHOICES
from vacancies.specialisms.models import FORCES, Rank

NOT_BOTH = (
    "You chose CTPHQ or SO15, which work against terrorism. Select yes here, or take the tick off "
    "them."
)


class InterestForm(GovukFormMixin, forms.Form):
    """Whom to write to, where they serve, and what interests them."""

    submit_label = "Send"
    field_options = {
        "name": FieldOptions(width="20"),
        "email": FieldOptions(width="20"),
        "phone": FieldOptions(width="20"),
        "counter_terrorism": FieldOptions(inline=True),
    }

    name = forms.CharField(
        label="Full name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your full name."},
    )
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        help_text="We do not tell your force. You may prefer a private address.",
        error_messages={"required": "Enter your email address."},
    )
    phone = forms.CharField(
        label="Telephone number",
        max_length=30,
        required=False,
        validators=[validate_phone],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    force = forms.ChoiceField(
        label="Your force",
        choices=[("", "Choose your force"), *FORCES],
        help_text="This way in is for the Home Office forces. In another force or agency, choose "
        "the last line: a recruiter tells you which way is open to you.",
        error_messages={"required": "Choose your force."},
    )
    rank = forms.ChoiceField(
        label="Your rank",
        choices=Rank.choices,
        help_text="Transfers are for constables. Above that, a recruiter looks at your case.",
        widget=forms.RadioSelect,
        error_messages={"required": "Select your rank."},
    )
    specialisms = forms.MultipleChoiceField(
        label="Which specialisms interest you?",
        help_text="Select all that apply.",
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one specialism."},
    )
    counter_terrorism = forms.ChoiceField(
        label="Are you interested in counter terrorism?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select yes if you are interested in counter terrorism."},
    )
    about = forms.CharField(
        label="Your skills and experience",
        help_text="In a few sentences. If you work as a specialist or in a specialist command, "
        "tell us. No operational details.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    website = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def clean_counter_terrorism(self) -> bool:
        """Yes or no."""
        return bool(self.cleaned_data["counter_terrorism"] == "yes")

    def clean(self) -> dict[str, Any]:
        """Whoever wants to work against terrorism is interested in it: one of two is a mistake."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [BY_SLUG[slug] for slug in cleaned.get("specialisms", ())]
        if cleaned.get("counter_terrorism") is False and any(
            one.counter_terrorism for one in chosen
        ):
            self.add_error("counter_terrorism", NOT_BOTH)
        return cleaned

    @property
    def is_from_a_robot(self) -> bool:
        return bool(self.cleaned_data.get("website"))
