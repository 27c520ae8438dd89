"""What must hold before a step in the life of an advert, each answer in sentences for the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from vacancies.choices import TeamRole
from vacancies.choices_life import VacancyEvent
from vacancies.life import Step
from vacancies.models import Vacancy
from vacancies.models.details import NEEDED_BEHIND_THE_PAGE
from vacancies.policies import approvers_of

if TYPE_CHECKING:
    from recruitment.accounts.models import User


class Missing(NamedTuple):
    """One thing that must be put right first, and where in the advert's form: an id there."""

    words: str
    anchor: str = ""


Guard = Callable[[Vacancy, "User | None", datetime], list[Missing]]
WRITES = (VacancyEvent.CREATE, VacancyEvent.EDIT, VacancyEvent.SEND)


def _complete_but_for_its_time(vacancy: Vacancy, by: User | None, at: datetime) -> list[Missing]:
    """What the field list needs to publish (domain document 2.1): for candidates, and behind it."""
    has_place = vacancy.bases.exists() or bool(vacancy.location_note)
    has_pay = bool(vacancy.salary_min or vacancy.rate or vacancy.pay_note)
    essential = vacancy.essential_criteria.exists()
    needed = [
        (has_place, "Choose a base or say where the work is.", "id_bases"),
        (has_pay, "Give the salary, the rate or a note about pay.", "id_salary_min"),
        (
            bool(vacancy.working_patterns),
            "Choose at least one working pattern.",
            "id_working_patterns",
        ),
        (
            3 <= len(vacancy.responsibilities) <= 10,
            "List 3 to 10 key responsibilities.",
            "id_responsibilities",
        ),
        (essential, "List at least one essential criterion.", "essential_criteria-group"),
        (
            bool(vacancy.assessment_plan),
            "Say what the stages are and when they happen.",
            "id_assessment_plan",
        ),
        *(
            (bool(getattr(vacancy, name)), words, f"id_{name}")
            for name, words in NEEDED_BEHIND_THE_PAGE.items()
        ),
    ]
    return [Missing(words, anchor) for present, words, anchor in needed if not present]


def _complete(vacancy: Vacancy, by: User | None, at: datetime) -> list[Missing]:
    passed = vacancy.closes_at is not None and vacancy.closes_at <= at
    missing = [Missing("The closing time has passed.", "id_closes_at_0")] if passed else []
    return missing + _complete_but_for_its_time(vacancy, by, at)


def _has_holder(vacancy: Vacancy, by: User | None, at: datetime) -> list[Missing]:
    if by is None or vacancy.team.filter(role=TeamRole.VACANCY_HOLDER).exists():
        return []
    return [Missing("Add a vacancy holder to the team of this vacancy.", "team-group")]


def _has_closing_time(vacancy: Vacancy, by: User | None, at: datetime) -> list[Missing]:
    if vacancy.closes_at is not None:
        return []
    return [Missing("This advert has no closing time to extend.")]


def _somebody_can_approve(vacancy: Vacancy, by: User | None, at: datetime) -> list[Missing]:
    if by is None or approvers_of(vacancy).exclude(pk__in=writers_of(vacancy) | {by.pk}).exists():
        return []
    words = (
        "Nobody in the team of this vacancy can approve it: it takes a recruiter who has not "
        "written any of it. Add one to the team first."
    )
    return [Missing(words, "team-group")]


def _second_person(vacancy: Vacancy, by: User | None, at: datetime) -> list[Missing]:
    if by is None or by.pk not in writers_of(vacancy):
        return []
    return [
        Missing(
            "You wrote part of this advert, or sent it for approval. Somebody else must approve it."
        )
    ]


def missing_for(step: Step, vacancy: Vacancy, *, by: User | None, at: datetime) -> list[Missing]:
    """Everything that stands in the way of a step, in the order of its guards."""
    return [one for name in step.guards for one in GUARDS[name](vacancy, by, at)]


def writers_of(vacancy: Vacancy) -> set[int]:
    """The accounts that wrote, changed or sent this advert at any time; the portal is nobody."""
    rows = vacancy.history.filter(event__in=WRITES).values_list("actor_id", flat=True)
    return {one for one in rows if one is not None}


GUARDS: Mapping[str, Guard] = {
    "advert_is_complete": _complete,
    "advert_is_complete_but_for_its_time": _complete_but_for_its_time,
    "has_closing_time": _has_closing_time,
    "has_holder": _has_holder,
    "somebody_can_approve": _somebody_can_approve,
    "second_person": _second_person,
}
