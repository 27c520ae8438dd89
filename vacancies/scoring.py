"""The scales on which a sift is scored, and what each value means (domain report 2.1, 4.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices

if TYPE_CHECKING:
    from vacancies.models import Vacancy


class ScoreScale(TextChoices):
    """The scales a recruiter may choose from, one for a whole vacancy."""

    ZERO_TO_FIVE = "0-5", "0 to 5"
    ZERO_TO_SEVEN = "0-7", "0 to 7"
    ONE_TO_FIVE = "1-5", "1 to 5"


DEFAULT_SCALE = ScoreScale.ZERO_TO_FIVE
# How many people score each application, apart from each other (domain report 4.2). Adverts from
# before there were two keep one: the database's own default, so that no sift stops halfway.
MARKERS = ((1, "One"), (2, "Two, independent of each other"))
USUAL_MARKERS = 2


@dataclass(frozen=True, slots=True)
class Scale:
    """The meaning of each value, lowest first, and the value that a criterion usually needs."""

    labels: Mapping[int, str]
    usual_pass_mark: int

    @property
    def values(self) -> tuple[int, ...]:
        """The values that may be given, lowest first."""
        return tuple(self.labels)


_SCALES: Mapping[ScoreScale, Scale] = MappingProxyType(
    {
        ScoreScale.ZERO_TO_FIVE: Scale(
            {
                0: "No evidence",
                1: "Little evidence",
                2: "Some evidence",
                3: "Meets the standard",
                4: "Good evidence",
                5: "Outstanding evidence",
            },
            usual_pass_mark=3,
        ),
        ScoreScale.ZERO_TO_SEVEN: Scale(
            {
                0: "No evidence",
                1: "Very little evidence",
                2: "Little evidence",
                3: "Some evidence",
                4: "Meets the standard",
                5: "Good evidence",
                6: "Strong evidence",
                7: "Outstanding evidence",
            },
            usual_pass_mark=4,
        ),
        ScoreScale.ONE_TO_FIVE: Scale(
            {
                1: "Does not meet the standard",
                2: "Meets some of the standard",
                3: "Meets the standard",
                4: "Better than the standard",
                5: "Much better than the standard",
            },
            usual_pass_mark=3,
        ),
    }
)
HIGHEST_SCORE = max(scale.values[-1] for scale in _SCALES.values())


@dataclass(frozen=True, slots=True)
class GuideLine:
    """What a marker looks for at one value of one criterion."""

    value: int
    words: str


def scale_of(code: str) -> Scale:
    """The scale behind its code."""
    return _SCALES[ScoreScale(code)]


def pass_mark_of(vacancy: Vacancy) -> int:
    """The score that each essential criterion needs: the vacancy's own, or the scale's."""
    if vacancy.pass_mark is not None:
        return vacancy.pass_mark
    return scale_of(vacancy.score_scale).usual_pass_mark


def guide_lines(guide: Sequence[Mapping[str, Any]]) -> list[GuideLine]:
    """A stored guide, in the order of its values."""
    return [GuideLine(int(one["value"]), str(one["words"])) for one in guide]
