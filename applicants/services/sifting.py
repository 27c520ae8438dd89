"""Scoring the evidence: each essential criterion on the vacancy's scale, by each marker (domain
4.1, 4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Status
from applicants.errors import GuardFailed
from applicants.models import Application, SiftScore
from applicants.selectors.criteria import criteria_to_sift
from applicants.services.staffwork import lock_for_work
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from vacancies.models import EssentialCriterion
from vacancies.scoring import scale_of


@dataclass(frozen=True, slots=True)
class Mark:
    """A score on the vacancy's scale, with the marker's comment."""

    score: int
    comment: str = ""


@transaction.atomic
def record_sift_score(
    *,
    application_id: UUID,
    by: User,
    criterion: str,
    score: int,
    comment: str = "",
    at: datetime | None = None,
) -> SiftScore:
    """Write down `by`'s score for one essential criterion, given by its code.

    A second score of the same marker replaces the first. Raises Refused.
    """
    marks = {criterion: Mark(score, comment)}
    return record_sift_scores(application_id=application_id, by=by, marks=marks, at=at)[0]


@transaction.atomic
def record_sift_scores(
    *, application_id: UUID, by: User, marks: Mapping[str, Mark], at: datetime | None = None
) -> list[SiftScore]:
    """Write down `by`'s scores by criterion code, all or none. Raises Refused."""
    application = lock_for_work(
        application_id=application_id,
        by=by,
        right=Right.SCORE_APPLICATIONS,
        statuses=(Status.SIFT,),
        otherwise="Scores are recorded while the application is in the sift.",
    )
    criteria = {item.code: item for item in criteria_to_sift(application.vacancy_id)}
    moment = at or timezone.now()
    return [
        _write_score(application, by, criteria.get(code), mark, moment)
        for code, mark in marks.items()
    ]


def _write_score(
    application: Application,
    by: User,
    criterion: EssentialCriterion | None,
    mark: Mark,
    at: datetime,
) -> SiftScore:
    if criterion is None:
        raise GuardFailed("This is not a criterion that the sift of this vacancy scores.")
    values = scale_of(application.vacancy.score_scale).values
    if mark.score not in values:
        raise GuardFailed(f"Give a score from {values[0]} to {values[-1]}.")
    before = SiftScore.objects.filter(
        application=application, criterion=criterion, marker=by
    ).first()
    row, _ = SiftScore.objects.update_or_create(
        application=application,
        criterion=criterion,
        marker=by,
        defaults={"score": mark.score, "comment": mark.comment.strip(), "scored_at": at},
    )
    record(
        action="sift_score.record",
        by=by,
        target=application,
        before={"criterion": criterion.pk, "score": before.score} if before else None,
        after={"criterion": criterion.pk, "score": mark.score},
    )
    return row
