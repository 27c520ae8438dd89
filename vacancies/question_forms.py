"""The form in which recruiters write an advert's questions: one block for each, no code to type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from recruitment.ui.forms import PlainWordsMixin
from vacancies.choices import AnswerKind, AskedWhen, SeenBy
from vacancies.form_fields import LinesField
from vacancies.questions import DEFAULT_WORDS, VacancyQuestion, new_code
from vacancies.validators import WORD_LIMITS

MOST = 20
PREFIX = "questions"


class VacancyQuestionForm(PlainWordsMixin, forms.Form):
    """One question. Its code is made from its words once, and never changes after that."""

    code = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label="Question",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write the question, or tick “Delete”."},
    )
    hint = forms.CharField(
        label="Help below it",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(
        label="Answered with", choices=AnswerKind, initial=AnswerKind.LONG_TEXT
    )
    max_words = forms.IntegerField(
        label="Word limit",
        min_value=WORD_LIMITS[0],
        max_value=WORD_LIMITS[1],
        initial=DEFAULT_WORDS,
        help_text="For answers in people’s own words.",
    )
    choices = LinesField(
        label="Answers to choose from",
        help_text="One on each line. For “One of a list” alone.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    required = forms.BooleanField(label="Must be answered", required=False, initial=True)
    personal = forms.BooleanField(
        label="Personal data: the answer says who somebody is",
        required=False,
        help_text="Hidden in blind sifting.",
    )
    seen_by = forms.ChoiceField(
        label="Who reads the answer", choices=SeenBy, initial=SeenBy.EVERYBODY
    )
    asked = forms.ChoiceField(
        label="When it is asked", choices=AskedWhen, initial=AskedWhen.APPLICATION
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        options = cleaned.get("choices") or []
        if cleaned.get("kind") == AnswerKind.CHOICE and len(set(options)) < 2:
            self.add_error("choices", "Write at least two different answers, one on each line.")
        return cleaned


class _QuestionFormSet(BaseFormSet):  # type: ignore[type-arg]
    """The blocks in their order. One empty block is always there, so nothing needs a script."""

    def questions(self) -> list[VacancyQuestion]:
        """What was written, in the order that was given. Call it after is_valid()."""
        written = [*self.initial_forms, *(one for one in self.extra_forms if one.has_changed())]
        rows = [one.cleaned_data for one in written if not one.cleaned_data.get("DELETE")]
        # A block without a number stands last, in the order of the page.
        rows.sort(key=lambda row: row.get("ORDER") or MOST + 1)
        taken = [row["code"] for row in rows if row.get("code")]
        found = []
        for row in rows:
            code = row.get("code") or new_code(row["text"], taken)
            taken.append(code)
            found.append(_question(code, row))
        return found

    def add_fields(self, form: VacancyQuestionForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = "Place"
        if "DELETE" in form.fields:  # an empty block has nothing to delete
            form.fields["DELETE"].label = "Delete this question"


QuestionFormSet = formset_factory(
    VacancyQuestionForm,
    formset=_QuestionFormSet,
    extra=1,
    can_order=True,
    can_delete=True,
    can_delete_extra=False,
    max_num=MOST,
    validate_max=True,
)


def formset_for(
    questions: Sequence[VacancyQuestion], data: Mapping[str, Any] | None = None
) -> _QuestionFormSet:
    """The blocks of these questions and an empty one; bound where `data` is given."""
    initial = [{**one.as_stored(), "choices": list(one.choices)} for one in questions]
    return QuestionFormSet(data, initial=initial, prefix=PREFIX)  # type: ignore[return-value]


def _question(code: str, row: Mapping[str, Any]) -> VacancyQuestion:
    kind = AnswerKind(row["kind"])
    return VacancyQuestion(
        code=code,
        text=row["text"].strip(),
        kind=kind,
        max_words=row["max_words"],
        hint=row["hint"].strip(),
        required=row["required"],
        personal=row["personal"],
        seen_by=SeenBy(row["seen_by"]),
        asked=AskedWhen(row["asked"]),
        choices=tuple(dict.fromkeys(row["choices"])) if kind is AnswerKind.CHOICE else (),
    )
