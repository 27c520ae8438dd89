"""The form in which staff write an advert: lists are lines, not JSON."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from vacancies.choices import WorkingPattern
from vacancies.models import Vacancy
from vacancies.services.writing import WRITABLE

SEPARATOR = "|"


class LinesField(forms.CharField):
    """A list of sentences, one on each line."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 5}))
        super().__init__(required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial) != self.to_python(data))


class StagesField(LinesField):
    """The stages of an assessment, one on each line: what | when."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(f"{item['stage']} {SEPARATOR} {item['when']}" for item in value)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        stages = []
        for line in super().to_python(value):
            stage, bar, when = (part.strip() for part in line.partition(SEPARATOR))
            if not (stage and bar and when):
                raise ValidationError("Write each stage as: what happens | when it happens.")
            stages.append({"stage": stage, "when": when})
        return stages


class VacancyForm(forms.ModelForm):  # type: ignore[type-arg]
    """Everything about an advert that people may write. The services decide who and when."""

    working_patterns = forms.MultipleChoiceField(
        choices=WorkingPattern, widget=forms.CheckboxSelectMultiple
    )
    responsibilities = LinesField(help_text="3 to 10 lines, one responsibility on each.")
    desirable = LinesField(help_text="One criterion on each line.")
    conditions = LinesField(
        help_text="One condition on each line. The fitness test, the five-year rule and vetting "
        "are added by themselves."
    )
    assessment_plan = StagesField(help_text="One stage on each line: what happens | when.")

    class Meta:
        model = Vacancy
        fields = sorted([*WRITABLE, "bases"])
        widgets = {"bases": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # Django adds a hidden copy of fields whose default is a function; nothing reads it.
            field.show_hidden_initial = False
