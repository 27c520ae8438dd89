"""What a line manager is asked for the checks before a posting, as appropriate for the role.

Authority: the internal vacancies page ("feed into pre-posting checks as appropriate") and the
domain document 1.5: conduct, attendance, vetting level. Never health, adjustments or scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vacancies.choices import VettingLevel

if TYPE_CHECKING:
    from vacancies.models import Vacancy

# (code, what the manager reads above the statement, the statement)
Question = tuple[str, str, str]

CONDUCT: Question = (
    "posting-conduct",
    "Their conduct and performance",
    "I know of nothing about their conduct or performance at work that should be looked at before "
    "this posting.",
)
ATTENDANCE: Question = (
    "posting-attendance",
    "Their attendance",
    "I know of nothing about their attendance that should be looked at before this posting, "
    "leaving out every absence for health, disability, pregnancy or care.",
)
VETTING: Question = (
    "posting-vetting",
    "Vetting for this role",
    "I know of no change in their work that the vetting unit should hear of before this posting.",
)
# Every member of staff has passed this level already.
USUAL_LEVEL = VettingLevel.RV


def pre_posting_questions(vacancy: Vacancy) -> list[Question]:
    """The questions for one vacancy, in their order: vetting only where the role asks for more than
    the level that everybody holds."""
    asks_more = vacancy.vetting_level not in ("", USUAL_LEVEL)
    return [CONDUCT, ATTENDANCE, *([VETTING] if asks_more else [])]
