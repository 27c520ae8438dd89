"""One form for every section: its fields are made from the declared questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from applicants.sections import postings
from applicants.sections.ages import old_enough_from
from applicants.sections.catalogue import Bound, Kind, Question, Section
from applicants.sections.checking import EMPTY, joint_problems
from recruitment.ui.dates import london_date
from recruitment.ui.forms import DateField, FieldOptions, GovukFormMixin, PartialDateField
from recruitment.ui.forms.fields import DateParts
from recruitment.ui.forms.mixin import say_plainly
from recruitment.ui.validators import MaxWordsValidator, validate_phone
from recruitment.uploads.forms import UploadField
from recruitment.uploads.inspection import CheckedFile

# Codes of questions come from adverts too; the prefix keeps them apart from our own fields.
PREFIX = "q"
# Answers that no field of the section's page holds.
KEPT_APART = (Kind.FILE, Kind.ENTRIES)
NUL = "\x00"  # PostgreSQL stores no such character


class SectionForm(GovukFormMixin, forms.Form):
    """The page of one section. `saved` are the stored answers, finished or not."""

    submit_label = "Save and continue"

    def __init__(
        self,
        section: Section,
        *,
        saved: Mapping[str, Any],
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        kept: Mapping[str, Any] | None = None,
    ) -> None:
        """`kept` are the stored answers whose lists and files go on being answers: they have pages
        of their own, or cannot be shown in a field."""
        self.section = section
        self.kept = {
            one.code: (kept or saved)[one.code]
            for one in section.questions
            if one.kind in KEPT_APART and (kept or saved).get(one.code)
        }
        initial = {code: from_stored(value) for code, value in saved.items()}
        super().__init__(data, files, prefix=PREFIX, initial=initial)
        for question in section.questions:
            if question.kind is Kind.ENTRIES:
                continue
            field = make_field(question)
            if question.missing:
                field.error_messages["required"] = question.missing
            say_plainly(field, label=question.label)
            self.fields[question.code] = field
        self.field_options = options_of(section)  # type: ignore[misc]

    def raw_answers(self) -> dict[str, Any]:
        """What was typed, as it was typed, ready to be stored unfinished."""
        return self.kept | {
            question.code: value
            for question in self.section.questions
            if question.kind not in KEPT_APART and (value := self._raw(question)) not in EMPTY
        }

    def new_files(self) -> dict[str, CheckedFile]:
        """The files that came with this form and passed their check, by question."""
        self.full_clean()
        return {
            code: value
            for code, value in self.cleaned_data.items()
            if isinstance(value, CheckedFile)
        }

    def _raw(self, question: Question) -> Any:
        widget = self.fields[question.code].widget
        name = self.add_prefix(question.code)
        typed = widget.value_from_datadict(self.data, self.files, name)
        if isinstance(typed, DateParts):
            return {key: _storable(value) for key, value in asdict(typed).items()}
        if isinstance(typed, list):
            return [_storable(one) for one in typed]
        return _storable(typed)

    def full_clean(self) -> None:
        """Questions that do not apply are not required while the form is checked."""
        if not self.is_bound:
            super().full_clean()
            return
        typed = self.raw_answers()
        shown = [one for one in self.section.questions if one.code in self.fields]
        unasked = [one for one in shown if not one.applies(typed)]
        for question in shown:
            if question.code in self.kept:
                self.fields[question.code].required = False
        for question in unasked:
            self.fields[question.code].required = False
        super().full_clean()
        for question in unasked:
            # What stands in a field that does not apply is dropped, and so are its errors.
            self.errors.pop(question.code, None)
            self.cleaned_data.pop(question.code, None)
            self.fields[question.code].required = question.required

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.section.code == postings.CODE:
            self._check_ranking(cleaned)
        self._check_only_options(cleaned)
        self._check_lists(cleaned)
        if not self.errors:
            for problem in joint_problems(self.section, self.kept | self._stored(cleaned)):
                self.add_error(problem.code if problem.code in self.fields else None, problem.text)
        return cleaned

    def _check_lists(self, cleaned: Mapping[str, Any]) -> None:
        for question in self.section.questions:
            asked = question.kind is Kind.ENTRIES and question.applies(cleaned)
            if asked and question.required and not self.kept.get(question.code):
                self.add_error(None, question.missing or f"Add an entry to “{question.label}”.")

    def _check_ranking(self, cleaned: Mapping[str, Any]) -> None:
        """Each place once, and no rank left out before another."""
        seen: set[str] = set()
        left_out = ""
        for question in self.section.questions:
            choice = str(cleaned.get(question.code) or "")
            if question.only:
                continue
            if choice and choice in seen:
                self.add_error(question.code, "Choose a different place for each choice.")
            elif choice and left_out and not self.errors:
                self.add_error(question.code, f"Choose a place for “{left_out}” first.")
            elif not choice:
                left_out = left_out or question.label
            seen.add(choice)

    def _check_only_options(self, cleaned: Mapping[str, Any]) -> None:
        for question in self.section.questions:
            if question.only and cleaned.get(question.code) not in (None, "", question.only):
                self.add_error(question.code, question.missing)

    def answers(self) -> dict[str, Any]:
        """The checked answers, ready to be stored as completed."""
        return self.kept | self._stored(self.cleaned_data)

    def _stored(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        return {
            code: stored
            for code, value in cleaned.items()
            if not isinstance(value, CheckedFile) and (stored := to_stored(value)) not in EMPTY
        }


def to_stored(value: Any) -> Any:
    """A cleaned value as JSON: dates in ISO form, text with plain line breaks."""
    if isinstance(value, date):
        return value.isoformat()
    return _storable(value)


def from_stored(value: Any) -> Any:
    """A stored value as a field shows it: typed dates are kept as their three boxes."""
    if isinstance(value, Mapping):
        return DateParts(
            day=str(value.get("day", "")),
            month=str(value.get("month", "")),
            year=str(value.get("year", "")),
            month_only=value.get("month_only") is True,
        )
    return value


def _storable(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return value.replace(NUL, "").replace("\r\n", "\n").strip()


def options_of(section: Section) -> dict[str, FieldOptions]:
    """How the fields are drawn: follow-ups beneath the answer that asks for them."""
    options: dict[str, FieldOptions] = {}
    for question in section.questions:
        options[question.code] = FieldOptions(
            size="s",
            width="20" if question.kind is Kind.PHONE else "",
            reveals=_reveals(section, question),
            exclusive=question.exclusive,
            divider_before=question.exclusive,
        )
    return options


def _reveals(section: Section, question: Question) -> dict[str, str]:
    """Answer -> the one follow-up that is drawn beneath it. Follow-ups of several answers, and
    second ones of the same, stand below as plain questions."""
    reveals: dict[str, str] = {}
    if question.kind not in (Kind.YES_NO, Kind.CHOICE, Kind.MANY):
        return reveals
    for other in section.questions:
        if other.kind is Kind.ENTRIES:  # a list stands beneath the form, with its buttons
            continue
        if other.shown_if is None or other.shown_if[0] != question.code:
            continue
        wanted = other.shown_if[1]
        if len(wanted) == 1 and wanted[0] not in reveals:
            reveals[wanted[0]] = other.code
    return reveals


def make_field(question: Question) -> forms.Field:
    """The Django field of a question."""
    field = _MAKERS[question.kind](question)
    field.label = question.label
    if question.kind is not Kind.FILE:  # its hint says what may be uploaded as well
        field.help_text = question.hint
    field.required = question.required
    return field


def _text(question: Question) -> forms.Field:
    attrs = {"autocomplete": question.autocomplete} if question.autocomplete else {}
    return forms.CharField(max_length=question.max_characters, widget=forms.TextInput(attrs=attrs))


def _long_text(question: Question) -> forms.Field:
    limits = [MaxWordsValidator(question.max_words)] if question.max_words else []
    field = forms.CharField(
        max_length=question.max_characters, widget=forms.Textarea(), validators=limits
    )
    # The limit in characters only stops what is no text; words are what people are told.
    field.widget.attrs.pop("maxlength", None)
    return field


def _email(question: Question) -> forms.Field:
    attrs = {"autocomplete": question.autocomplete or "off"}
    return forms.EmailField(
        max_length=question.max_characters, widget=forms.EmailInput(attrs=attrs)
    )


def _phone(question: Question) -> forms.Field:
    attrs = {"type": "tel", "autocomplete": question.autocomplete or "off"}
    widget = forms.TextInput(attrs=attrs)
    widget.input_type = "tel"
    return forms.CharField(max_length=30, validators=[validate_phone], widget=widget)


def _radios(question: Question) -> forms.Field:
    return forms.ChoiceField(choices=list(question.options), widget=forms.RadioSelect())


def _select(question: Question) -> forms.Field:
    choices = [("", "Choose one"), *question.options]
    return forms.ChoiceField(choices=choices, widget=forms.Select())


def _many(question: Question) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=list(question.options), widget=forms.CheckboxSelectMultiple()
    )


def _date(question: Question, *, field_class: type[DateField]) -> forms.Field:
    return field_class(
        validators=[partial(_old_enough, question=question)] if question.youngest else [],
        noun=question.noun or "The date",
        earliest=timezone.localdate if question.bound is Bound.FUTURE else None,
        latest=timezone.localdate if question.bound is Bound.PAST else None,
        birthday=question.code == "date_of_birth",
    )


def _old_enough(born: date, *, question: Question) -> None:
    """Refuse somebody who is too young today, with the day from which they may apply."""
    possible_from = old_enough_from(born, question.youngest)
    if possible_from > timezone.localdate():
        why = question.too_young or f"You must be {question.youngest} or over to apply."
        raise ValidationError(
            f"{why} From your date of birth, you can apply from {london_date(possible_from)}."
        )


def _file(question: Question) -> forms.Field:
    return UploadField(help_text=question.hint)


def _confirm(question: Question) -> forms.Field:
    return forms.BooleanField(widget=forms.CheckboxInput())


_MAKERS: dict[Kind, Callable[[Question], forms.Field]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _long_text,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.YES_NO: _radios,
    Kind.CHOICE: _radios,
    Kind.SELECT: _select,
    Kind.MANY: _many,
    Kind.DATE: partial(_date, field_class=DateField),
    Kind.MONTH: partial(_date, field_class=PartialDateField),
    Kind.CONFIRM: _confirm,
    Kind.FILE: _file,
}
