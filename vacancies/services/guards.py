"""What must hold before a step in the life of an advert, each answer in sentences for the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from vacancies.choices_life import VacancyEvent
from vacancies.models import Vacancy
from vacancies.policies import approvers_of

if TYPE_CHECKING:
    from recruitment.accounts.models import User

Guard = Callable[[Vacancy, "User | None", datetime], list[str]]
WRITES = (VacancyEvent.CREATE, VacancyEvent.EDIT, VacancyEvent.SEND)


def _complete_but_for_its_time(vacancy: Vacancy, by: User | None, at: datetime) -> list[str]:
    """What a candidate could not do without (domain document 2.1, "needed to publish")."""
    has_place = vacancy.bases.exists() or bool(vacancy.location_note)
    has_pay = bool(vacancy.salary_min or vacancy.rate or vacancy.pay_note)
    needed = [
        (has_place, "Choose a base or say where the work is."),
        (has_pay, "Give the salary, the rate or a note about pay."),
        (bool(vacancy.working_patterns), "Choose at least one working pattern."),
        (3 <= len(vacancy.responsibilities) <= 10, "List 3 to 10 key responsibilities."),
        (vacancy.essential_criteria.exists(), "List at least one essential criterion."),
        (bool(vacancy.assessment_plan), "Say what the stages are and when they happen."),
    ]
    return [message for present, message in needed if not present]


def _complete(vacancy: Vacancy, by: User | None, at: datetime) -> list[str]:
    passed = vacancy.closes_at is not None and vacancy.closes_at <= at
    missing = ["The closing time has passed."] if passed else []
    return missing + _complete_but_for_its_time(vacancy, by, at)


def _has_closing_time(vacancy: Vacancy, by: User | None, at: datetime) -> list[str]:
    if vacancy.closes_at is not None:
        return []
    return ["This advert has no closing time to extend."]


def _somebody_can_approve(vacancy: Vacancy, by: User | None, at: datetime) -> list[str]:
    if by is None or approvers_of(vacancy).exclude(pk__in=writers_of(vacancy) | {by.pk}).exists():
        return []
    return [
        "Nobody in the team of this vacancy can approve it: it takes a recruiter who has not "
        "written any of it. Add one to the team first."
    ]


def _second_person(vacancy: Vacancy, by: User | None, at: datetime) -> list[str]:
    if by is None or by.pk not in writers_of(vacancy):
        return []
    return [
        "You wrote part of this advert, or sent it for approval. Somebody else must approve it."
    ]


def writers_of(vacancy: Vacancy) -> set[int]:
    """The accounts that wrote, changed or sent this advert at any time; the portal is nobody."""
    rows = vacancy.history.filter(event__in=WRITES).values_list("actor_id", flat=True)
    return {one for one in rows if one is not None}


GUARDS: Mapping[str, Guard] = {
    "advert_is_complete": _complete,
    "advert_is_complete_but_for_its_time": _complete_but_for_its_time,
    "has_closing_time": _has_closing_time,
    "somebody_can_approve": _somebody_can_approve,
    "second_person": _second_person,
}
