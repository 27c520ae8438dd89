"""Where the marking of an application stands: who is done, where two differ, what counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from applicants.models import AgreedScore, Application, Reconciliation, SiftMarking, SiftScore
from applicants.selectors.criteria import criteria_to_sift
from vacancies.models import EssentialCriterion, Vacancy
from vacancies.scoring import pass_mark_of


@dataclass(frozen=True, slots=True)
class Standing:
    """The marking of one application. `done` are the markers who gave every score, in the order
    in which they finished; `given` the scores of every marker by criterion, and `rows` the same
    with their comments."""

    needed: int
    gap: int
    pass_mark: int
    criteria: tuple[EssentialCriterion, ...]
    done: tuple[int, ...] = ()
    given: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    rows: tuple[SiftScore, ...] = ()
    reconciliation: Reconciliation | None = None
    agreed: Mapping[int, int] = field(default_factory=dict)

    @property
    def is_in(self) -> bool:
        """True once as many people as the vacancy asks for have marked: only then are scores shown
        to anybody but the one who gave them."""
        return len(self.done) >= self.needed

    @property
    def must_reconcile(self) -> bool:
        """True while the markers differ too much and have not agreed."""
        return self.is_in and self.reconciliation is not None and self.reconciliation.is_open

    @property
    def is_complete(self) -> bool:
        """True where the sift can be decided."""
        return self.is_in and not self.must_reconcile

    @property
    def apart(self) -> list[EssentialCriterion]:
        """The criteria on which those who are done differ by more than the vacancy allows."""
        return [one for one in self.criteria if self._difference(one.pk) > self.gap]

    @property
    def results(self) -> dict[int, float]:
        """What counts, by criterion: what was agreed, otherwise the mean of the markers."""
        if not self.is_complete:
            return {}
        return {one.pk: self._result(one.pk) for one in self.criteria}

    @property
    def total(self) -> float | None:
        """The sum over the criteria, or None until the marking is complete."""
        return sum(self.results.values()) if self.is_complete else None

    @property
    def meets_minimum(self) -> bool:
        """True where every criterion reaches the vacancy's pass mark."""
        return bool(self.results) and not self.unmet

    @property
    def unmet(self) -> frozenset[int]:
        """The criteria that do not reach it; none until the marking is complete."""
        return frozenset(one for one, score in self.results.items() if score < self.pass_mark)

    def scores_of(self, criterion: int) -> list[int]:
        """What those who are done gave for one criterion, in their order."""
        return [self.given[one][criterion] for one in self.done]

    def _difference(self, criterion: int) -> int:
        scores = self.scores_of(criterion)
        return max(scores) - min(scores) if scores else 0

    def _result(self, criterion: int) -> float:
        if criterion in self.agreed:
            return float(self.agreed[criterion])
        scores = self.scores_of(criterion)
        return sum(scores) / len(scores)


_remembered: ContextVar[dict[UUID, Standing] | None] = ContextVar("standings", default=None)


@contextmanager
def standings_remembered() -> Iterator[None]:
    """While one page is read, each standing is looked up once: guards, steps and scores all ask."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def standing_of(application: Application) -> Standing:
    """Where the marking of one application stands."""
    known = _remembered.get()
    if known is not None and application.pk in known:
        return known[application.pk]
    found = standings_of([application])[application.pk]
    if known is not None:
        known[application.pk] = found
    return found


def standings_of(applications: Collection[Application]) -> dict[UUID, Standing]:
    """The same for several of one vacancy, with as many queries as for one."""
    if not applications:
        return {}
    keys = [one.pk for one in applications]
    vacancy = next(iter(applications)).vacancy
    criteria = tuple(criteria_to_sift(vacancy.pk))
    rows = _rows(keys)
    agreements = {
        key: found[0].application.reconciliation
        for key, found in rows.items()
        if hasattr(found[0].application, "reconciliation")
    }
    proposed = [key for key, one in agreements.items() if one.proposed_at is not None]
    agreed = _agreed(proposed) if proposed else {}
    return {
        key: replace(
            _standing(vacancy, criteria, rows.get(key, [])),
            reconciliation=agreements.get(key),
            agreed=agreed.get(key, {}),
        )
        for key in keys
    }


def _standing(
    vacancy: Vacancy, criteria: tuple[EssentialCriterion, ...], rows: list[SiftScore]
) -> Standing:
    given: dict[int, dict[int, int]] = {}
    finished: dict[int, datetime] = {}
    for row in rows:
        given.setdefault(row.marker_id, {})[row.criterion_id] = row.score
        at = row.finished_at  # type: ignore[attr-defined]  # from `_rows`
        if at is not None:
            finished[row.marker_id] = at
    wanted = {one.pk for one in criteria}
    in_order = sorted(finished, key=lambda marker: (finished[marker], marker))
    return Standing(
        needed=vacancy.markers,
        gap=vacancy.score_gap,
        pass_mark=pass_mark_of(vacancy),
        criteria=criteria,
        # A criterion that was added later is scored by those who were done before, too.
        done=tuple(one for one in in_order if wanted <= set(given[one])),
        given=given,
        rows=tuple(rows),
    )


def _rows(keys: list[UUID]) -> dict[UUID, list[SiftScore]]:
    """The scores in their order, each with when its marker was done with the application."""
    found: dict[UUID, list[SiftScore]] = {}
    own = SiftMarking.objects.filter(
        application=OuterRef("application"), marker=OuterRef("marker")
    ).values("completed_at")
    scores = SiftScore.objects.filter(application__in=keys).annotate(finished_at=Subquery(own))
    for row in scores.select_related("marker", "application__reconciliation").order_by(
        "scored_at", "pk"
    ):
        found.setdefault(row.application_id, []).append(row)
    return found


def _agreed(keys: list[UUID]) -> dict[UUID, dict[int, int]]:
    rows = AgreedScore.objects.filter(reconciliation__application__in=keys)
    found: dict[UUID, dict[int, int]] = {}
    for key, criterion, score in rows.values_list(
        "reconciliation__application_id", "criterion_id", "score"
    ):
        found.setdefault(key, {})[criterion] = score
    return found
