"""The form in which staff write an advert: lists are lines, not JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BaseInlineFormSet

from recruitment.ui.forms import PlainWordsMixin
from vacancies.choices import WorkingPattern
from vacancies.conditions import CHOOSABLE
from vacancies.data.behaviours import FRAMEWORKS, FrameworkVersion, Level
from vacancies.data.job_families import title_choices
from vacancies.data.pre_posting import PrePosting
from vacancies.data.units import unit_choices
from vacancies.form_fields import GuideField, LinesField, StagesField
from vacancies.models import EssentialCriterion, Vacancy
from vacancies.scoring import ScoreScale, scale_of
from vacancies.services.writing import WRITABLE

BEHAVIOUR = "behaviour_"  # with the code of a competency: the field of its level
BEHAVIOUR_FIELDS: dict[str, str] = {
    f"{BEHAVIOUR}{code}": name
    for code, name in FRAMEWORKS[FrameworkVersion.CVF_2024].competencies.items()
}


def _level(code: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=BEHAVIOUR_FIELDS[f"{BEHAVIOUR}{code}"],
        choices=[("", "Not looked at"), *Level.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )


class GroupedField(forms.ChoiceField):
    """One of a long list in groups. A stored value that left the list is still shown."""

    def __init__(self, *, groups: Iterable[Any], empty: str, **options: Any) -> None:
        groups = list(groups)
        super().__init__(choices=[("", empty), *groups], required=False, **options)
        self.empty, self.groups = empty, groups

    def valid_value(self, value: Any) -> bool:
        """The model says at this field what fits, in the words of the group that was chosen."""
        return True

    def prepare_value(self, value: Any) -> Any:
        known = [code for _, group in self.groups for code, _ in group]
        if value and value not in known:
            old = (value, f"{value} (no longer in the list)")
            self.choices = [("", self.empty), *self.groups, old]
        return value


class VacancyForm(PlainWordsMixin, forms.ModelForm):  # type: ignore[type-arg]
    """Everything about an advert that people may write. The services decide who and when."""

    unit = GroupedField(
        groups=unit_choices(), empty="No unit", help_text="A unit of the business group above."
    )
    family_title = GroupedField(
        label="Title in the job family",
        groups=title_choices(),
        empty="None",
        help_text="Temporary and interim roles: the title under which people register.",
    )
    working_patterns = forms.MultipleChoiceField(
        choices=WorkingPattern, widget=forms.CheckboxSelectMultiple
    )
    responsibilities = LinesField(help_text="3 to 10 lines, one responsibility on each.")
    desirable = LinesField(help_text="One criterion on each line.")
    standard_conditions = forms.MultipleChoiceField(
        label="Conditions of appointment",
        choices=[(one, one.label) for one in CHOOSABLE],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    conditions = LinesField(
        label="Conditions in your own words",
        help_text="One condition on each line, where the list above does not have it.",
    )
    pre_posting = forms.MultipleChoiceField(
        label="Questions before a posting",
        choices=PrePosting,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    assessment_plan = StagesField(
        help_text="One stage on each line: what happens | when it usually happens. With a date "
        "where one is fixed: Interview | about 2 weeks after the sift | week of 14 December 2026.",
        widget=forms.Textarea(attrs={"rows": 6, "class": "vLargeTextField"}),
    )

    behaviour_emotionally_aware = _level("emotionally_aware")
    behaviour_ownership = _level("ownership")
    behaviour_collaborative = _level("collaborative")
    behaviour_support_inspire = _level("support_inspire")
    behaviour_analyse = _level("analyse")
    behaviour_innovative = _level("innovative")

    class Meta:
        model = Vacancy
        fields = sorted([*(WRITABLE - {"behaviours"}), "bases"])
        widgets = {"bases": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in BEHAVIOUR_FIELDS:
            code = name.removeprefix(BEHAVIOUR)
            self.fields[name].initial = self.instance.behaviours.get(code)
        for field in self.fields.values():
            # Django adds a hidden copy of fields whose default is a function; nothing reads it.
            field.show_hidden_initial = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["behaviours"] = {
            name.removeprefix(BEHAVIOUR): cleaned[name]
            for name in BEHAVIOUR_FIELDS
            if cleaned.get(name) is not None
        }
        return cleaned

    @property
    def written(self) -> dict[str, Any]:
        """The parts of the advert that were filled in, by the model's names."""
        return {name: value for name, value in self.cleaned_data.items() if name in WRITABLE}

    @property
    def changes(self) -> dict[str, Any]:
        """Of these, what somebody changed on this page: the rest stays as it is stored."""
        names = {"behaviours" if name in BEHAVIOUR_FIELDS else name for name in self.changed_data}
        return {name: value for name, value in self.written.items() if name in names}


class EssentialForm(PlainWordsMixin, forms.ModelForm):  # type: ignore[type-arg]
    """One essential criterion, with what markers look for."""

    guide = GuideField(
        label="Scoring guide",
        help_text="For markers alone, one value on each line: 3 | Has done it without help. Leave "
        "it empty to use the scale’s own words.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = EssentialCriterion
        fields = ("order", "code", "text", "assessed_by", "guide")


class EssentialFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """The essential criteria of one advert; their guides keep to its scale."""

    def clean(self) -> None:
        """Says at its field which value the scale does not have."""
        super().clean()
        if self.instance.score_scale not in ScoreScale.values:
            return  # the advert's own form says so
        values = scale_of(self.instance.score_scale).values
        for form in self.forms:
            for line in form.cleaned_data.get("guide") or () if form.is_valid() else ():
                if line["value"] not in values:
                    message = f"The scale goes from {values[0]} to {values[-1]}."
                    form.add_error("guide", message)
                    break
