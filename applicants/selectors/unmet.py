"""Which essential criteria an outcome speaks of, and which of them were not met.

A criterion is met at the sift where the mean of its markers' scores reaches the pass mark. What a
panel found of one criterion is not recorded by criterion, so the panel names those itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from applicants.choices import Event
from applicants.models import Application, SiftScore
from applicants.selectors.criteria import criteria_to_sift
from vacancies.choices import AssessedBy
from vacancies.models import EssentialCriterion
from vacancies.scoring import pass_mark_of

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
    """The criteria that feedback about this outcome may speak of, in their order. Two queries."""
    if event in _ASSESSED_BY:
        return [CriterionLine(one.code, one.text) for one in _of_interview(application.vacancy_id)]
    given: dict[int, list[SiftScore]] = {}
    for row in SiftScore.objects.filter(application=application).order_by("scored_at", "pk"):
        given.setdefault(row.criterion_id, []).append(row)
    needed = pass_mark_of(application.vacancy)
    return [
        _line(one, given.get(one.pk, []), needed)
        for one in criteria_to_sift(application.vacancy_id)
    ]


def _of_interview(vacancy_id: int) -> list[EssentialCriterion]:
    """Those that the interview looks at; where it looks at none by name, it looked at all."""
    every = list(EssentialCriterion.objects.filter(vacancy_id=vacancy_id).order_by("order"))
    return [one for one in every if one.assessed_by == AssessedBy.INTERVIEW] or every


def _line(criterion: EssentialCriterion, rows: list[SiftScore], needed: int) -> CriterionLine:
    scores = tuple(row.score for row in rows)
    return CriterionLine(
        code=criterion.code,
        text=criterion.text,
        is_unmet=bool(scores) and sum(scores) < needed * len(scores),
        pass_mark=needed,
        scores=scores,
        comments=tuple(row.comment for row in rows if row.comment),
    )
