"""The sift of one application on a page: only what this person may see of it now."""

from __future__ import annotations

from dataclasses import dataclass, field

from applicants.choices import Status
from applicants.models import Application, Reconciliation, SiftConflict, SiftScore
from applicants.selectors.sift_standing import Standing, standing_of
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from vacancies.models import EssentialCriterion


@dataclass(frozen=True, slots=True)
class CriterionScores:
    """One essential criterion with the scores that this person sees, and what counts of them."""

    criterion: EssentialCriterion
    scores: list[SiftScore] = field(default_factory=list)
    result: float | None = None
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class SiftView:
    """The sift of an application. Nobody sees the score of another before all are in: not the
    other marker, so that they do not anchor on it, and nobody who could tell them."""

    rows: list[CriterionScores]
    progress: str
    is_in: bool
    must_reconcile: bool
    may_reconcile: bool
    reconciliation: Reconciliation | None = None
    total: float | None = None
    meets_minimum: bool = False
    known_to: list[str] = field(default_factory=list)


def sift_view(application: Application, user: User) -> SiftView:
    """What `user` sees of the sift of this application."""
    standing = standing_of(application)
    marks = has_right(user, Right.SCORE_APPLICATIONS)
    sees_all = standing.is_in and (not marks or user.pk in standing.done)
    shown = set(standing.done) if sees_all else {user.pk}
    in_sift = application.status == Status.SIFT
    is_open = standing.must_reconcile and in_sift
    finds_markers = in_sift and not standing.is_in and has_right(user, Right.MOVE_APPLICATIONS)
    agrees = user.pk in standing.done or has_right(user, Right.RECONCILE_SCORES)
    return SiftView(
        rows=_rows(application, standing, shown, sees_all=sees_all),
        progress=progress_of(standing),
        is_in=standing.is_in,
        must_reconcile=is_open and sees_all,
        may_reconcile=is_open and sees_all and agrees,
        reconciliation=standing.reconciliation if sees_all else None,
        total=standing.total if sees_all else None,
        meets_minimum=sees_all and standing.meets_minimum,
        known_to=_known_to(application) if finds_markers else [],
    )


def progress_of(standing: Standing) -> str:
    """How far the marking is, in the words of staff (domain document 4.1, "sift")."""
    done = min(len(standing.done), standing.needed)
    if standing.needed == 1:
        return "The marker is done." if done else "The marker is not done yet."
    if not done:
        return f"0 of {standing.needed} markers are done."
    return f"{done} of {standing.needed} markers {'is' if done == 1 else 'are'} done."


def own_scores(application: Application, marker: User) -> list[CriterionScores]:
    """What one marker has given, for their own form."""
    standing = standing_of(application)
    return _rows(application, standing, {marker.pk}, sees_all=False)


def _rows(
    application: Application, standing: Standing, shown: set[int], *, sees_all: bool
) -> list[CriterionScores]:
    by_criterion: dict[int, list[SiftScore]] = {}
    for row in standing.rows:
        if row.marker_id not in shown:
            continue
        row.application = application  # its vacancy names the scale; no query for each row
        by_criterion.setdefault(row.criterion_id, []).append(row)
    apart = {one.pk for one in standing.apart} if sees_all else set()
    results = standing.results if sees_all else {}
    return [
        CriterionScores(
            one, by_criterion.get(one.pk, []), results.get(one.pk), is_apart=one.pk in apart
        )
        for one in standing.criteria
    ]


def _known_to(application: Application) -> list[str]:
    """The markers who know the candidate, for the recruiter who must find others."""
    rows = SiftConflict.objects.filter(application=application).select_related("marker")
    return [row.marker.display_name for row in rows.order_by("pk")]
