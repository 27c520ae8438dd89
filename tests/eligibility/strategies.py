"""Random cases in the input format, for the properties."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from eligibility.cases import BREAK_REASONS, KINDS_OF_EMPLOYMENT
from eligibility.facts import SOURCES
from eligibility.vacancies import ROLE_CLASSES, ROUTES

# Close together, so that boundaries and leap days are met often.
days = st.one_of(
    st.dates(date(2019, 1, 1), date(2032, 12, 31)),
    st.sampled_from(
        [date(2020, 2, 29), date(2021, 2, 28), date(2024, 2, 29), date(2025, 3, 1)]
        + [date(2025, 11, day) for day in (21, 22, 23, 24)]
        + [date(2021, 11, day) for day in (21, 22, 23)]
    ),
).map(date.isoformat)
as_ofs = st.one_of(days, st.just("2026-11-22"))
partial_days = st.one_of(days, days.map(lambda d: d[:7]), days.map(lambda d: d[:4]))
flags = st.booleans()
minutes = st.one_of(
    st.integers(0, 30_000), st.sampled_from([599, 600, 7_199, 7_200, 11_999, 12_000])
)
sources = st.sampled_from(sorted(SOURCES))


def sourced(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(lambda value, source: {"value": value, "source": source}, values, sources)


def fact(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Unknown, plain, with its source, or stated by several sources."""
    return st.one_of(
        st.none(), values, sourced(values), st.lists(sourced(values), min_size=1, max_size=3)
    )


def list_fact(items: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    lists = st.lists(items, max_size=4)
    return st.one_of(
        st.none(), lists, sourced(lists), st.lists(sourced(lists), min_size=1, max_size=2)
    )


def block(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """An object in which every key may be left out."""
    return st.fixed_dictionaries({}, optional=keys)


probation = fact(st.one_of(partial_days, st.just("not_confirmed")))
employments = block(
    kind=fact(st.sampled_from(KINDS_OF_EMPLOYMENT)), probation_confirmed_on=probation
)
agencies = block(
    service_started_on=fact(partial_days),
    breaks=list_fact(
        st.fixed_dictionaries(
            {},
            optional={
                "from": fact(partial_days),
                "to": fact(partial_days),
                "reason": fact(st.sampled_from(BREAK_REASONS)),
            },
        )
    ),
)
specials = block(
    duties=list_fact(block(on=fact(partial_days), minutes=fact(minutes), training=fact(flags))),
    duty_minutes=fact(minutes),
    prevented=fact(flags),
)
volunteers = block(
    started_on=fact(partial_days),
    minutes_last_12_months=fact(minutes),
    lifetime_minutes=fact(minutes),
    with_cadets=fact(flags),
    attendance_confirmed=fact(flags),
)
transfers = block(
    serving=fact(flags),
    force_kind=fact(st.sampled_from(["home_office", "other"])),
    rank=fact(st.sampled_from(["constable", "sergeant_or_above"])),
    probation_confirmed_on=probation,
    probation_with_current_force=fact(flags),
    meets_day_to_day_requirements=fact(flags),
)
services = block(
    left_on=fact(partial_days),
    early_departure_scheme=fact(flags),
    compensation=fact(flags),
)
previous_services = st.one_of(st.just("none"), sourced(st.just("none")), list_fact(services))

numbers = st.one_of(st.integers(-50, 50), st.floats(-50, 50))
words = st.sampled_from(["SC", "DV", "CTC", "B1"])
CRITERIA: dict[str, tuple[st.SearchStrategy[Any], st.SearchStrategy[Any]]] = {
    "is_true": (st.just(True), flags),
    "equals": (words, words),
    "one_of": (st.lists(words, min_size=1, max_size=3), words),
    "at_least": (numbers, numbers),
    "at_most": (numbers, numbers),
    "on_or_before": (st.one_of(days, st.just("reference")), partial_days),
    "on_or_after": (st.one_of(days, st.just("reference")), partial_days),
    "held_for_months": (st.integers(0, 60), partial_days),
    "age_at_least": (st.integers(0, 10), partial_days),
    "judged": (st.none(), st.one_of(flags, st.text(max_size=20))),
}


@st.composite
def criteria_with_answers(draw: st.DrawFn) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    criteria, answers = [], {}
    for number, operator in enumerate(draw(st.lists(st.sampled_from(list(CRITERIA)), max_size=3))):
        values, given = CRITERIA[operator]
        criterion = {"code": f"c{number}", "operator": operator, "value": draw(values)}
        if draw(flags):
            criterion["reference"] = draw(st.sampled_from(["as_of", "closes_on"]))
        criteria.append(criterion)
        if draw(flags):
            answers[f"c{number}"] = draw(fact(given))
    return criteria, answers


@st.composite
def cases(draw: st.DrawFn, **fixed: Any) -> dict[str, Any]:
    """A whole case; `fixed` sets the route or the role class."""
    criteria, answers = draw(criteria_with_answers())
    facts = draw(
        block(
            employment=st.one_of(st.none(), employments),
            agency=st.one_of(st.none(), agencies),
            special=st.one_of(st.none(), specials),
            volunteer=st.one_of(st.none(), volunteers),
            transfer=st.one_of(st.none(), transfers),
            previous_met_service=previous_services,
        )
    )
    facts["answers"] = answers
    return {
        "id": "case",
        "as_of": draw(as_ofs),
        "vacancy": {
            "route": fixed.get("route") or draw(st.sampled_from(ROUTES)),
            "role_class": fixed.get("role_class") or draw(st.sampled_from(ROLE_CLASSES)),
            "closes_on": draw(days),
            "criteria": criteria,
        },
        "facts": facts,
    }
