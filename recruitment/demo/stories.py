"""The demo's applications, each brought to its stage through the services that the product uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from applicants.choices import Actor, Event
from applicants.models import Application, SiftDeclaration
from applicants.sections import sections_for
from applicants.selectors.criteria import criteria_to_sift
from applicants.selectors.sections import saved_section
from applicants.services.applying import save_section, start_application, submit_application
from applicants.services.deciding import decide
from applicants.services.interviewing import (
    Arrangement,
    arrange_interview,
    record_interview_result,
)
from applicants.services.offering import prepare_offer, reply_to_offer
from applicants.services.sift_conflicts import declare_conflicts
from applicants.services.sifting import record_sift_score
from applicants.services.transition import transition
from recruitment.accounts.models import User
from recruitment.demo.clock import on_the_clock
from recruitment.demo.filling import answers_for
from recruitment.demo.people import CROWD, TWICE, Person
from vacancies.models import Vacancy

EXTERNAL = "MPS-26-0426"
INTERNAL = "MPS-26-0419"
TRANSFEREE = "MPS-26-0410"
NEW_CONSTABLE = "MPS-26-0424"
# One step of a story for each of the last days, so that even the longest fits into a week.
PACE = timedelta(hours=18)
NEVER_LEFT = {"left_before": "no"}
CONFIRMED_STAFF: Mapping[str, Any] = {
    "status": ["police_staff"],
    "probation": "yes",
    "probation_date": "2025-06-03",
    **NEVER_LEFT,
}
CONFIRMED_OFFICER: Mapping[str, Any] = {**CONFIRMED_STAFF, "status": ["police_officer"]}
CONSTABLE_ELSEWHERE: Mapping[str, Any] = {
    "transfer_serving": "yes",
    "transfer_force": "home_office",
    "transfer_rank": "constable",
    "transfer_probation": "yes",
    "transfer_probation_date": "2023-06-03",
    "transfer_current_force": "yes",
    "transfer_requirements": "yes",
}
OLD_ENOUGH: Mapping[str, Any] = {"criterion-date_of_birth": "2001-03-27"}


@dataclass(frozen=True, slots=True)
class Cast:
    """The staff who act in the stories."""

    recruiter: User
    sifter: User
    second: User  # marks each application as well, without seeing what the first gave


@dataclass(frozen=True, slots=True)
class Story:
    """One person, one vacancy, and how far it goes: the number of steps of STEPS taken."""

    username: str
    vacancy: str
    eligibility: Mapping[str, Any]
    steps: int
    apart: bool = False  # the two markers differ too much
    reserve: bool = False  # appointable, and on the reserve list


Step = Callable[[UUID, User, Cast], object]


def _send(pk: UUID, user: User, cast: Cast) -> object:
    return submit_application(application_id=pk, by=user)


def _start_sift(pk: UUID, user: User, cast: Cast) -> object:
    return transition(application_id=pk, event=Event.START_SIFT, by=cast.recruiter)


def _score(pk: UUID, user: User, cast: Cast, second: int = 5) -> object:
    """Two markers: 4 from the first; from the second `second` for the first criterion, then 4."""
    application = Application.objects.select_related("vacancy").get(pk=pk)
    # An advert that was loaded before there were second markers keeps its one.
    markers = (cast.sifter, cast.second)[: application.vacancy.markers]
    for marker in markers:
        _declare_nobody(application.vacancy_id, marker)
    for number, criterion in enumerate(criteria_to_sift(application.vacancy_id)):
        for marker in markers:
            score = second if number == 0 and marker is cast.second else 4
            record_sift_score(
                application_id=pk,
                by=marker,
                criterion=criterion.code,
                score=score,
                comment="A clear example with a result." if score > 2 else "Too general for me.",
            )
    return application


def _declare_nobody(vacancy_id: int, marker: User) -> None:
    if not SiftDeclaration.objects.filter(vacancy_id=vacancy_id, marker=marker).exists():
        declare_conflicts(vacancy_id=vacancy_id, by=marker, names=[])


def interview_time(*, after: datetime) -> datetime:
    """The first time of a working day's hours after a moment, at most 17 hours later: stories that
    go further have held their interview by their next step but one."""
    days = (
        after.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=n) for n in (0, 1)
    )
    times = (day + timedelta(minutes=minutes) for day in days for minutes in (570, 780, 990))
    return next(time for time in times if time > after)


def _invite(pk: UUID, user: User, cast: Cast) -> object:
    starts_at = interview_time(after=timezone.localtime() + PACE)
    arrange_interview(
        application_id=pk,
        by=cast.recruiter,
        arrangement=Arrangement(
            starts_at=starts_at,
            minutes=45,
            format="in_person",
            place="Lambeth, reception on the ground floor",
            panel="Three members of the unit",
            what_to_bring="Photo identity",
        ),
    )
    return transition(application_id=pk, event=Event.INVITE_TO_INTERVIEW, by=cast.recruiter)


def _confirm(pk: UUID, user: User, cast: Cast) -> object:
    return transition(
        application_id=pk, event=Event.CONFIRM_INTERVIEW, by=user, actor=Actor.CANDIDATE
    )


def _interview(pk: UUID, user: User, cast: Cast) -> object:
    record_interview_result(
        application_id=pk, by=cast.recruiter, result="appointable", note="Strong throughout."
    )
    return transition(application_id=pk, event=Event.RECORD_INTERVIEW, by=cast.recruiter)


def _offer(pk: UUID, user: User, cast: Cast) -> object:
    prepare_offer(application_id=pk, by=cast.recruiter, salary_text="£34,448 a year")
    return transition(application_id=pk, event=Event.MAKE_OFFER, by=cast.recruiter)


def _accept(pk: UUID, user: User, cast: Cast) -> object:
    return reply_to_offer(
        application_id=pk,
        by=user,
        accept=True,
        line_manager_name="Morgan Manager",
        line_manager_email="morgan.manager@met.example",
    )


STEPS: tuple[Step, ...] = (
    _send,
    _start_sift,
    _score,
    _invite,
    _confirm,
    _interview,
    _offer,
    _accept,
)
# Barred up to and including 30 June 2029.
LEFT_WITH_COMPENSATION: Mapping[str, Any] = {
    "left_before": "yes",
    "left_scheme": "yes",
    "left_compensation": "yes",
    "left_on": "2024-06-30",
}
NOT_SURE_OF_COMPENSATION: Mapping[str, Any] = {
    **LEFT_WITH_COMPENSATION,
    "left_compensation": "not_sure",
}
STORIES: tuple[Story, ...] = (
    Story("casey", EXTERNAL, NEVER_LEFT, 0),
    Story("oakley", INTERNAL, CONFIRMED_OFFICER, 1),
    Story("linden", EXTERNAL, LEFT_WITH_COMPENSATION, 1),
    Story("sorrel", EXTERNAL, NOT_SURE_OF_COMPENSATION, 1),
    Story("marlowe", TRANSFEREE, CONSTABLE_ELSEWHERE, 3),
    Story("robin", NEW_CONSTABLE, OLD_ENOUGH, 1),
    *(
        Story(person.username, EXTERNAL, NEVER_LEFT, steps)
        for person, steps in zip(CROWD[:6], (1, 1, 2, 3, 5, 7), strict=True)
    ),
    # As many steps as the first account: the same day of birth is filled in.
    Story(TWICE.username, NEW_CONSTABLE, OLD_ENOUGH, 1),
    Story(CROWD[6].username, INTERNAL, CONFIRMED_STAFF, 3),
    Story(CROWD[7].username, INTERNAL, CONFIRMED_STAFF, 8),
    Story(CROWD[8].username, EXTERNAL, NEVER_LEFT, 2, apart=True),
    Story(CROWD[9].username, TRANSFEREE, CONSTABLE_ELSEWHERE, 6, reserve=True),
)


def tell_story(story: Story, *, person: Person, user: User, cast: Cast) -> bool:
    """Bring one application to its stage; False when it is there already."""
    vacancy = Vacancy.objects.get(reference=story.vacancy)
    if Application.objects.filter(candidate__user=user, vacancy=vacancy).exists():
        return False
    now = timezone.now()
    with on_the_clock(now - PACE * (story.steps + 1)):
        application = start_application(
            vacancy=vacancy, by=user, eligibility_answers=story.eligibility
        )
        _fill(application, person, user, only_first=2 if story.steps == 0 else None)
    for number, step in enumerate(STEPS[: story.steps]):
        with on_the_clock(now - PACE * (story.steps - number)):
            step(application.pk, user, cast)
    if story.apart:
        _score(application.pk, user, cast, second=1)
    if story.reserve:
        decide(application_id=application.pk, by=cast.recruiter, event=Event.PLACE_ON_RESERVE)
    return True


def _fill(application: Application, person: Person, user: User, *, only_first: int | None) -> None:
    today = timezone.localdate()
    for section in sections_for(application.vacancy)[:only_first]:
        save_section(
            application_id=application.pk,
            code=section.code,
            answers=answers_for(section, person, today=today),
            version=saved_section(application, section).version,
            completed=True,
            by=user,
        )
