"""The sift of whole vacancies: for markers what is left for them, for recruiters and the chair how
far it is. A marker never reads how many applications there are: with whom they know left out, the
difference would say who applied."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from applicants.choices import Status
from applicants.models import (
    Application,
    Reconciliation,
    SealOpening,
    SiftDeclaration,
    SiftMarking,
)
from applicants.selectors.seals import is_sealed, seal_opening_of, sealed_at
from applicants.selectors.sift_agreement import AgreementReport, agreement_of
from applicants.selectors.sift_standing import Standing, standings_of
from applicants.selectors.sift_view import progress_of
from applicants.services.sift_handing import free_to_mark
from recruitment.access.device import Device
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from vacancies.choices import TeamRole
from vacancies.models import TeamMember, Vacancy
from vacancies.selectors import vacancies_for_staff

RESULTS_SHOWN = 100


def marks_sifts(user: User) -> bool:
    """True for somebody who reads applications blind."""
    return has_right(user, Right.SCORE_APPLICATIONS)


def leads_sifts(user: User) -> bool:
    """True for recruiters and the chair of a panel, who follow the sift and prepare interviews."""
    return has_right(user, Right.SET_INTERVIEWS)


@dataclass(frozen=True, slots=True)
class SiftRow:
    """One vacancy in the list of sifts. For a marker `left` and `to_agree` are their own."""

    vacancy: Vacancy
    has_declared: bool = False
    left: int = 0
    begun: int = 0
    to_agree: int = 0
    in_sift: int = 0
    complete: int = 0
    is_sealed: bool = False


@dataclass(frozen=True, slots=True)
class MarkerRow:
    """One marker of a vacancy: how much they did, never what they gave."""

    name: str
    declared: str
    complete: int
    in_hand: int


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One application of the sift, in the order in which it is considered."""

    application: Application
    progress: str
    total: float | None
    meets_minimum: bool
    must_reconcile: bool
    goes_forward: bool  # under the offer of an interview


@dataclass(frozen=True, slots=True)
class SiftOfVacancy:
    """The page of one vacancy's sift, for those who lead it."""

    markers: list[MarkerRow]
    results: list[ResultRow]
    results_in_all: int
    agreement: AgreementReport
    is_sealed: bool
    seal_opening: SealOpening | None


@dataclass(frozen=True, slots=True)
class OwnSift:
    """The page of one vacancy's sift, for a marker."""

    declaration: SiftDeclaration | None
    left: int = 0
    begun: list[Application] = field(default_factory=list)
    complete: list[Application] = field(default_factory=list)
    to_agree: list[Application] = field(default_factory=list)


def find_vacancy_to_sift(
    user: User, vacancy_id: int, *, device: Device | None = None
) -> Vacancy | None:
    """A vacancy of this person's teams, by its key."""
    return vacancies_for_staff(user, device=device).filter(pk=vacancy_id).first()


def sifts_for(user: User, *, at: datetime, device: Device | None = None) -> list[SiftRow]:
    """The vacancies of this person that are being sifted or sealed, the oldest closing first."""
    mine = vacancies_for_staff(user, device=device).order_by()
    going_on = Application.objects.filter(status=Status.SIFT).values("vacancy")
    wanted = Q(pk__in=going_on)
    if has_right(user, Right.OPEN_SEALED):
        sent = Application.objects.filter(submitted_at__isnull=False).values("vacancy")
        wanted |= sealed_at(at) & Q(pk__in=sent)
    vacancies = list(
        mine.filter(wanted).order_by(F("closes_at").asc(nulls_last=True), "pk").distinct()
    )
    if marks_sifts(user):
        return _own_rows(vacancies, user, at)
    return _leaders_rows(vacancies, at)


def _own_rows(vacancies: list[Vacancy], user: User, at: datetime) -> list[SiftRow]:
    keys = [one.pk for one in vacancies]
    declared = set(
        SiftDeclaration.objects.filter(marker=user, vacancy__in=keys).values_list(
            "vacancy_id", flat=True
        )
    )
    left = Counter(free_to_mark(declared, user, at).values_list("vacancy_id", flat=True))
    begun = Counter(_own(user, declared, complete=False).values_list("vacancy_id", flat=True))
    agree = Counter(_to_agree(user, declared).values_list("vacancy_id", flat=True))
    return [
        SiftRow(
            vacancy=one,
            has_declared=one.pk in declared,
            left=left[one.pk],
            begun=begun[one.pk],
            to_agree=agree[one.pk],
        )
        for one in vacancies
    ]


def _leaders_rows(vacancies: list[Vacancy], at: datetime) -> list[SiftRow]:
    keys = [one.pk for one in vacancies]
    sifted = Application.objects.filter(vacancy__in=keys, status=Status.SIFT)
    in_sift = Counter(sifted.values_list("vacancy_id", flat=True))
    done = Count("sift_markings", filter=Q(sift_markings__completed_at__isnull=False))
    marked = sifted.annotate(done=done).filter(done__gte=F("vacancy__markers"))
    agreed = marked.exclude(pk__in=_open().values("application"))
    complete = Counter(agreed.values_list("vacancy_id", flat=True))
    apart = _open().filter(application__status=Status.SIFT, application__vacancy__in=keys)
    to_agree = Counter(apart.values_list("application__vacancy_id", flat=True))
    sealed = set(Vacancy.objects.filter(sealed_at(at), pk__in=keys).values_list("pk", flat=True))
    return [
        SiftRow(
            vacancy=one,
            in_sift=in_sift[one.pk],
            complete=complete[one.pk],
            to_agree=to_agree[one.pk],
            is_sealed=one.pk in sealed,
        )
        for one in vacancies
    ]


def own_sift(vacancy: Vacancy, user: User, *, at: datetime) -> OwnSift:
    """What a marker sees of a vacancy's sift: nothing before they said whom they know."""
    declaration = SiftDeclaration.objects.filter(vacancy=vacancy, marker=user).first()
    if declaration is None:
        return OwnSift(declaration=None)
    return OwnSift(
        declaration=declaration,
        left=free_to_mark([vacancy.pk], user, at).count(),
        begun=list(_own(user, {vacancy.pk}, complete=False).order_by("reference")),
        complete=list(_own(user, {vacancy.pk}, complete=True).order_by("reference")),
        to_agree=list(_to_agree(user, {vacancy.pk}).order_by("reference")),
    )


def sift_of_vacancy(vacancy: Vacancy, *, at: datetime) -> SiftOfVacancy:
    """What those who lead the sift of a vacancy see of it."""
    results = _results(vacancy)
    return SiftOfVacancy(
        markers=_markers(vacancy),
        results=results[:RESULTS_SHOWN],
        results_in_all=len(results),
        agreement=agreement_of(vacancy),
        is_sealed=is_sealed(vacancy, at),
        seal_opening=seal_opening_of(vacancy.pk),
    )


def _own(user: User, vacancy_ids: set[int], *, complete: bool) -> QuerySet[Application]:
    markings = SiftMarking.objects.filter(marker=user, completed_at__isnull=not complete)
    return Application.objects.filter(
        vacancy__in=vacancy_ids, status=Status.SIFT, pk__in=markings.values("application")
    )


def _open() -> QuerySet[Reconciliation]:
    return Reconciliation.objects.filter(agreed_at__isnull=True)


def _to_agree(user: User, vacancy_ids: set[int]) -> QuerySet[Application]:
    return _own(user, vacancy_ids, complete=True).filter(pk__in=_open().values("application"))


def _results(vacancy: Vacancy) -> list[ResultRow]:
    applications = list(Application.objects.filter(vacancy=vacancy, status=Status.SIFT))
    for one in applications:
        one.vacancy = vacancy
    standings = standings_of(applications)
    rows = [_result(one, standings[one.pk]) for one in applications]
    return sorted(rows, key=_by_total if vacancy.tiers_only_break_ties else _by_tier)


def _result(application: Application, standing: Standing) -> ResultRow:
    return ResultRow(
        application=application,
        progress=progress_of(standing),
        total=standing.total,
        meets_minimum=standing.meets_minimum,
        must_reconcile=standing.must_reconcile,
        goes_forward=standing.meets_minimum and application.interview_offer_opt_in,
    )


def _by_tier(row: ResultRow) -> tuple[Any, ...]:
    """By tier, then by total from the highest; what is not complete yet comes last in its tier."""
    return (row.application.tier or 1, *_by_total(row))


def _by_total(row: ResultRow) -> tuple[Any, ...]:
    """By total from the highest; tiers decide between the same totals alone."""
    return (
        row.total is None,
        -(row.total or 0.0),
        row.application.tier or 1,
        row.application.reference,
    )


def _markers(vacancy: Vacancy) -> list[MarkerRow]:
    declared = {
        one.marker_id: one
        for one in SiftDeclaration.objects.filter(vacancy=vacancy).select_related("marker")
    }
    people = {one.marker_id: one.marker for one in declared.values()}
    markings = SiftMarking.objects.filter(application__vacancy=vacancy).select_related("marker")
    complete: Counter[int] = Counter()
    in_hand: Counter[int] = Counter()
    for one in markings:
        people[one.marker_id] = one.marker
        (in_hand if one.completed_at is None else complete)[one.marker_id] += 1
    for member in TeamMember.objects.filter(vacancy=vacancy).select_related("user"):
        if member.role == TeamRole.SIFTER:
            people.setdefault(member.user_id, member.user)
    rows = [
        MarkerRow(
            name=person.display_name,
            declared=_declared(declared.get(key)),
            complete=complete[key],
            in_hand=in_hand[key],
        )
        for key, person in people.items()
    ]
    return sorted(rows, key=lambda row: row.name)


def _declared(declaration: SiftDeclaration | None) -> str:
    if declaration is None:
        return "Not declared yet"
    if not declaration.named:
        return "Knows nobody"
    return f"Named {declaration.named} {'person' if declaration.named == 1 else 'people'}"
