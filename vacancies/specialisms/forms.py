"""Interest in a specialism: a form without an application."""

from __future__ import annotations

from django import forms

from recruitment.ui.forms import FieldOptions, GovukFormMixin
from vacancies.specialisms.data import CHOICES
from vacancies.specialisms.models import FORCES, Rank


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
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    force = forms.ChoiceField(
        label="Your force",
        choices=[("", "Choose your force"), *FORCES],
        error_messages={"required": "Choose your force."},
    )
    rank = forms.ChoiceField(
        label="Your rank",
        choices=Rank.choices,
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

    @property
    def is_from_a_robot(self) -> bool:
        return bool(self.cleaned_data.get("website"))
