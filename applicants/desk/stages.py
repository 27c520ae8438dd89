"""The stages that the desk counts by, and how long something has lain in one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from django.db.models import Q

from applicants.choices import Status
from applicants.pipeline import ENDED

S = Status
UNSENT = (S.DRAFT, S.DRAFT_EXPIRED)  # staff never see these: they were not sent


@dataclass(frozen=True, slots=True)
class Stage:
    """Some statuses that mean the same to somebody who counts."""

    code: str
    label: str
    statuses: tuple[Status, ...]


_STAGES = (
    Stage("new", "New", (S.SUBMITTED,)),
    Stage(
        "eligibility",
        "Eligibility",
        (
            S.ELIGIBILITY_EVIDENCE,
            S.ELIGIBILITY_REFER,
            S.INELIGIBLE_PROPOSED,
            S.INELIGIBLE_AUTO,
            S.INELIGIBLE_REVIEW,
        ),
    ),
    Stage("held", "Held", (S.HELD_PRIORITY,)),
    Stage("sift", "Sift", (S.SIFT,)),
    Stage("interview", "Interview", (S.INT_INVITED, S.INT_BOOKED, S.INT_DONE, S.INT_MISSED)),
    Stage("reserve", "Reserve list", (S.RESERVE,)),
    Stage("offer", "Offer", (S.OFFER_COND, S.DRAWN)),
    Stage("checks", "Checks", (S.CHECKS, S.LM_VERIFY, S.CHECK_PROBLEM, S.OFFER_FINAL, S.DEFERRED)),
    Stage("ended", "Ended", tuple(one for one in S if one in ENDED and one not in UNSENT)),
)
STAGES: Mapping[str, Stage] = MappingProxyType({one.code: one for one in _STAGES})
STAGE_OF: Mapping[Status, str] = MappingProxyType(
    {status: one.code for one in _STAGES for status in one.statuses}
)
GOING_ON: tuple[Stage, ...] = tuple(one for one in _STAGES if one.code != "ended")


@dataclass(frozen=True, slots=True)
class Age:
    """How long an application has had its status: from `least` up to and with `most` days."""

    code: str
    label: str
    least: int
    most: int | None


AGES: Mapping[str, Age] = MappingProxyType(
    {
        one.code: one
        for one in (
            Age("week", "Up to 7 days", 0, 7),
            Age("fortnight", "8 to 14 days", 8, 14),
            Age("month", "15 to 28 days", 15, 28),
            Age("older", "More than 28 days", 29, None),
        )
    }
)


def of_age(age: Age, *, at: datetime) -> Q:
    """Applications that have had their status for so many whole days."""
    found = Q()
    if age.least:
        found &= Q(status_since__lte=at - timedelta(days=age.least))
    if age.most is not None:
        found &= Q(status_since__gt=at - timedelta(days=age.most + 1))
    return found
