"""The conditions of appointment in words: the fitness test and what a unit asks (domain 5.1 g, i).

They block a final offer, or an assessment where the unit says so, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from applicants.models import Application, UnitGate
from vacancies.data.unit_conditions import UnitConditions, unit_conditions
from vacancies.fitness import FitnessTest, fitness_test
from vacancies.models import Vacancy


@dataclass(frozen=True, slots=True)
class AppointmentConditions:
    """What must be met after the application; both parts may be missing."""

    fitness: FitnessTest | None
    unit: UnitConditions | None


def conditions_of(vacancy: Vacancy, on: date) -> AppointmentConditions:
    """The conditions of a vacancy as they stand on a day."""
    return AppointmentConditions(
        fitness=fitness_test(vacancy.role_class, on),
        unit=unit_conditions(route=vacancy.route, unit=vacancy.unit),
    )


def conditions_in_lines(vacancy: Vacancy, on: date) -> list[str]:
    """The same as short lines, for an offer."""
    found = conditions_of(vacancy, on)
    lines = []
    if found.fitness:
        lines.append(
            f"The job-related fitness test: level {found.fitness.level} of the 15-metre shuttle "
            "run is in force now"
        )
    if found.unit:
        lines += [f"{words} (after you are accepted)" for _, words in found.unit.after_acceptance]
        lines.append(found.unit.otherwise)
    return lines


def recorded_gates(application: Application) -> list[tuple[str, date]]:
    """What the unit asked for and is there, each with its day."""
    rows = UnitGate.objects.filter(application=application)
    return list(rows.values_list("code", "met_on"))


def missing_gates(application: Application) -> list[tuple[str, str]]:
    """What the unit asks before an assessment and nobody has recorded yet."""
    vacancy = application.vacancy
    unit = unit_conditions(route=vacancy.route, unit=vacancy.unit)
    if unit is None:
        return []
    met = set(UnitGate.objects.filter(application=application).values_list("code", flat=True))
    return [(code, words) for code, words in unit.before_assessment if code not in met]
