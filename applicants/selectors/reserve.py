"""The reserve list of a vacancy: who is on it, in which order, and until when.

The order is that of merit (`selectors/merit.py`): tiers as the vacancy treats them, then the agreed
scores. It is for staff alone; a candidate is never told a place (domain document 4.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from applicants.choices import Status
from applicants.labels import candidate_label, staff_label
from applicants.models import Application, ReserveList
from applicants.selectors.merit import TIERS, agreed_totals
from recruitment.access.device import Device
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, rights_of
from recruitment.ui.dates import london_date
from vacancies.models import Vacancy
from vacancies.selectors import vacancies_for_staff

# Who works with reserve lists: those who offer from them, and those who place people on them.
WORKS_WITH_LISTS = frozenset({Right.MAKE_OFFERS, Right.RELEASE_DECISIONS})
ENDING_SOON_DAYS = 30


def works_with_lists(user: User) -> bool:
    """Whether this person's work has to do with reserve lists."""
    return bool(rights_of(user) & WORKS_WITH_LISTS)


def ends_on(application: Application) -> date | None:
    """The last day of the list that this application stands on; None where it stands on none.

    A list that was read with the application costs no query.
    """
    if application.status != Status.RESERVE:
        return None
    found: ReserveList | None = getattr(application.vacancy, "reserve_list", None)
    return found.ends_on if found else None


def label_for_candidate(application: Application) -> str:
    """The status in the candidate's words, with the last day of a reserve list."""
    last = ends_on(application)
    label = candidate_label(application.status)
    return f"{label} until {london_date(last)}" if last else label


def label_for_staff(application: Application, user: User) -> str:
    """The status for staff; those who work with reserve lists read the place on one."""
    label = staff_label(application.status)
    if application.status != Status.RESERVE or not works_with_lists(user):
        return label
    places = {row.application.pk: row.position for row in standing_on(application.vacancy)}
    place = places.get(application.pk)
    return f"{label}: merit position {place}" if place else label


@dataclass(frozen=True, slots=True)
class Standing:
    """One person on a list. `position` is 1 for who is next; those with the same score share it."""

    application: Application
    position: int
    total: int | None
    tier: str


def standing_on(vacancy: Vacancy) -> list[Standing]:
    """Everybody on the list of a vacancy, in the order of merit. Two queries."""
    found = list(
        Application.objects.filter(vacancy=vacancy, status=Status.RESERVE)
        .select_related("candidate__user", "interview")
        .order_by("reference")
    )
    totals = agreed_totals(found)
    only_ties = vacancy.tiers_only_break_ties

    def key(one: Application) -> tuple[int, int, int]:
        tier, score = one.tier or 1, -totals.get(one.pk, -1)
        return (0, score, tier) if only_ties else (tier, score, 0)

    keys = sorted(key(one) for one in found)
    return [
        Standing(one, keys.index(key(one)) + 1, totals.get(one.pk), TIERS.get(one.tier or 0, ""))
        for one in sorted(found, key=key)
    ]


def ahead_of(application: Application) -> list[Standing]:
    """Who stands before this application on its list: with a better place, not with the same."""
    rows = standing_on(application.vacancy)
    own = next((row.position for row in rows if row.application.pk == application.pk), None)
    return [] if own is None else [row for row in rows if row.position < own]


def list_of(vacancy_id: int) -> ReserveList | None:
    """The list of a vacancy, if it ever had one."""
    return ReserveList.objects.filter(vacancy_id=vacancy_id).first()


def lists_for_staff(user: User, *, device: Device | None) -> QuerySet[ReserveList]:
    """The lists of this person's vacancies, the one that ends first before the others, with
    `people`: how many are on it."""
    if not works_with_lists(user):
        return ReserveList.objects.none()
    mine = vacancies_for_staff(user, device=device).order_by().values("pk")
    on_it = Q(vacancy__applications__status=Status.RESERVE)
    return (
        ReserveList.objects.filter(vacancy__in=mine)
        .select_related("vacancy")
        .annotate(people=Count("vacancy__applications", filter=on_it))
        .order_by("ends_on", "pk")
    )


def standing_for(user: User, vacancy: Vacancy) -> list[Standing]:
    """`standing_on` for a page: whoever is on the list themselves does not read their place."""
    rows = standing_on(vacancy)
    return [row for row in rows if row.application.candidate.user_id != user.pk]


def ending_soon(today: date) -> Q:
    """Lists that go on, and end within ENDING_SOON_DAYS."""
    return Q(ends_on__gte=today, ends_on__lte=today + timedelta(days=ENDING_SOON_DAYS))


def ended_lists(at: datetime) -> Q:
    """Applications on a list whose last day has passed."""
    return Q(status=Status.RESERVE, vacancy__reserve_list__ends_on__lt=timezone.localdate(at))
