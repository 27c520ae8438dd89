"""Putting a fact of eligibility right: its value in the form that it has, its source, and why."""

from __future__ import annotations

from typing import Any

from django import forms

from applicants.eligibility_facts import NEVER, NO_GAP, NOT_CONFIRMED, FactKind
from applicants.eligibility_questions import NONE_OF_THESE
from applicants.forms.staff import StaffForm, date_field
from applicants.models import EligibilityFact
from eligibility.facts import MAX_NUMBER

MOST_HOURS = 200_000  # those of a whole life of volunteering
YES_OR_NO = (("yes", "Yes"), ("no", "No"))
# The words that may stand in the place of a date, by the kind of fact.
INSTEAD = {
    "probation": (NOT_CONFIRMED, "Not confirmed yet"),
    "gap": (NO_GAP, "There was no gap"),
    "never": (NEVER, "They never worked for the Met before"),
}


class FactForm(StaffForm):
    """One fact. `value()` is what the rules read (eligibility document, section 1)."""

    source = forms.ChoiceField(
        label="Where this comes from",
        choices=[("", "Choose a source"), *EligibilityFact.Source.choices],
        error_messages={"required": "Choose where this comes from."},
    )
    note = forms.CharField(
        label="What you have seen",
        help_text="Name the record or document, and why it counts more than what was said before. "
        "Where the application moves on by it, the candidate reads this as the reason.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say what you have seen."},
    )

    def __init__(self, *args: Any, kind: FactKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name, field in self._value_fields().items():
            self.fields[name] = field
        self.order_fields(["answer", "instead", "minutes", "source", "note"])

    def _value_fields(self) -> dict[str, forms.Field]:
        kind, label = self.kind.kind, self.kind.label
        if kind in {"yes_no", "choice"}:
            choices = YES_OR_NO if kind == "yes_no" else self.kind.choices
            return {
                "answer": forms.ChoiceField(
                    label=label,
                    choices=[("", "Choose"), *choices],
                    error_messages={"required": "Choose the value."},
                )
            }
        if kind == "hours":
            return {
                "answer": forms.IntegerField(
                    label=f"{label}: hours",
                    min_value=0,
                    max_value=MOST_HOURS,
                    error_messages={"required": "Enter the hours."},
                ),
                "minutes": forms.IntegerField(
                    label="and minutes", min_value=0, max_value=59, required=False
                ),
            }
        if kind == "number":
            return {
                "answer": forms.DecimalField(
                    label=label, min_value=-MAX_NUMBER, max_value=MAX_NUMBER
                )
            }
        if kind == "never":
            return {"instead": _word(kind, required=True)}
        if kind in INSTEAD:
            return {"answer": date_field(label), "instead": _word(kind, required=False)}
        return {"answer": date_field(label, required="Enter the date.")}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        both_or_none = bool(cleaned.get("answer")) == bool(cleaned.get("instead"))
        if self.kind.kind in {"probation", "gap"} and both_or_none and not self.errors:
            self.add_error("answer", "Enter the date, or tick the box below it, but not both.")
        return cleaned

    def value(self) -> Any:
        """The value for the rules."""
        cleaned, kind = self.cleaned_data, self.kind.kind
        if kind == "never":
            return "none"
        if cleaned.get("instead"):
            return [] if kind == "gap" else NOT_CONFIRMED
        answer = cleaned["answer"]
        if kind == "yes_no":
            return answer == "yes"
        if kind == "hours":
            return int(answer) * 60 + int(cleaned.get("minutes") or 0)
        if kind == "number":
            return float(answer)
        if kind == "choice":
            return str(answer) if answer != NONE_OF_THESE else NONE_OF_THESE
        if kind == "gap":
            return [{"from": None, "to": answer.isoformat(), "reason": "other"}]
        return answer.isoformat()


def _word(kind: str, *, required: bool) -> forms.BooleanField:
    return forms.BooleanField(
        label=INSTEAD[kind][1],
        required=required,
        error_messages={"required": "Tick the box, or correct one of the dates instead."},
    )
