"""Since when each condition that a unit asks before an assessment is met."""

from __future__ import annotations

from datetime import date
from typing import Any

from applicants.forms.staff import StaffForm, date_field
from vacancies.data.unit_conditions import UnitConditions


class UnitGatesForm(StaffForm):
    """One date for each condition; empty where it is not met yet."""

    def __init__(self, *args: Any, unit: UnitConditions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [code for code, _ in unit.before_assessment]
        for code, words in unit.before_assessment:
            self.fields[code] = date_field(words, help_text="The day since which it is there.")

    def dates(self) -> dict[str, date]:
        """The days that were given, by code."""
        return {code: day for code in self.codes if (day := self.cleaned_data.get(code))}
