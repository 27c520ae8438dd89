"""The fitness test of a role in words: the level in force, its source, and when it was checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import eligibility

DOCUMENTS: Mapping[str, str] = {
    "fitness-guidance-2014": "national fitness guidance of 2014",
    "fitness-guidance-2024": "national guidance for safety training, 2023 to 2024",
    "special-constable-page": "our public page for special constables",
}


@dataclass(frozen=True, slots=True)
class FitnessTest:
    """What must be reached, as level:shuttle, in force since `since` (None: always)."""

    level: str
    document: str
    since: date | None
    checked_on: date


def fitness_test(role_class: str, on: date) -> FitnessTest | None:
    """The test of a role on a day; None for a role without it."""
    found = eligibility.required_level(role_class, on)
    if found is None:
        return None
    dated = found.dated
    return FitnessTest(
        level=str(found.level),
        document=DOCUMENTS.get(dated.document, dated.document),
        since=dated.valid_from if dated.valid_from.year > 1900 else None,  # the format's first year
        checked_on=dated.decided_on,
    )
