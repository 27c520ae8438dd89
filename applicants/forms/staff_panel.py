"""Forms of a panel: the scorecard, what it agreed, and its questions."""

from __future__ import annotations

from typing import Any

from django import forms

from applicants.forms.staff import StaffForm
from applicants.models import Interview, Scorecard
from applicants.selectors.interview_subjects import Subject
from applicants.services.scorecards import Given
from recruitment.ui.forms import PlainWordsMixin
from vacancies.scoring import Scale


def _score_field(label: str, scale: Scale) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        empty_value=None,
        required=False,
        choices=[
            ("", "Not scored yet"),
            *((value, f"{value} – {words}") for value, words in scale.labels.items()),
        ],
    )


class ScorecardForm(StaffForm):
    """A score and a note for each subject. Some may be saved; all are needed to `send` it."""

    def __init__(
        self,
        *args: Any,
        subjects: list[Subject],
        scale: Scale,
        card: Scorecard | None,
        send: bool,
        **kwargs: Any,
    ) -> None:
        initial = kwargs.pop("initial", {}) | _written(subjects, card)
        super().__init__(*args, initial=initial, **kwargs)
        self.subjects, self.send = subjects, send
        for one in subjects:
            self.fields[f"score_{one.field}"] = _score_field("Score", scale)
            self.fields[f"note_{one.field}"] = forms.CharField(
                label="What you heard",
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for one in self.subjects if self.send else ():
            name = f"score_{one.field}"
            if data.get(name) is None and name not in self.errors:
                self.add_error(name, f"Choose a score: {one.words}")
        return data

    @property
    def given(self) -> dict[str, Given]:
        """What was filled in, by subject code."""
        data = self.cleaned_data
        return {
            one.code: Given(data.get(f"score_{one.field}"), data.get(f"note_{one.field}", ""))
            for one in self.subjects
            if data.get(f"score_{one.field}") is not None or data.get(f"note_{one.field}")
        }


def _written(subjects: list[Subject], card: Scorecard | None) -> dict[str, Any]:
    rows = {row.subject: row for row in card.scores.all()} if card else {}
    found: dict[str, Any] = {}
    for one in subjects:
        row = rows.get(one.code)
        if row is not None:
            found |= {f"score_{one.field}": row.score, f"note_{one.field}": row.note}
    return found


class GoOnForm(StaffForm):
    """Why a panel goes on without somebody's scorecard."""

    reason = forms.CharField(
        label="Why",
        max_length=1000,
        help_text="For example that a member was ill. Colleagues read this.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write why the panel goes on without it."},
    )


class ResultForm(StaffForm):
    """What the panel found, with the score it agreed for each subject. `needed` says that every
    subject must have one; otherwise all have one or none has."""

    result = forms.ChoiceField(
        label="Result",
        choices=Interview.Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the panel found the candidate appointable."},
    )
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=2000,
        help_text="For colleagues. The candidate reads it only if they ask for their data.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(
        self, *args: Any, subjects: list[Subject], scale: Scale, needed: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.subjects, self.needed = subjects, needed
        for one in subjects:
            self.fields[f"agreed_{one.field}"] = _score_field(one.words, scale)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        given = [one for one in self.subjects if data.get(f"agreed_{one.field}") is not None]
        for one in self.subjects if self.needed or given else ():
            name = f"agreed_{one.field}"
            if one not in given and name not in self.errors:
                self.add_error(name, f"Choose the agreed score: {one.words}")
        return data

    @property
    def scores(self) -> dict[str, int]:
        """The agreed scores by subject code."""
        return {
            one.code: self.cleaned_data[f"agreed_{one.field}"]
            for one in self.subjects
            if self.cleaned_data.get(f"agreed_{one.field}") is not None
        }


class QuestionsForm(PlainWordsMixin, forms.Form):
    """What a panel asks: a box for each subject, one question a line."""

    use_required_attribute = False

    def __init__(self, *args: Any, subjects: list[Subject], **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.subjects = subjects
        for one in subjects:
            self.fields[one.field] = forms.CharField(
                label=one.words,
                help_text=f"{one.kind}. One question a line; leave it empty for the usual one.",
                required=False,
                max_length=1500,
                initial="\n".join(one.asks),
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    @property
    def words(self) -> dict[str, str]:
        """What was filled in, by subject code."""
        return {one.code: self.cleaned_data[one.field] for one in self.subjects}
