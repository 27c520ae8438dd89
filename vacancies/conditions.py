"""Conditions of appointment: those that a role brings with it, those that were chosen, free lines.

Domain report 2.1 ("auto + manual"). The fitness test, the vetting level and the five-year bar
have parts of their own on the advert's page; they are named here so that nobody chooses them twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices

from vacancies.choices import STAFF_ROLE_CLASSES, RoleClass, Route
from vacancies.data.unit_conditions import unit_conditions
from vacancies.wording import needs_fitness_test

if TYPE_CHECKING:
    from vacancies.models import Vacancy


class Condition(TextChoices):
    """The controlled list; labels are the sentences of the advert."""

    VETTING = "vetting", "You must pass the vetting check named on this page before you start."
    JRFT = "jrft", "You must pass the job-related fitness test (JRFT)."
    FIVE_YEAR_BAR = "five_year_bar", "The five-year rule about earlier service applies."
    RIGHT_TO_WORK = (
        "right_to_work",
        "You must show that you have the right to work in the UK before you start.",
    )
    MEDICAL = "medical", "You must pass a medical examination after a conditional offer."
    BIOMETRIC = "biometric", "We take your fingerprints and a DNA sample before you start."
    TRAINING = "training_course", "You must complete the training course for this role."
    RECORDS = (
        "force_records",
        "We ask your force for your professional standards and occupational health records after "
        "a conditional offer, with your consent.",
    )
    DRIVING = "driving", "You must hold a full driving licence that is valid in the UK."
    TASER = "taser", "You must be willing to be trained to carry a Taser."
    ATTACHMENT = "attachment", "You spend an attachment with the unit before your assessment."
    MENTOR = "mentor", "You need a mentor in the unit before your assessment."


# What the page says elsewhere, in more words than one line.
SAID_ELSEWHERE = frozenset({Condition.VETTING, Condition.JRFT, Condition.FIVE_YEAR_BAR})
# What a recruiter may choose; everything else comes from the role alone.
CHOOSABLE: tuple[Condition, ...] = (
    Condition.MEDICAL,
    Condition.BIOMETRIC,
    Condition.TRAINING,
    Condition.DRIVING,
    Condition.TASER,
    Condition.ATTACHMENT,
    Condition.MENTOR,
)
_UNIFORMED = (RoleClass.POLICE_OFFICER, RoleClass.SPECIAL_CONSTABLE)
# People of the Met and serving officers have shown their right to work already.
_NEW_TO_THE_POLICE = (
    Route.EXTERNAL_STAFF,
    Route.TEMPORARY,
    Route.NEW_CONSTABLE,
    Route.SPECIAL_CONSTABLE,
)


def automatic_conditions(*, route: str, role_class: str, unit: str = "") -> tuple[Condition, ...]:
    """What a role brings with it by its class, its route and its unit, in the list's order."""
    new_officer = role_class in _UNIFORMED and route in _NEW_TO_THE_POLICE
    unit_asks = unit_conditions(route=route, unit=unit) is not None
    brings = {
        Condition.VETTING: True,
        Condition.JRFT: needs_fitness_test(role_class),
        Condition.FIVE_YEAR_BAR: role_class in STAFF_ROLE_CLASSES,
        Condition.RIGHT_TO_WORK: route in _NEW_TO_THE_POLICE,
        Condition.MEDICAL: new_officer,
        Condition.BIOMETRIC: new_officer,
        Condition.TRAINING: new_officer or role_class in (RoleClass.PCSO, RoleClass.DDO),
        Condition.RECORDS: route == Route.TRANSFEREE,
        Condition.ATTACHMENT: unit_asks,
        Condition.MENTOR: unit_asks,
    }
    return tuple(condition for condition in Condition if brings.get(condition))


def conditions_of(vacancy: Vacancy) -> tuple[Condition, ...]:
    """Every condition of an advert from the list, each once, in the list's order."""
    automatic = automatic_conditions(
        route=vacancy.route, role_class=vacancy.role_class, unit=vacancy.unit
    )
    together = {*automatic, *vacancy.standard_conditions}
    return tuple(condition for condition in Condition if condition in together)


def condition_lines(vacancy: Vacancy) -> tuple[str, ...]:
    """The lines of the advert that have no part of their own on its page."""
    unit = unit_conditions(route=vacancy.route, unit=vacancy.unit)
    elsewhere = SAID_ELSEWHERE | ({Condition.ATTACHMENT, Condition.MENTOR} if unit else set())
    listed = (str(one.label) for one in conditions_of(vacancy) if one not in elsewhere)
    return (*listed, *(str(line) for line in vacancy.conditions))
