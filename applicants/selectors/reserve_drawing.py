"""Drawing on a reserve list for a later vacancy of the same kind: which lists fit, and whom one may
ask. Who is asked stays without a name until they have said yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from applicants.choices import Status
from applicants.models import Application, ReserveList, ReserveRequest
from applicants.selectors.reserve import Standing, lists_for_staff, standing_for, standing_on
from recruitment.access.device import Device
from recruitment.accounts.models import User
from vacancies.choices import VacancyStatus, Visibility
from vacancies.models import Vacancy
from vacancies.selectors import vacancies_for_staff
from vacancies.visibility import Viewer, may_see_restricted

# A vacancy that may draw on lists: its advert can be read by whoever is asked.
DRAWS = (VacancyStatus.OPEN, VacancyStatus.CLOSED)
# After these a person may begin again, so they say nothing of a wish to work there.
BEGUN_AGAIN = (Status.DRAFT, Status.WITHDRAWN, Status.DRAFT_EXPIRED)
FIELDS_OF_KIND = ("route", "role_class", "job_family")


def may_draw(vacancy: Vacancy) -> bool:
    """Whether people on other lists may be asked about this vacancy now."""
    begun = vacancy.opens_at is not None and vacancy.opens_at <= timezone.now()
    return begun and vacancy.status in DRAWS


def of_same_kind(vacancy: Vacancy, other: Vacancy) -> bool:
    """The same route, kind of role, job family and band or rank; and nobody is asked about a
    restricted vacancy who has not applied for a restricted one."""
    alike = all(getattr(vacancy, name) == getattr(other, name) for name in FIELDS_OF_KIND)
    return (
        alike
        and vacancy.pk != other.pk
        and vacancy.grade.strip().casefold() == other.grade.strip().casefold()
        and (not vacancy.is_restricted or other.is_restricted)
    )


def lists_to_draw_on(
    vacancy: Vacancy, user: User, *, device: Device | None
) -> QuerySet[ReserveList]:
    """The lists of this person's own vacancies that go on and are of the same kind."""
    same = {f"vacancy__{name}": getattr(vacancy, name) for name in FIELDS_OF_KIND}
    found = (
        lists_for_staff(user, device=device)
        .filter(ends_on__gte=timezone.localdate(), vacancy__grade__iexact=vacancy.grade, **same)
        .exclude(vacancy=vacancy)
    )
    if vacancy.is_restricted:
        return found.filter(vacancy__visibility=Visibility.RESTRICTED)
    return found


def vacancies_that_draw(user: User, *, device: Device | None) -> list[Vacancy]:
    """The person's vacancies for which a list of theirs could be drawn on. Two queries."""
    lists = lists_for_staff(user, device=device).filter(ends_on__gte=timezone.localdate())
    others = [found.vacancy for found in lists if getattr(found, "people", 0)]
    if not others:
        return []
    kinds = Q(pk__in=[])
    for other in others:
        kinds |= Q(**{name: getattr(other, name) for name in FIELDS_OF_KIND})
    mine = vacancies_for_staff(user, device=device).filter(
        kinds, status__in=DRAWS, opens_at__lte=timezone.now()
    )
    found = mine.order_by("reference")
    return [one for one in found if any(of_same_kind(one, other) for other in others)]


@dataclass(frozen=True, slots=True)
class Askable:
    """One person on a list, by place alone. `state` says what stands in the way of asking, or what
    came of it; `made` is the application that a yes made."""

    key: UUID
    position: int
    state: str
    may_ask: bool
    passes_over: int
    made: Application | None = None


@dataclass(frozen=True, slots=True)
class ListToDraw:
    """A list that fits, with the people on it in the order of merit."""

    found: ReserveList
    people: list[Askable]


def drawing_of(vacancy: Vacancy, user: User, *, device: Device | None) -> list[ListToDraw]:
    """Every list that fits with whom one may ask. Four queries for each list."""
    return [
        ListToDraw(found, _people(vacancy, standing_for(user, found.vacancy)))
        for found in lists_to_draw_on(vacancy, user, device=device)
    ]


def _people(vacancy: Vacancy, rows: list[Standing]) -> list[Askable]:
    asked = _asked(vacancy, rows)
    applied = _applied(vacancy, rows)
    open_ones = [
        row.position
        for row in rows
        if row.application.pk not in asked and row.application.candidate_id not in applied
    ]
    found = []
    for row in rows:
        request = asked.get(row.application.pk)
        has_applied = row.application.candidate_id in applied
        state = "Not asked"
        if request is not None:
            state = str(request.get_answer_display())
        elif has_applied:
            state = "Has an application for this vacancy"
        found.append(
            Askable(
                key=row.application.pk,
                position=row.position,
                state=state,
                may_ask=request is None and not has_applied,
                passes_over=sum(1 for position in open_ones if position < row.position),
                made=request.made if request else None,
            )
        )
    return found


def _asked(vacancy: Vacancy, rows: list[Standing]) -> Mapping[UUID, ReserveRequest]:
    keys = [row.application.pk for row in rows]
    requests = ReserveRequest.objects.filter(vacancy=vacancy, application__in=keys)
    return {one.application_id: one for one in requests.select_related("made")}


def _applied(vacancy: Vacancy, rows: list[Standing]) -> set[int]:
    people = [row.application.candidate_id for row in rows]
    live = Application.objects.filter(vacancy=vacancy, candidate__in=people)
    return set(live.exclude(status__in=BEGUN_AGAIN).values_list("candidate_id", flat=True))


def askable_of(vacancy: Vacancy, application: Application) -> Askable | None:
    """How one person on a list stands to a later vacancy; None for somebody who is on no list."""
    rows = _people(vacancy, standing_on(application.vacancy))
    return next((row for row in rows if row.key == application.pk), None)


def open_requests(application: Application, viewer: Viewer) -> list[ReserveRequest]:
    """What the candidate is asked about, as far as it may be named on this device."""
    if application.status != Status.RESERVE:
        return []
    found = ReserveRequest.objects.filter(
        application=application,
        answer=ReserveRequest.Answer.OPEN,
        answer_by__gte=timezone.localdate(viewer.at),
    ).select_related("vacancy")
    if not may_see_restricted(viewer):
        found = found.exclude(vacancy__visibility=Visibility.RESTRICTED)
    return list(found.order_by("answer_by", "pk"))


def find_request(
    application: Application, request_id: int, viewer: Viewer
) -> ReserveRequest | None:
    """One request to this candidate; a restricted vacancy exists on a Met device alone."""
    found = (
        ReserveRequest.objects.select_related("vacancy", "made")
        .filter(pk=request_id, application=application)
        .first()
    )
    if found is not None and found.vacancy.is_restricted and not may_see_restricted(viewer):
        return None
    return found


def requests_that_are_over(today: date) -> QuerySet[ReserveRequest]:
    """Open requests whose last day has passed, whose list is left, or whose vacancy is over, with
    `gone`: it is not for the lack of an answer."""
    on_list = Application.objects.filter(pk=OuterRef("application"), status=Status.RESERVE)
    draws = Vacancy.objects.filter(pk=OuterRef("vacancy"), status__in=DRAWS)
    gone = ~Exists(on_list) | ~Exists(draws)
    return ReserveRequest.objects.annotate(gone=gone).filter(
        Q(gone=True) | Q(answer_by__lt=today), answer=ReserveRequest.Answer.OPEN
    )
