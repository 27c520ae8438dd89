"""Every fact of eligibility that a reviewer may put right: its name, and how its value is given.

The paths are those of the eligibility document, section 1; `[]` stands for the number in a list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from applicants.eligibility_questions import YES_NO, CheckQuestion, criterion_question
from vacancies.choices import STAFF_ROLE_CLASSES, Route
from vacancies.models import Vacancy

_PLACE = re.compile(r"\[(\d)\]")  # up to ten periods of service: nobody has more
NOT_CONFIRMED = "not_confirmed"
NO_GAP = "no_gap"
NEVER = "never"


@dataclass(frozen=True, slots=True)
class FactKind:
    """A fact. `kind`: date, yes_no, hours, choice, number, or one of the three that also take a
    word in the place of a date: probation, gap, never. `choices` are those of a choice."""

    label: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()


FACTS: Mapping[str, FactKind] = MappingProxyType(
    {
        "employment.kind": FactKind(
            "Employment",
            "choice",
            (
                ("police_staff", "Police staff"),
                ("police_officer", "Police officer"),
                ("pcso", "PCSO"),
                ("ddo", "Designated detention officer"),
            ),
        ),
        "employment.probation_confirmed_on": FactKind("Probation confirmed on", "probation"),
        "agency.service_started_on": FactKind("Continuous agency service began on", "date"),
        "agency.breaks": FactKind("Last day of the latest gap in agency service", "gap"),
        "special.duty_minutes": FactKind("Duty hours in the last 12 months", "hours"),
        "special.prevented": FactKind("Something stopped them from reaching the hours", "yes_no"),
        "volunteer.started_on": FactKind("Started as a volunteer on", "date"),
        "volunteer.minutes_last_12_months": FactKind(
            "Volunteering hours in the last 12 months", "hours"
        ),
        "volunteer.lifetime_minutes": FactKind("Volunteering hours in all", "hours"),
        "volunteer.with_cadets": FactKind("Volunteers with the cadets", "yes_no"),
        "volunteer.attendance_confirmed": FactKind(
            "Attends cadet meetings consistently, as the co-ordinator confirms", "yes_no"
        ),
        "transfer.serving": FactKind("Serving officer of another force now", "yes_no"),
        "transfer.force_kind": FactKind(
            "Force", "choice", (("home_office", "A Home Office force"), ("other", "Another force"))
        ),
        "transfer.rank": FactKind(
            "Substantive rank",
            "choice",
            (("constable", "Constable"), ("sergeant_or_above", "Sergeant or above")),
        ),
        "transfer.probation_confirmed_on": FactKind("Confirmed in rank on", "probation"),
        "transfer.probation_with_current_force": FactKind(
            "Completed probation with the current force", "yes_no"
        ),
        "transfer.meets_day_to_day_requirements": FactKind(
            "Meets the day-to-day requirements of the role", "yes_no"
        ),
        "previous_met_service": FactKind("Earlier service with the Met", "never"),
        "previous_met_service[].left_on": FactKind("Left the Met on", "date"),
        "previous_met_service[].early_departure_scheme": FactKind(
            "Left under an early departure scheme", "yes_no"
        ),
        "previous_met_service[].compensation": FactKind("Was awarded compensation", "yes_no"),
    }
)
_CRITERION_KINDS = {"choice": "choice", "number": "number", "date": "date"}


def fact_kind(path: str, vacancy: Vacancy) -> FactKind | None:
    """The fact behind a path, or None for one that nobody puts right here."""
    if path.startswith("answers."):
        code = path.removeprefix("answers.")
        found = next((one for one in vacancy.criteria if one["code"] == code), None)
        return _of_criterion(criterion_question(found), found) if found else None
    return FACTS.get(_PLACE.sub("[]", path))


def _of_criterion(question: CheckQuestion, criterion: Mapping[str, Any]) -> FactKind:
    label = str(criterion.get("label") or criterion["code"])
    if question.choices == YES_NO:
        return FactKind(label, "yes_no")
    return FactKind(label, _CRITERION_KINDS[question.kind], question.choices)


def fact_label(path: str, vacancy: Vacancy) -> str:
    """A fact's name for people; a period of service is numbered from the second on."""
    found = fact_kind(path, vacancy)
    name = found.label if found else path.replace("_", " ").replace(".", ", ").capitalize()
    place = _PLACE.search(path)
    return f"{name} (period {int(place[1]) + 1})" if place and int(place[1]) else name


def paths_for(vacancy: Vacancy, facts: Mapping[str, Any]) -> list[str]:
    """The facts that count for this vacancy and this person, in the order of the rules."""
    wanted: list[str] = []
    if vacancy.route == Route.INTERNAL_STAFF:
        blocks = ("employment", "agency", "special", "volunteer")
        wanted += [path for path in FACTS if path.split(".")[0] in blocks]
    if vacancy.route == Route.TRANSFEREE:
        wanted += [path for path in FACTS if path.startswith("transfer.")]
    if vacancy.role_class in STAFF_ROLE_CLASSES:
        wanted.append("previous_met_service")
        periods = facts.get("previous_met_service")
        number = len(periods) if isinstance(periods, list) else 0
        for index in range(max(number, 1)):
            wanted += [
                path.replace("[]", f"[{index}]")
                for path in FACTS
                if path.startswith("previous_met_service[]")
            ]
    return [*wanted, *(f"answers.{criterion['code']}" for criterion in vacancy.criteria)]
