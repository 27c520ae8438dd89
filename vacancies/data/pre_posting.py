"""What a line manager is asked for the checks before a posting, as appropriate for the role.

Authority: the internal vacancies page ("feed into pre-posting checks as appropriate") and the
domain document 1.5: conduct, attendance, vetting level. Never health, adjustments or scores, which
is why recruiters choose from this list and do not write questions of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.db.models import TextChoices

from vacancies.choices import VettingLevel

if TYPE_CHECKING:
    from vacancies.models import Vacancy


class PrePosting(TextChoices):
    """What a recruiter may choose for a vacancy; labels are what the manager reads above it."""

    USUAL = (
        "usual",
        "The usual ones for the role: conduct and attendance, and vetting where the role asks for "
        "more than everybody holds",
    )
    CONDUCT = "posting-conduct", "Their conduct and performance"
    ATTENDANCE = "posting-attendance", "Their attendance"
    VETTING = "posting-vetting", "Vetting for this role"
    TRAINING = "posting-training", "Their mandatory training"
    RELEASE = "posting-release", "When they can be released"


_STATEMENTS: Mapping[PrePosting, str] = MappingProxyType(
    {
        PrePosting.CONDUCT: (
            "I know of nothing about their conduct or performance at work that should be looked "
            "at before this posting."
        ),
        PrePosting.ATTENDANCE: (
            "I know of nothing about their attendance that should be looked at before this "
            "posting, leaving out every absence for health, disability, pregnancy or care."
        ),
        PrePosting.VETTING: (
            "I know of no change in their work that the vetting unit should hear of before this "
            "posting."
        ),
        PrePosting.TRAINING: (
            "Their mandatory training is up to date, leaving out what they missed through absence "
            "for health, disability, pregnancy or care."
        ),
        PrePosting.RELEASE: "Their team can let them go within the usual notice for a move.",
    }
)
# (code, what the manager reads above the statement, the statement)
Question = tuple[str, str, str]
# Every member of staff has passed this level already.
USUAL_LEVEL = VettingLevel.RV


def pre_posting_questions(vacancy: Vacancy) -> list[Question]:
    """The questions for one vacancy, each once, in the list's order."""
    chosen = set(vacancy.pre_posting)
    if PrePosting.USUAL in chosen:
        chosen |= _usual(vacancy)
    return [
        (one.value, str(one.label), words) for one, words in _STATEMENTS.items() if one in chosen
    ]


def _usual(vacancy: Vacancy) -> set[PrePosting]:
    """Vetting only where the role asks for more than the level that everybody holds."""
    asks_more = vacancy.vetting_level not in ("", USUAL_LEVEL)
    return {
        PrePosting.CONDUCT, PrePosting.ATTENDANCE, *([PrePosting.VETTING] if asks_more else [])
    }  # fmt: skip


def usual_questions() -> list[str]:
    """What a new advert asks until somebody chooses: a fresh list."""
    return [PrePosting.USUAL.value]
