"""One form for one question of the eligibility check. "Not sure" is always possible."""

from __future__ import annotations

from typing import Any

from django import forms

from applicants.eligibility_questions import NOT_SURE, NOT_SURE_LABEL, STATUS, CheckQuestion
from eligibility.dates import FIRST_DAY, LAST_DAY
from eligibility.facts import MAX_NUMBER
from recruitment.ui.forms import FieldOptions, GovukFormMixin, PartialDateField

ALONE = {"none": "None of these", NOT_SURE: NOT_SURE_LABEL}  # never beside a status
MOST_HOURS = 8784  # the hours of a leap year


class QuestionForm(GovukFormMixin, forms.Form):
    """The question as the page's heading, its answer, and a way to say that one does not know.

    `given()` is what is kept: a code, a list of codes, an ISO date (perhaps partial), minutes, a
    number as text, or NOT_SURE.
    """

    submit_label = "Continue"
    mark_optional = False
    field_options: dict[str, FieldOptions]  # type: ignore[misc]  # one for each question

    def __init__(self, *args: Any, question: CheckQuestion, answer: Any = None, **kw: Any) -> None:
        self.question = question
        self.field_options = {"answer": FieldOptions(heading=True, size="l")}
        if answer is not None:
            kw["initial"] = self._initial(answer)
        super().__init__(*args, **kw)
        self.fields["answer"] = self._answer_field()
        if question.kind == "hours":
            self.fields["minutes"] = forms.IntegerField(
                label="Minutes", required=False, min_value=0, max_value=59
            )
            self.field_options["minutes"] = FieldOptions(width="2", suffix="minutes")
            self.field_options["answer"] = FieldOptions(
                heading=True, size="l", width="4", suffix="hours"
            )
        if question.kind in {"date", "hours", "number"}:
            self.fields["not_sure"] = forms.BooleanField(label=NOT_SURE_LABEL, required=False)

    def _initial(self, answer: Any) -> dict[str, Any]:
        if answer == NOT_SURE and self.question.kind in {"date", "hours", "number"}:
            return {"not_sure": True}
        if self.question.kind == "hours":
            hours, minutes = divmod(int(answer), 60)
            return {"answer": hours, "minutes": minutes or None}
        return {"answer": answer}

    def _answer_field(self) -> forms.Field:
        question = self.question
        common: dict[str, Any] = {"label": question.text, "help_text": question.hint}
        if question.kind == "choices":
            return forms.MultipleChoiceField(
                choices=[*question.choices, (NOT_SURE, NOT_SURE_LABEL)],
                widget=forms.CheckboxSelectMultiple,
                error_messages={
                    "required": "Select what you are now, “None of these” or “I am not sure”."
                },
                **common,
            )
        if question.kind == "choice":
            return forms.ChoiceField(
                choices=[*question.choices, (NOT_SURE, NOT_SURE_LABEL)],
                widget=forms.RadioSelect,
                error_messages={
                    "required": "Select an answer. If you do not know, select “I am not sure”."
                },
                **common,
            )
        if question.kind == "date":
            return PartialDateField(
                noun=question.noun or "The date",
                earliest=FIRST_DAY,
                latest=LAST_DAY,
                required=False,
                **common,
            )
        if question.kind == "hours":
            return forms.IntegerField(required=False, min_value=0, max_value=MOST_HOURS, **common)
        return forms.DecimalField(
            required=False,
            min_value=0,
            max_value=MAX_NUMBER,
            error_messages={
                "invalid": "Enter a number, like 3 or 2.5.",
                "min_value": "Enter a number that is zero or more.",
                "max_value": "Enter a smaller number.",
            },
            **common,
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.question is STATUS:
            given = cleaned.get("answer") or []
            alone = next((ALONE[one] for one in given if one in ALONE), "")
            if alone and len(given) > 1:
                self.add_error("answer", f"Select what you are, or “{alone}”, but not both.")
        elif self.question.kind in {"date", "hours", "number"} and "answer" not in self.errors:
            self._need_one_answer(cleaned)
        return cleaned

    def _need_one_answer(self, cleaned: dict[str, Any]) -> None:
        typed = cleaned.get("answer") not in (None, "")
        noun = (self.question.noun or "your answer").lower()
        if not typed and not cleaned.get("not_sure"):
            self.add_error("answer", f"Enter {noun}, or select “{NOT_SURE_LABEL}”.")
        if typed and cleaned.get("not_sure"):
            self.add_error("not_sure", f"Enter {noun} or select “{NOT_SURE_LABEL}”, not both.")

    def given(self) -> Any:
        """The validated answer as it is kept."""
        cleaned = self.cleaned_data
        if cleaned.get("not_sure"):
            return NOT_SURE
        if self.question.kind == "hours":
            return int(cleaned["answer"]) * 60 + int(cleaned.get("minutes") or 0)
        if self.question.kind == "number":
            return float(cleaned["answer"])
        return cleaned["answer"]
