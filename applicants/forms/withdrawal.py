"""Withdrawing: reasons help us, and none is required."""

from __future__ import annotations

from django import forms

from applicants.choices import WithdrawalReason
from recruitment.ui.forms import GovukFormMixin
from recruitment.ui.validators import MaxWordsValidator

REASON_WORDS = 100


class WithdrawalForm(GovukFormMixin, forms.Form):
    """Why a candidate withdraws, if they want to say."""

    submit_label = "Withdraw my application"

    version = forms.IntegerField(widget=forms.HiddenInput(), required=False, min_value=0)
    reason_code = forms.ChoiceField(
        label="Why are you withdrawing?",
        choices=WithdrawalReason.choices,
        widget=forms.RadioSelect(),
        required=False,
    )
    reason = forms.CharField(
        label="Is there anything you want to tell us?",
        widget=forms.Textarea(),
        required=False,
        max_length=REASON_WORDS * 25,
        validators=[MaxWordsValidator(REASON_WORDS)],
    )
