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
from applicants.errors import GuardFailed, NotAllowed
from applicants.models import Application, Reconciliation, SiftMarking, SiftScore
from applicants.policies import may_mark
from applicants.selectors.criteria import criteria_to_sift
from applicants.selectors.sift_standing import standing_of
from applicants.services.sift_handing import HELD_FOR
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
    """Write down `by`'s scores by criterion code, all or none; with the last criterion their
    marking is complete, and where two markers are then too far apart they must reconcile.

    Raises Refused: also where enough colleagues have marked it, and once two markers see each
    other's scores, which then stand.
    """
    application = lock_for_work(
        application_id=application_id,
        by=by,
        right=Right.SCORE_APPLICATIONS,
        statuses=(Status.SIFT,),
        otherwise="Scores are recorded while the application is in the sift.",
    )
    allowed = may_mark(by, application)
    if not allowed:
        raise NotAllowed(allowed.why)
    moment = at or timezone.now()
    _check_place(application, by, moment)
    criteria = {item.code: item for item in criteria_to_sift(application.vacancy_id)}
    rows = [
        _write_score(application, by, criteria.get(code), mark, moment)
        for code, mark in marks.items()
    ]
    _keep_marking(application, by, len(criteria), moment)
    return rows


def _check_place(application: Application, by: User, at: datetime) -> None:
    """Whether this is one of the people who mark it, and may still change what they gave."""
    standing = standing_of(application)
    if by.pk in standing.done:
        if standing.is_in and len(standing.done) > 1:
            raise GuardFailed("Both markers are done and see each other’s scores, which stand.")
        return
    if standing.is_in:
        raise GuardFailed("Enough colleagues have marked this application. Mark the next one.")
    in_hand = SiftMarking.objects.filter(
        application=application, completed_at__isnull=True, handed_at__gt=at - HELD_FOR
    )
    has_it = in_hand.filter(marker=by).exists()
    if not has_it and len(standing.done) + in_hand.count() >= standing.needed:
        raise GuardFailed("Colleagues are marking this application. Mark the next one.")


def _keep_marking(application: Application, by: User, criteria: int, at: datetime) -> None:
    marking, _ = SiftMarking.objects.get_or_create(
        application=application, marker=by, defaults={"handed_at": at}
    )
    scored = SiftScore.objects.filter(
        application=application, marker=by, criterion__in=criteria_to_sift(application.vacancy_id)
    )
    if scored.count() < criteria:
        return
    if marking.completed_at is None:
        record(action="sift_marking.complete", by=by, target=application)
    marking.completed_at = at
    marking.save(update_fields=["completed_at"])
    standing = standing_of(application)
    if standing.is_in and standing.apart:
        Reconciliation.objects.get_or_create(application=application, defaults={"opened_at": at})


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
