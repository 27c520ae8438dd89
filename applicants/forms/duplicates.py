"""Support's forms about two accounts of one person."""

from __future__ import annotations

from typing import Any

from django import forms

from applicants.models import Candidate
from applicants.selectors.duplicates import ComparedAccount, find_candidate_by_username
from recruitment.ui.forms import PlainWordsMixin

DIFFERENT = "different"


class PairForm(PlainWordsMixin, forms.Form):
    """Two usernames, exactly as they are."""

    first = forms.CharField(label="Username of one account", max_length=150)
    second = forms.CharField(label="Username of the other account", max_length=150)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.found: dict[str, Candidate] = {}
        for name in ("first", "second"):
            given = cleaned.get(name)
            candidate = find_candidate_by_username(given) if given else None
            if given and candidate is None:
                self.add_error(
                    name, "No candidate has this username. Capital letters make a difference."
                )
            elif candidate is not None:
                self.found[name] = candidate
        return cleaned

    def pair(self) -> dict[str, Candidate]:
        """Both candidates of a valid form."""
        return self.found


class DecideForm(PlainWordsMixin, forms.Form):
    """Which account is kept, why, and that somebody has checked who the person is."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select what you decide."},
    )
    reason = forms.CharField(
        label="Why, and how you checked who the person is",
        help_text="For example: rang both numbers on record. No personal details.",
        max_length=300,
        error_messages={"required": "Enter why you decide so."},
    )
    confirmed = forms.BooleanField(
        label="I have checked that both accounts belong to one person who wants them put together. "
        "This cannot be undone.",
        required=False,
    )

    def __init__(self, data: Any = None, *, accounts: list[ComparedAccount]) -> None:
        super().__init__(data)
        self.ids = {str(one.candidate.pk): one.candidate.pk for one in accounts}
        choices = [
            (str(one.candidate.pk), f"Put them together, and keep {one.user.username}")
            for one in accounts
        ]
        decision = self.fields["decision"]
        decision.choices = [*choices, (DIFFERENT, "They are different people")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("decision") in self.ids and not cleaned.get("confirmed"):
            self.add_error("confirmed", "Confirm that you have checked who the person is.")
        return cleaned

    def kept(self) -> int | None:
        """The candidate that is kept, or None: different people."""
        return self.ids.get(self.cleaned_data["decision"])
