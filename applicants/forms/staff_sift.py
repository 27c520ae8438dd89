"""Forms of the sift: scores, agreed scores, conflicts of interest, and the seal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from applicants.forms.staff import StaffForm
from applicants.selectors.sift_view import CriterionScores
from applicants.services.sift_conflicts import MOST_NAMES
from applicants.services.sifting import Mark
from vacancies.scoring import Scale

LONGEST_NAME = 100


def _values(scale: Scale) -> list[tuple[int, str]]:
    return [(value, f"{value} – {label}") for value, label in scale.labels.items()]


class ScoreForm(StaffForm):
    """A score and a comment for each essential criterion. A marker may save some of them; with
    `whole`, before the next application, all of them."""

    def __init__(
        self,
        *args: Any,
        criteria: list[CriterionScores],
        scale: Scale,
        whole: bool = False,
        **kwargs: Any,
    ) -> None:
        initial = kwargs.pop("initial", {}) | _given(criteria)
        super().__init__(*args, initial=initial, **kwargs)
        self.whole = whole
        self.codes = [row.criterion.code for row in criteria]
        for row in criteria:
            code = row.criterion.code
            self.fields[f"score_{code}"] = forms.TypedChoiceField(
                label="Score",
                coerce=int,
                empty_value=None,
                required=False,
                choices=[("", "Not scored yet"), *_values(scale)],
            )
            self.fields[f"comment_{code}"] = forms.CharField(
                label="Comment",
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for code in self.codes:
            if data.get(f"score_{code}") is not None or f"score_{code}" in self.errors:
                continue
            if data.get(f"comment_{code}"):
                self.add_error(f"score_{code}", "Choose a score for this comment.")
            elif self.whole:
                self.add_error(f"score_{code}", "Choose a score before you go on to the next one.")
        if not self.errors and not self.marks:
            raise ValidationError("Score at least one criterion.")
        return data

    @property
    def marks(self) -> dict[str, Mark]:
        """What was given, by criterion code."""
        return {
            code: Mark(self.cleaned_data[f"score_{code}"], self.cleaned_data[f"comment_{code}"])
            for code in self.codes
            if self.cleaned_data.get(f"score_{code}") is not None
        }


def _given(criteria: list[CriterionScores]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for row in criteria:
        for score in row.scores:
            given[f"score_{row.criterion.code}"] = score.score
            given[f"comment_{row.criterion.code}"] = score.comment
    return given


class ReconcileForm(StaffForm):
    """One score for each criterion on which the markers differ, and why."""

    note = forms.CharField(
        label="Why these scores",
        max_length=2000,
        help_text="What in the evidence decided it. The candidate reads it only if they ask for "
        "their data.",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write why you agree on these scores."},
    )

    def __init__(
        self, *args: Any, apart: list[CriterionScores], scale: Scale, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [row.criterion.code for row in apart]
        chosen = {
            f"score_{row.criterion.code}": forms.TypedChoiceField(
                label=row.criterion.text,
                coerce=int,
                choices=[("", "Choose a score"), *_values(scale)],
                help_text="Given: " + " and ".join(f"{one.score}" for one in row.scores) + ".",
                error_messages={"required": f"Choose a score for “{row.criterion.text}”."},
            )
            for row in apart
        }
        self.fields = {**chosen, **self.fields}  # the note comes last

    @property
    def scores(self) -> dict[str, int]:
        """What was chosen, by criterion code."""
        return {code: self.cleaned_data[f"score_{code}"] for code in self.codes}


class ConflictsForm(forms.Form):
    """Whom a marker knows, before they open the first application."""

    use_required_attribute = False
    knows = forms.ChoiceField(
        label="Do you know anybody who has applied, or may have?",
        choices=[
            ("nobody", "No, as far as I know"),
            ("somebody", "Yes, or perhaps"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you know anybody who may have applied."},
    )
    names = forms.CharField(
        label="Their names",
        required=False,
        help_text="One person on each line, for example Robin Example. Family, friends, people you "
        "work or worked with, and anybody whose application you would not judge freely. You are "
        "not told whether they applied, and nobody else reads this.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        found = [" ".join(line.split()) for line in data.get("names", "").splitlines()]
        data["people"] = people = [line for line in found if line]
        if data.get("knows") == "somebody" and not people:
            self.add_error("names", "Enter the names of the people you know.")
        elif data.get("knows") == "nobody" and people:
            self.add_error("knows", "You have entered names: select yes, or delete them.")
        elif len(people) > MOST_NAMES:
            self.add_error("names", f"Enter {MOST_NAMES} names or fewer.")
        elif any(len(line) > LONGEST_NAME for line in people):
            self.add_error("names", "Enter one name on each line.")
        return data


class SealForm(forms.Form):
    """Why a seal is opened before its time."""

    use_required_attribute = False
    reason = forms.CharField(
        label="Reason",
        max_length=500,
        help_text="It stays in the audit log. Do not name an applicant.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write why the seal must be opened before the closing time."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
