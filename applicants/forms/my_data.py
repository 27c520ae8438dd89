"""Correcting one's own details, closing the account, asking for feedback."""

from __future__ import annotations

from django import forms

from recruitment.ui.forms import FieldOptions, GovukFormMixin
from recruitment.ui.validators import MaxWordsValidator, validate_phone

QUESTION_WORDS = 100


class DetailsForm(GovukFormMixin, forms.Form):
    """The name and number that new applications begin with."""

    submit_label = "Save"

    given_names = forms.CharField(
        label="Given names",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": "Enter your given names."},
    )
    family_name = forms.CharField(
        label="Family name",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={"required": "Enter your family name."},
    )
    phone = forms.CharField(
        label="Telephone number",
        max_length=30,
        required=False,
        validators=[validate_phone],
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )


class CloseAccountForm(GovukFormMixin, forms.Form):
    """Says that it is meant."""

    submit_label = "Close my account"

    understood = forms.BooleanField(
        label="I understand that my running applications are withdrawn, and that this cannot be "
        "undone",
        error_messages={"required": "Confirm that you understand what closing your account does."},
    )


class FeedbackForm(GovukFormMixin, forms.Form):
    """What somebody wants to know about an outcome, if they want to say."""

    submit_label = "Ask for feedback"

    question = forms.CharField(
        label="Is there something that you would like to know in particular?",
        widget=forms.Textarea(),
        required=False,
        max_length=QUESTION_WORDS * 25,
        validators=[MaxWordsValidator(QUESTION_WORDS)],
    )
    field_options = {"question": FieldOptions(rows=4)}
