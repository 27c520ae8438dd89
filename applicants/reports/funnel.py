"""How far people came, what ended applications, and whether one group falls behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from django.db.models import Count, Sum

from applicants.choices import Event, SiftOutReason, WithdrawalReason
from applicants.models import StatusChange, Tombstone
from applicants.reports.asked import Asked
from applicants.reports.shape import Row, share
from applicants.selectors.statistics import FEW, FUNNEL, SMALLEST

STAGES = tuple(FUNNEL)
STAGE_OF = {status: stage for stage, statuses in FUNNEL.items() for status in statuses}
FOUR_FIFTHS = 0.8

ENDINGS: tuple[Event, ...] = (
    Event.REJECT_AUTOMATICALLY,
    Event.CONFIRM_REJECTION,
    Event.FIND_INELIGIBLE,
    Event.SIFT_OUT,
    Event.REJECT_AFTER_INTERVIEW,
    Event.DECLINE_OFFER,
    Event.LAPSE_OFFER,
    Event.LAPSE_RESERVE,
    Event.END_ON_CHECKS,
    Event.WITHDRAW,
)
REASONS: Mapping[str, str] = MappingProxyType(
    {**dict(SiftOutReason.choices), **dict(WithdrawalReason.choices)}
)
NO_REASON = "None from a list"

GROUPS: tuple[tuple[str, str, Mapping[object, str]], ...] = (
    (
        "interview_offer_opt_in",
        "Offer of an interview (Disability Confident)",
        {True: "asked for it", False: "did not ask"},
    ),
    ("tier", "Order of consideration", {1: "first tier", 2: "second tier"}),
)


def funnel(asked: Asked) -> list[Row]:
    """How many people reached each stage. Deleted applications count up to where they came."""
    rows = (
        StatusChange.objects.filter(application__in=asked.applications, to_status__in=STAGE_OF)
        .order_by()
        .values_list("to_status")
        .annotate(people=Count("application", distinct=True))
    )
    reached: Counter[str] = Counter()
    for status, people in rows:
        reached[STAGE_OF[status]] += people
    gone = _deleted(asked)
    reached.update(gone)
    found: list[Row] = []
    before = reached[STAGES[0]]
    for stage in STAGES:
        number = reached[stage]
        found.append(
            (stage, number, share(number, reached[STAGES[0]]), share(number, before), gone[stage])
        )
        before = number
    return found


def _deleted(asked: Asked) -> Counter[str]:
    """Deleted applications that had been begun in the months of the period, by stage reached."""
    stones = Tombstone.objects.filter(
        vacancy__in=asked.vacancies,
        month__gte=asked.since.replace(day=1),
        month__lte=asked.until,
        stage__in=STAGES,
    )
    gone: Counter[str] = Counter()
    for stage, number in stones.order_by().values_list("stage").annotate(number=Sum("count")):
        for reached in STAGES[: STAGES.index(stage) + 1]:
            gone[reached] += number
    return gone


def reasons(asked: Asked) -> list[Row]:
    """What ended applications, with the reason that was chosen from a list."""
    rows = (
        StatusChange.objects.filter(application__in=asked.applications, event__in=ENDINGS)
        .order_by()
        .values_list("event", "reason_code")
        .annotate(number=Count("pk"))
    )
    counted = {(event, code): number for event, code, number in rows}
    whole = sum(counted.values())
    return [
        (
            str(event.label),
            REASONS.get(code, code) or NO_REASON,
            counted[event.value, code],
            share(counted[event.value, code], whole),
        )
        for event in ENDINGS
        for code in sorted(code for known, code in counted if known == event)
    ]


def impact(asked: Asked) -> list[Row]:
    """Stage by stage, how the groups that the portal may know fare against each other.

    Where fewer than five of a group reached a stage, no number of that stage is shown: with the
    whole known, the other's would give it away.
    """
    found: list[Row] = []
    for field, title, groups in GROUPS:
        counted = _by_group(asked, field)
        sent = {key: counted[key, STAGES[0]] for key in groups}
        for stage in STAGES[1:]:
            numbers = {key: counted[key, stage] for key in groups}
            small = min((*numbers.values(), *sent.values())) < SMALLEST
            rates = {key: numbers[key] / sent[key] for key in groups if sent[key]}
            best = max(rates.values(), default=0)
            for key, name in groups.items():
                words = (f"{title}: {name}", stage)
                if small:
                    found.append((*words, FEW, None, None, ""))
                    continue
                ratio = rates[key] / best
                below = "below four fifths" if ratio < FOUR_FIFTHS else ""
                rate = round(100 * rates[key], 1)
                found.append((*words, numbers[key], rate, round(ratio, 2), below))
    return found


def _by_group(asked: Asked, field: str) -> Counter[tuple[object, str]]:
    """How many of each group reached each stage. One query."""
    rows = (
        StatusChange.objects.filter(application__in=asked.applications, to_status__in=STAGE_OF)
        .order_by()
        .values_list(f"application__{field}", "to_status")
        .annotate(people=Count("application", distinct=True))
    )
    return Counter({(group, STAGE_OF[status]): people for group, status, people in rows})
