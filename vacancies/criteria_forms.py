"""The form of the specific eligibility criteria: one block for each, in words, no JSON to type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from recruitment.ui.forms import PlainWordsMixin
from vacancies.criteria import validate_criteria
from vacancies.questions import new_code

MOST = 15
PREFIX = "criteria"
OPERATORS = (
    ("is_true", "The answer is yes"),
    ("equals", "The answer is exactly this"),
    ("one_of", "The answer is one of these"),
    ("at_least", "The answer is at least this number"),
    ("at_most", "The answer is at most this number"),
    ("on_or_before", "The date is on or before"),
    ("on_or_after", "The date is on or after"),
    ("held_for_months", "Held for at least so many months"),
    ("age_at_least", "At least so many years old"),
    ("judged", "In their own words; a person decides"),
)
_NO_VALUE = ("is_true", "judged")
_WHOLE = ("held_for_months", "age_at_least")
_NUMBERS = ("at_least", "at_most")
_DATES = ("on_or_before", "on_or_after")
REFERENCE_DAY = "that day"


class CriterionForm(PlainWordsMixin, forms.Form):
    """One criterion: what people read, how it is decided, and on which day."""

    code = forms.CharField(widget=forms.HiddenInput, required=False)
    label = forms.CharField(
        label="What people must have or be",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The advert shows it, and the eligibility check asks it.",
        error_messages={"required": "Write the criterion, or tick “Delete”."},
    )
    operator = forms.ChoiceField(label="How it is decided", choices=OPERATORS)
    value = forms.CharField(
        label="Compared with",
        required=False,
        max_length=300,
        help_text="A number; a date such as 2026-12-09, or “that day” for the day below; or "
        "answers with a comma between them. Empty for a yes and for people’s own words.",
    )
    reference = forms.ChoiceField(
        label="On which day",
        choices=(("as_of", "The day of applying"), ("closes_on", "The closing date")),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "operator" in cleaned:
            try:
                cleaned["read"] = read_value(cleaned["operator"], cleaned.get("value", ""))
            except ValueError as error:
                self.add_error("value", str(error))
        return cleaned


def read_value(operator: str, text: str) -> Any:
    """What the rules compare with, from what was typed. Raises ValueError with what to write."""
    typed = text.strip()
    if operator in _NO_VALUE:
        return True if operator == "is_true" else None
    if not typed:
        raise ValueError("Write what the answer is compared with.")
    if operator == "one_of":
        return [part.strip() for part in typed.split(",") if part.strip()]
    if operator in _WHOLE:
        if not typed.isdigit():
            raise ValueError("Write a whole number, such as 12.")
        return int(typed)
    if operator in _NUMBERS:
        return _number(typed)
    if operator in _DATES:
        return _day(typed)
    return typed


def _number(typed: str) -> int | float:
    try:
        found = float(typed)
    except ValueError:
        raise ValueError("Write a number, such as 3 or 2.5.") from None
    return int(found) if found.is_integer() else found


def _day(typed: str) -> str:
    if typed.lower() == REFERENCE_DAY:
        return "reference"
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        raise ValueError("Write a date as 2026-12-09, or “that day”.") from None


def shown_value(value: Any) -> str:
    """What was stored, as it is typed."""
    if value is True or value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return REFERENCE_DAY if value == "reference" else str(value)


class _CriteriaFormSet(BaseFormSet):  # type: ignore[type-arg]
    """The blocks in their order. One empty block is always there, so nothing needs a script."""

    known: Mapping[str, Mapping[str, Any]] = {}

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Delete this criterion"

    def clean(self) -> None:
        """The rules themselves have the last word on what they could decide."""
        if not any(self.errors):
            validate_criteria(self.criteria())

    def criteria(self) -> list[dict[str, Any]]:
        """What was written, in the format of the eligibility rules, each with its label."""
        written = [*self.initial_forms, *(one for one in self.extra_forms if one.has_changed())]
        rows = [one.cleaned_data for one in written if not one.cleaned_data.get("DELETE")]
        taken = [row["code"] for row in rows if row.get("code")]
        found = []
        for row in rows:
            code = row.get("code") or new_code(row["label"], taken)
            taken.append(code)
            found.append(_stored(code, row, self.known.get(code, {})))
        return found


def _stored(code: str, row: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """A value that nobody touched stays what it is: a number does not become text."""
    same = before.get("operator") == row["operator"]
    untouched = same and shown_value(before.get("value")) == row["value"].strip()
    stored = {
        "code": code,
        "operator": row["operator"],
        "value": before.get("value") if untouched else row["read"],
        "label": row["label"].strip(),
    }
    if row["reference"] == "closes_on":
        stored["reference"] = "closes_on"
    return stored


CriteriaFormSet = formset_factory(
    CriterionForm,
    formset=_CriteriaFormSet,
    extra=1,
    can_delete=True,
    can_delete_extra=False,
    max_num=MOST,
    validate_max=True,
)


def criteria_formset(
    criteria: Sequence[Mapping[str, Any]], data: Mapping[str, Any] | None = None
) -> _CriteriaFormSet:
    """The blocks of these criteria and an empty one; bound where `data` is given."""
    initial = [
        {
            "code": one["code"],
            "label": one["label"],
            "operator": one["operator"],
            "value": shown_value(one.get("value")),
            "reference": one.get("reference", "as_of"),
        }
        for one in criteria
    ]
    formset: Any = CriteriaFormSet(data, initial=initial, prefix=PREFIX)
    formset.known = {one["code"]: one for one in criteria}
    return formset  # type: ignore[no-any-return]
