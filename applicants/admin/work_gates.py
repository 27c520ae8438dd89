"""The page that records what a unit asks before its assessment."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from applicants.admin.work import WorkPage
from applicants.forms.staff import StaffForm
from applicants.forms.staff_gates import UnitGatesForm
from applicants.selectors.appointment import recorded_gates
from applicants.services.unit_gates import record_unit_gates
from recruitment.accounts.roles import Right
from vacancies.data.unit_conditions import unit_conditions


class UnitGatesPage(WorkPage):
    """A mentor and a base visit, for example, with their dates."""

    name = "unit_conditions"
    piece = "unit"
    title = "Conditions of the unit before the assessment"
    right = Right.SET_INTERVIEWS
    explains = "Nobody is invited before each of these is met. Nobody is sent an email by this."
    done = "The conditions of the unit are saved."

    def form_class(self) -> type[StaffForm]:
        return UnitGatesForm

    def form_options(self) -> dict[str, Any]:
        vacancy = self.application.vacancy
        unit = unit_conditions(route=vacancy.route, unit=vacancy.unit)
        if unit is None:
            raise Http404
        return {"unit": unit}

    def initial(self) -> dict[str, Any]:
        return dict(recorded_gates(self.application))

    def save(self, form: UnitGatesForm) -> None:
        record_unit_gates(
            application_id=self.application.pk,
            by=self.user,
            days=form.dates(),
            expected_piece=form.seen_piece,
        )
