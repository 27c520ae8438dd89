"""Forms of the help pages."""

from __future__ import annotations

from typing import Any

from django import forms

from recruitment.ui.forms.mixin import FieldOptions, GovukFormMixin
from recruitment.ui.models import Feedback

YES_NO = [("yes", "Yes"), ("no", "No")]


class CookiesForm(GovukFormMixin, forms.Form):
    """Real choices: each kind of cookie on its own."""

    settings = forms.ChoiceField(
        label="Do you want to allow cookies that remember your settings?",
        choices=YES_NO,
        widget=forms.RadioSelect,
    )
    usage = forms.ChoiceField(
        label="Do you want to allow cookies that show us how the service is used?",
        choices=YES_NO,
        widget=forms.RadioSelect,
    )
    field_options = {
        "settings": FieldOptions(size="s", inline=True),
        "usage": FieldOptions(size="s", inline=True),
    }


class FeedbackForm(GovukFormMixin, forms.Form):
    """A message about a page, and a box that only robots fill in."""

    text = forms.CharField(
        label="How could we make this page better?",
        help_text="Do not include personal or financial information, such as your name, your"
        " username or the reference of your application.",
        max_length=Feedback.MAX_LENGTH,
        widget=forms.Textarea,
        error_messages={
            "required": "Tell us what we could do better.",
            "max_length": "Shorten your feedback to %(limit_value)d characters or fewer. It has"
            " %(show_value)d characters.",
        },
    )
    page = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    website = forms.CharField(required=False, max_length=300)

    @property
    def is_from_a_robot(self) -> bool:
        return bool(self.cleaned_data.get("website"))

    def clean_page(self) -> str:
        page: Any = self.cleaned_data["page"]
        return str(page) if str(page).startswith("/") else ""
