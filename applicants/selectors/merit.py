"""The merit order of a vacancy: who was interviewed, in the order of the scores that their panels
agreed, the first tier before the second, or first among equals where the vacancy says so (domain
document 1.5, 4.2, 5.1 h)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import F, Sum

from applicants.choices import Status
from applicants.labels import staff_label
from applicants.models import Application, Interview
from applicants.selectors.staff import applications_for_staff
from recruitment.access.device import Device
from recruitment.accounts.models import User
from vacancies.models import Vacancy

# Who left by themselves, or with the vacancy, stands in no order any more.
NOT_RANKED = (Status.WITHDRAWN, Status.VACANCY_CANCELLED)
TIERS = {1: "First tier", 2: "Second tier"}


@dataclass(frozen=True, slots=True)
class MeritRow:
    """One candidate. `place` is "1", or "1=" where others have the same score; "" for somebody who
    has no place: not appointable, or without agreed scores."""

    application: Application
    total: int | None
    place: str
    result: str
    status: str


@dataclass(frozen=True, slots=True)
class MeritTier:
    """Candidates who are considered together; `name` is "" where no tier comes before another."""

    name: str
    appointable: list[MeritRow]
    others: list[MeritRow]


def merit_order(vacancy: Vacancy, user: User, *, device: Device) -> list[MeritTier]:
    """Everybody with a result, within this person's scope. One query on applications."""
    found = (
        applications_for_staff(user, device=device)
        .filter(vacancy=vacancy, interview__cancelled_at=None)
        .exclude(interview__result="")
        .exclude(status__in=NOT_RANKED)
        .filter(interview__isnull=False)
        .select_related("candidate__user", "interview")
        .order_by(F("tier").asc(nulls_first=True), "reference")
    )
    totals = agreed_totals(found)
    if vacancy.tiers_only_break_ties:
        return [_tier("", list(found), totals)] if found else []
    return [
        _tier(TIERS.get(tier or 0, ""), list(group), totals)
        for tier, group in groupby(found, key=lambda one: one.tier)
    ]


def agreed_totals(found: Iterable[Application]) -> dict[object, int]:
    """By application: the sum of each interview's agreed scores, of its present date alone."""
    rows = (
        Interview.objects.filter(
            application__in=[one.pk for one in found],
            application__moderations__sequence=F("sequence"),
        )
        .values_list("application_id")
        .annotate(total=Sum("application__moderations__scores__score"))
    )
    return {key: total for key, total in rows if total is not None}


def _tier(name: str, group: list[Application], totals: dict[object, int]) -> MeritTier:
    """Within one tier all have the same second part of their standing: only scores count there."""

    def standing(one: Application) -> tuple[int, int]:
        return -totals.get(one.pk, -1), one.tier or 1

    appointable = Interview.Result.APPOINTABLE
    passed = [one for one in group if one.interview.result == appointable]
    scored = sorted((one for one in passed if one.pk in totals), key=standing)
    unscored = [one for one in passed if one.pk not in totals]
    others = sorted((one for one in group if one.interview.result != appointable), key=standing)
    places = list(_places([standing(one) for one in scored]))
    return MeritTier(
        name,
        [
            *(_row(one, totals, place) for one, place in zip(scored, places, strict=True)),
            *(_row(one, totals) for one in unscored),
        ],
        [_row(one, totals) for one in others],
    )


def _places(standings: list[tuple[int, int]]) -> Iterator[str]:
    """The place of each, best first: the same for those who stand alike."""
    for standing in standings:
        place = standings.index(standing) + 1
        yield f"{place}=" if standings.count(standing) > 1 else str(place)


def _row(one: Application, totals: dict[object, int], place: str = "") -> MeritRow:
    return MeritRow(
        application=one,
        total=totals.get(one.pk),
        place=place,
        result=str(one.interview.get_result_display()),
        status=staff_label(one.status),
    )
