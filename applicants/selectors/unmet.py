"""Which essential criteria an outcome speaks of, and which of them were not met.

A criterion is met at the sift where what counts of its scores reaches the pass mark: what two
markers agreed, otherwise their mean (`sift_standing.py`). What a panel found of one criterion is
not recorded by criterion, so the panel names those itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from applicants.choices import Event
from applicants.models import Application
from applicants.selectors.criteria import criteria_to_sift
from applicants.selectors.sift_standing import Standing, standing_of
from vacancies.choices import AssessedBy
from vacancies.models import EssentialCriterion

_ASSESSED_BY: Mapping[Event, AssessedBy] = MappingProxyType(
    {Event.REJECT_AFTER_INTERVIEW: AssessedBy.INTERVIEW}
)


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion of an outcome: what it asks, what was given and written, and what it needed."""

    code: str
    text: str
    is_unmet: bool = False
    pass_mark: int = 0
    scores: tuple[int, ...] = ()
    comments: tuple[str, ...] = field(default=())


def criterion_lines(application: Application, event: Event) -> list[CriterionLine]:
    """The criteria that feedback about this outcome may speak of, in their order."""
    if event in _ASSESSED_BY:
        return [CriterionLine(one.code, one.text) for one in _of_interview(application.vacancy_id)]
    standing = standing_of(application)
    comments: dict[int, list[str]] = {}
    for row in standing.rows:
        if row.marker_id in standing.done:
            comments.setdefault(row.criterion_id, []).append(row.comment)
    return [_line(one, standing, comments.get(one.pk, [])) for one in standing.criteria]


def criteria_of_outcome(vacancy_id: int, event: Event) -> list[EssentialCriterion]:
    """The criteria that feedback about this outcome of a vacancy may speak of, in their order."""
    return _of_interview(vacancy_id) if event in _ASSESSED_BY else criteria_to_sift(vacancy_id)


def _of_interview(vacancy_id: int) -> list[EssentialCriterion]:
    """Those that the interview looks at; where it looks at none by name, it looked at all."""
    every = list(EssentialCriterion.objects.filter(vacancy_id=vacancy_id).order_by("order"))
    return [one for one in every if one.assessed_by == AssessedBy.INTERVIEW] or every


def _line(criterion: EssentialCriterion, standing: Standing, comments: list[str]) -> CriterionLine:
    result = standing.results.get(criterion.pk)
    agreed = standing.agreed.get(criterion.pk) if standing.is_complete else None
    return CriterionLine(
        code=criterion.code,
        text=criterion.text,
        is_unmet=result is not None and result < standing.pass_mark,
        pass_mark=standing.pass_mark,
        scores=tuple(standing.scores_of(criterion.pk)) if agreed is None else (agreed,),
        comments=tuple(comment for comment in comments if comment),
    )
