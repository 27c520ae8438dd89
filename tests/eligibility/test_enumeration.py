"""Section 2 by brute force: uncertain facts decided once for each value and each end of a date.

The rules settle uncertain facts by shorter ways; here every combination is written out as a plain
case and decided, and the outcomes are put together as the sentences of section 2 say.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eligibility import decide

from .helpers import make_case, outcome_of
from .naive_dates import last_day_of_month

AS_OF = date(2026, 11, 22)
many = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def near(*days: str) -> st.SearchStrategy[str]:
    """Days around the limits, and the months and years that hold them."""
    exact = st.builds(
        lambda day, shift: (date.fromisoformat(day) + timedelta(days=shift)).isoformat(),
        st.sampled_from(days),
        st.integers(-1, 1),
    )
    return st.one_of(exact, exact.map(lambda day: day[:7]), exact.map(lambda day: day[:4]))


def stated(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """One value, or several of different sources."""
    one = st.builds(lambda value: {"value": value, "source": "hr_record"}, values)
    return st.one_of(values, st.lists(one, min_size=2, max_size=3))


def choices(value: Any) -> list[Any]:
    """Every way of taking one stated value for each fact."""
    if isinstance(value, dict):
        if set(value) == {"value", "source"}:
            return choices(value["value"])
        ways = itertools.product(*[choices(each) for each in value.values()])
        return [dict(zip(value, way, strict=True)) for way in ways]
    if isinstance(value, list):
        if value and all(isinstance(each, dict) and "value" in each for each in value):
            return [way for each in value for way in choices(each)]
        return [list(way) for way in itertools.product(*[choices(each) for each in value])]
    return [value]


def ends(value: Any) -> list[Any]:
    """Every way of taking the first or the last day for each partial date."""
    if isinstance(value, dict):
        ways = itertools.product(*[ends(each) for each in value.values()])
        return [dict(zip(value, way, strict=True)) for way in ways]
    if isinstance(value, list):
        return [list(way) for way in itertools.product(*[ends(each) for each in value])]
    if isinstance(value, str) and value[:4].isdigit() and len(value) in (4, 7):
        year, month = int(value[:4]), int(value[5:7] or 0)
        last = last_day_of_month(year, month or 12)
        return [date(year, month or 1, 1).isoformat(), last.isoformat()]
    return [value]


def one_of_or(outcomes: Iterator[str], otherwise: str) -> str:
    found = set(outcomes)
    return found.pop() if len(found) == 1 else otherwise


def by_brute_force(facts: dict[str, Any], rule: str) -> str:
    def decided(way: dict[str, Any]) -> str:
        case = make_case(way, as_of=AS_OF.isoformat())
        return outcome_of(decide(case), rule)

    return one_of_or(
        (
            one_of_or((decided(exact) for exact in ends(way)), "needs_evidence")
            for way in choices(facts)
        ),
        "refer",
    )


def assert_same(facts: dict[str, Any], rule: str) -> None:
    case = make_case(facts, as_of=AS_OF.isoformat())
    assert outcome_of(decide(case), rule) == by_brute_force(facts, rule)


@many
@given(stated(st.one_of(near("2026-11-22"), st.just("not_confirmed"))))
def test_employee(confirmed: Any) -> None:
    assert_same({"employment": {"probation_confirmed_on": confirmed}}, "internal.employee")


@many
@given(
    stated(near("2025-11-22")),
    stated(near("2025-11-21")),
    stated(st.sampled_from(["leave", "other"])),
)
def test_agency(start: Any, ended: Any, reason: Any) -> None:
    agency = {"service_started_on": start, "breaks": [{"to": ended, "reason": reason}]}
    assert_same({"agency": agency}, "internal.agency")


duties = st.fixed_dictionaries(
    {
        "on": stated(near("2025-11-22", "2026-11-22")),
        "minutes": stated(st.sampled_from([5_999, 6_000, 11_400, 12_000])),
    },
    optional={"training": stated(st.booleans())},
)


@many
@given(st.lists(duties, max_size=2), st.one_of(st.none(), stated(st.booleans())))
def test_special(listed: list[dict[str, Any]], prevented: Any) -> None:
    special: dict[str, Any] = {"duties": listed}
    if prevented is not None:
        special["prevented"] = prevented
    assert_same({"special": special}, "internal.special")


@many
@given(stated(near("2021-11-22", "2026-11-22")), stated(st.booleans()), stated(st.booleans()))
def test_early_departure(left_on: Any, scheme: Any, compensation: Any) -> None:
    period = {
        "left_on": left_on,
        "early_departure_scheme": scheme,
        "compensation": compensation,
    }
    assert_same({"previous_met_service": [period]}, "bar.early_departure")
