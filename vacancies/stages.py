"""The stages of an assessment: what happens, its usual time, and the date where there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from recruitment.ui.dates import london_date

ON_DAY, IN_WEEK = "on", "week_of"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage as a page shows it; `date` is empty where nothing is fixed yet."""

    stage: str
    when: str
    date: str = ""


def shown_stage(item: Mapping[str, Any]) -> Stage:
    """A stored stage in words."""
    return Stage(str(item["stage"]), str(item["when"]), date_words(item))


def date_words(item: Mapping[str, Any]) -> str:
    """14 December 2026, or Week of 14 December 2026; empty without a date."""
    if ON_DAY in item:
        return london_date(date.fromisoformat(item[ON_DAY]))
    if IN_WEEK in item:
        return f"Week of {london_date(date.fromisoformat(item[IN_WEEK]))}"
    return ""


def without_dates(plan: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The stages with their usual times alone, for an advert that runs at another time."""
    return [{"stage": one["stage"], "when": one["when"]} for one in plan]
