"""How well two markers agree, for the chair and the recruiter: pairs of independent scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, pvariance
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q, QuerySet

from applicants.models import Application, Reconciliation, SiftMarking, SiftScore
from applicants.selectors.sift_standing import Standing, standings_of
from vacancies.models import Vacancy

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The pairs of one criterion, or of all of them. Shares go from 0 to 1.

    `kappa` is Cohen's kappa with quadratic weights: the agreement beyond chance. Each pair counts
    both ways round, because the two markers of an application change. None where all scores are
    the same: then there is nothing that chance could explain.
    """

    name: str
    pairs: int
    exact: float
    within_one: float
    within_gap: float
    mean_difference: float
    kappa: float | None


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """A vacancy's agreement: by criterion, then together."""

    marked_twice: int
    reconciled: int
    to_reconcile: int
    rows: list[Agreement]


def agreement_of(vacancy: Vacancy) -> AgreementReport:
    """From everything of a vacancy that two people have marked, also where the sift is over."""
    twice = [one for one in _standings(vacancy) if len(one.done) > 1]
    criteria = twice[0].criteria if twice else ()
    by_criterion = [(one.text, [_pair(standing, one.pk) for standing in twice]) for one in criteria]
    every = [pair for _, pairs in by_criterion for pair in pairs]
    rows = [_agreement(name, pairs, vacancy.score_gap) for name, pairs in by_criterion]
    if len(rows) > 1:
        rows.append(_agreement("All criteria", every, vacancy.score_gap))
    opened = [one.reconciliation for one in twice if one.reconciliation is not None]
    return AgreementReport(
        marked_twice=len(twice),
        reconciled=sum(1 for one in opened if not one.is_open),
        to_reconcile=sum(1 for one in opened if one.is_open),
        rows=rows,
    )


@dataclass(frozen=True, slots=True)
class VacancyAgreement:
    """The agreement of one vacancy in a report. `together` is of all its criteria."""

    vacancy: Vacancy
    marked_twice: int
    reconciled: int
    to_reconcile: int
    together: Agreement


def agreement_by_vacancy(applications: QuerySet[Application]) -> list[VacancyAgreement]:
    """The same of these applications for each of their vacancies, in three queries in all."""
    scores: dict[int, list[Pair]] = defaultdict(list)
    twice: dict[int, set[UUID]] = defaultdict(set)
    for vacancy_id, application_id, first, second in _first_pairs(applications):
        scores[vacancy_id].append((first, second))
        twice[vacancy_id].add(application_id)
    opened = {
        vacancy_id: (closed, still_open)
        for vacancy_id, closed, still_open in Reconciliation.objects.filter(
            application__in=applications
        )
        .order_by()
        .values_list("application__vacancy")
        .annotate(
            closed=Count("pk", filter=Q(agreed_at__isnull=False)),
            still_open=Count("pk", filter=Q(agreed_at=None)),
        )
    }
    return [
        VacancyAgreement(
            vacancy,
            len(twice[vacancy.pk]),
            *opened.get(vacancy.pk, (0, 0)),
            _agreement(str(vacancy), scores[vacancy.pk], vacancy.score_gap),
        )
        for vacancy in Vacancy.objects.filter(pk__in=scores).order_by("title", "reference")
    ]


def _first_pairs(
    applications: QuerySet[Application],
) -> Iterator[tuple[int, UUID, int, int]]:
    """For each criterion of an application the scores of the first two who were done with it."""
    rows = (
        SiftScore.objects.filter(
            application__in=applications,
            application__sift_markings__marker=F("marker"),
            application__sift_markings__completed_at__isnull=False,
        )
        .order_by()
        .values_list("application__vacancy", "application", "criterion")
        .annotate(
            given=ArrayAgg("score", order_by=["application__sift_markings__completed_at", "marker"])
        )
        .alias(marks=Count("pk"))
        .filter(marks__gt=1)
    )
    for vacancy_id, application_id, _, given in rows.iterator():
        yield vacancy_id, application_id, given[0], given[1]


def _standings(vacancy: Vacancy) -> list[Standing]:
    done = SiftMarking.objects.filter(completed_at__isnull=False).values("application")
    applications = list(Application.objects.filter(vacancy=vacancy, pk__in=done))
    for one in applications:
        one.vacancy = vacancy
    return list(standings_of(applications).values())


def _pair(standing: Standing, criterion: int) -> Pair:
    first, second = standing.scores_of(criterion)[:2]
    return first, second


def _agreement(name: str, pairs: Sequence[Pair], gap: int) -> Agreement:
    apart = [abs(first - second) for first, second in pairs]
    return Agreement(
        name=name,
        pairs=len(pairs),
        exact=_share(apart, 0),
        within_one=_share(apart, 1),
        within_gap=_share(apart, gap),
        mean_difference=fmean(apart),
        kappa=weighted_kappa(pairs),
    )


def _share(apart: Sequence[int], most: int) -> float:
    return sum(1 for one in apart if one <= most) / len(apart)


def weighted_kappa(pairs: Sequence[Pair]) -> float | None:
    """1 is perfect agreement, 0 what chance would give. With both ways round counted, the
    disagreement expected by chance is twice the variance of all scores."""
    spread = pvariance([score for pair in pairs for score in pair])
    if not spread:
        return None
    return 1 - fmean((first - second) ** 2 for first, second in pairs) / (2 * spread)
