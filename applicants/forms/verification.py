"""The line manager's two forms: who they are, and an answer to each statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField

from applicants.choices import ClaimAnswer
from applicants.models import VerificationClaim
from applicants.services.verifying import GivenAnswer
from recruitment.ui.forms import DateField, FieldOptions, GovukFormMixin

IS_MANAGER = (
    ("yes", "Yes, and I can answer questions about them"),
    ("no", "No, I am not their line manager"),
    ("cannot", "Yes, but I cannot answer"),
)


class ManagerForm(GovukFormMixin, forms.Form):
    """First question: is this the right person, and can they answer?"""

    submit_label = "Continue"
    mark_optional = False

    is_manager = forms.ChoiceField(
        label="Are you this person’s line manager?",
        choices=IS_MANAGER,
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you are this person’s line manager."},
    )
    instead_name = forms.CharField(
        label="If not you, who is their line manager? Name (optional)",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    instead_email = forms.EmailField(
        label="That person’s work email (optional)",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "invalid": "Enter an email address in the correct format, like name@met.example."
        },
    )
    comment = forms.CharField(
        label="Anything else we should know (optional)",
        required=False,
        max_length=500,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, candidate: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question = f"Are you {candidate}’s line manager?"
        self.fields["is_manager"].label = question
        self.fields["is_manager"].error_messages["required"] = (
            f"Select whether you are {candidate}’s line manager."
        )


class ClaimRow(NamedTuple):
    """A claim with its bound fields, for the template."""

    claim: VerificationClaim
    answer: BoundField
    comment: BoundField


class StatementsForm(GovukFormMixin, forms.Form):
    """One answer for each statement: confirm, correct with the right value, or cannot say."""

    submit_label = "Continue"
    mark_optional = False
    field_options: dict[str, FieldOptions]  # type: ignore[misc]  # one for each claim

    def __init__(self, *args: Any, claims: Sequence[VerificationClaim], **kwargs: Any) -> None:
        self.claims = list(claims)
        self.field_options = {}
        super().__init__(*args, **kwargs)
        for claim in self.claims:
            self._add(claim)

    def _add(self, claim: VerificationClaim) -> None:
        answer, correction = self.name(claim, "answer"), self.name(claim, "correction")
        self.fields[answer] = forms.ChoiceField(
            label="Is this right?",
            choices=ClaimAnswer.choices,
            widget=forms.RadioSelect,
            error_messages={"required": f"Say whether this is right: “{claim.label}”."},
        )
        self.fields[correction] = _correction_field(claim)
        self.fields[self.name(claim, "comment")] = forms.CharField(
            label="Anything you want to add (optional)",
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.field_options[answer] = FieldOptions(
            reveals={ClaimAnswer.CORRECT.value: correction}, small=True
        )

    @staticmethod
    def name(claim: VerificationClaim, part: str) -> str:
        """The name of a claim's field."""
        return f"claim-{claim.pk}-{part}"

    def rows(self) -> Iterator[ClaimRow]:
        """The claims in order, with their fields."""
        for claim in self.claims:
            yield ClaimRow(
                claim, self[self.name(claim, "answer")], self[self.name(claim, "comment")]
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for claim in self.claims:
            name = self.name(claim, "correction")
            corrects = cleaned.get(self.name(claim, "answer")) == ClaimAnswer.CORRECT
            if corrects and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, f"Enter what is right: {claim.label.lower()}.")
        return cleaned

    def answers(self) -> dict[int, GivenAnswer]:
        """The validated answers by the claims' ids."""
        return {
            claim.pk: GivenAnswer(
                answer=ClaimAnswer(self.cleaned_data[self.name(claim, "answer")]),
                correction=_as_text(self.cleaned_data.get(self.name(claim, "correction"))),
                comment=self.cleaned_data.get(self.name(claim, "comment")) or "",
            )
            for claim in self.claims
        }


def _correction_field(claim: VerificationClaim) -> forms.Field:
    if claim.kind == VerificationClaim.Kind.DATE:
        return DateField(
            label="What is the right date?",
            help_text="For example, 3 6 2025.",
            noun="The right date",
            required=False,
        )
    if claim.kind == VerificationClaim.Kind.NUMBER:
        return forms.DecimalField(
            label="How many hours is right?",
            required=False,
            min_value=0,
            max_value=8784,
            decimal_places=2,
        )
    return forms.CharField(
        label="What is right?", required=False, max_length=500, widget=forms.Textarea
    )


def _as_text(value: Any) -> str:
    return "" if value is None else str(value)
