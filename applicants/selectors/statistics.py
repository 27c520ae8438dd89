"""Numbers of a vacancy for those who watch over fairness: how many people reached which stage, and
the counted equality answers. Small numbers are never given out (domain document 6.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import Count

from applicants.choices import Status
from applicants.equality_questions import QUESTIONS
from applicants.models import EqualityCounter, StatusChange, Tombstone

SMALLEST = 5  # numbers below are suppressed
FEW = "fewer than 5"
HIDDEN = "not shown"

# A stage and the statuses that show that somebody reached it.
FUNNEL: Mapping[str, tuple[Status, ...]] = MappingProxyType(
    {
        "Sent": (Status.SUBMITTED,),
        "Assessed": (Status.SIFT,),
        "Invited to interview": (Status.INT_INVITED,),
        "Interviewed": (Status.INT_DONE,),
        "Offered": (Status.OFFER_COND,),
        "In checks": (Status.CHECKS,),
        "Started": (Status.STARTED,),
    }
)


@dataclass(frozen=True, slots=True)
class Number:
    """One line: what, and how many, in words where it is few."""

    label: str
    count: str


@dataclass(frozen=True, slots=True)
class QuestionNumbers:
    """The counted answers to one question."""

    label: str
    answers: list[Number]


def funnel_of(vacancy_id: int) -> list[Number]:
    """How many applications reached each stage, whatever became of them."""
    rows = (
        StatusChange.objects.filter(application__vacancy_id=vacancy_id)
        .values("to_status")
        .annotate(people=Count("application", distinct=True))
    )
    reached = {row["to_status"]: row["people"] for row in rows}
    gone = _deleted_by_stage(vacancy_id)
    return [
        Number(stage, _shown(sum(reached.get(status, 0) for status in statuses) + gone[stage]))
        for stage, statuses in FUNNEL.items()
    ]


def _deleted_by_stage(vacancy_id: int) -> dict[str, int]:
    """Deleted applications count in every stage up to the furthest that they had reached."""
    stages = list(FUNNEL)
    gone = dict.fromkeys(stages, 0)
    for stone in Tombstone.objects.filter(vacancy_id=vacancy_id, stage__in=stages):
        for stage in stages[: stages.index(stone.stage) + 1]:
            gone[stage] += stone.count
    return gone


def equality_numbers(vacancy_id: int) -> list[QuestionNumbers]:
    """The counted answers in the harmonised order; no total from which a small one follows."""
    counters = EqualityCounter.objects.filter(vacancy_id=vacancy_id)
    counts = {(one.question, one.answer): one.count for one in counters}
    if not counts:
        return []
    return [
        QuestionNumbers(
            question.label,
            _suppressed(
                [
                    (label, counts.get((question.code, code), 0))
                    for code, label in question.options
                    if (question.code, code) in counts
                ]
            ),
        )
        for question in QUESTIONS
    ]


def _suppressed(rows: Sequence[tuple[str, int]]) -> list[Number]:
    """A single small number is hidden together with the next smallest: alone it would follow from
    the number of people who applied."""
    hidden = {label for label, count in rows if count < SMALLEST}
    if len(hidden) == 1:
        others = sorted((count, label) for label, count in rows if label not in hidden)
        hidden |= {label for _, label in others[:1]}
    return [Number(label, HIDDEN if label in hidden else str(count)) for label, count in rows]


def _shown(count: int) -> str:
    return str(count) if count >= SMALLEST else FEW
