"""What must hold for any input (end of section 6), tried on random cases."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from eligibility import FactError, decide, questions_that_matter, recompute
from eligibility.outcomes import OUTCOMES, RESULTS

from . import strategies as own
from .helpers import outcome_of, verified

many = settings(
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

# What a person may add to a settled answer; leaving them out is no open question.
ADDITIONS = {"prevented", "lifetime_minutes", "duties", "duty_minutes", "breaks", "training"}
HOURS = {"minutes", "duty_minutes", "minutes_last_12_months", "lifetime_minutes"}
LISTS = {"breaks", "duties", "previous_met_service"}
STANDING = {"not_met": 0, "needs_evidence": 1, "refer": 1, "met": 2}


def stated_facts(case: dict[str, Any]) -> Iterator[tuple[Any, str, Any]]:
    """Every fact of a case: the object that holds it, its key and what is stated."""
    pending = list(case["facts"].values())
    for key in ("previous_met_service",):
        if case["facts"].get(key) is not None:
            yield case["facts"], key, case["facts"][key]
    while pending:
        holder = pending.pop()
        if isinstance(holder, list):
            pending.extend(holder)
        if not isinstance(holder, dict):
            continue
        for key, value in holder.items():
            if key == "value":
                pending.append(value)
            elif key != "source":
                yield holder, key, value
                pending.append(value)


@many
@given(own.cases(), st.data())
def test_an_unknown_never_bars_or_ends_by_itself(case: dict[str, Any], data: st.DataObject) -> None:
    facts = [
        found for found in stated_facts(case) if found[1] not in ADDITIONS and found[2] is not None
    ]
    assume(facts)
    holder, key, _ = data.draw(st.sampled_from(facts))
    known = decide(case).result
    holder[key] = None
    unknown = decide(case).result
    if unknown == "barred":
        assert known == "barred"
    if unknown == "not_eligible":
        assert known in ("not_eligible", "barred")


@many
@given(own.cases(), st.data())
def test_higher_standing_never_turns_met_into_needs_evidence(
    case: dict[str, Any], data: st.DataObject
) -> None:
    facts = [
        (holder, key, value)
        for holder, key, value in stated_facts(case)
        if value is not None and not isinstance(value, dict | list) and key != "id"
    ]
    assume(facts)
    holder, key, value = data.draw(st.sampled_from(facts))
    before = decide(case)
    other = value if key in LISTS else data.draw(st.sampled_from([value, _differing(key, value)]))
    holder[key] = [{"value": value, "source": "declared"}, verified(other)]
    after = decide(case)
    for rule in before.rules:
        if rule.outcome == "met":
            assert outcome_of(after, rule.rule) != "needs_evidence"
    if before.result in ("eligible", "eligible_subject_to_evidence"):
        assert after.result != "needs_evidence"


WORDS = {
    "force_kind": ("home_office", "other"),
    "rank": ("constable", "sergeant_or_above"),
    "kind": ("police_staff", "police_officer", "pcso", "ddo"),
    "reason": ("sickness", "leave", "family_leave", "jury_service", "other"),
}


def _differing(key: str, value: Any) -> Any:
    """Another possible value of the same fact, where one is near at hand."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if key in WORDS:
        return next(each for each in WORDS[key] if each != value)
    return value[:4] if value[:4].isdigit() and len(value) in (7, 10) else value


@many
@given(own.previous_services, own.days, st.integers(1, 4000))
def test_once_free_of_the_bar_free_on_every_later_day(previous: Any, day: str, later: int) -> None:
    case = {
        "as_of": day,
        "vacancy": {"route": "external_staff", "role_class": "pcso", "closes_on": None},
        "facts": {"previous_met_service": previous},
    }
    assume(outcome_of(decide(case), "bar.early_departure") == "met")
    case["as_of"] = (date.fromisoformat(day) + timedelta(days=later)).isoformat()
    assert outcome_of(decide(case), "bar.early_departure") == "met"


@many
@given(
    own.cases(route="internal_staff", role_class="police_staff"), st.data(), st.integers(1, 20_000)
)
def test_more_hours_never_hurt(case: dict[str, Any], data: st.DataObject, more: int) -> None:
    hours = [
        found for found in stated_facts(case) if found[1] in HOURS and found[2] not in (None, [])
    ]
    assume(hours)
    holder, key, value = data.draw(st.sampled_from(hours))
    before = decide(case)
    holder[key] = _raised(value, more)
    after = decide(case)
    for rule in ("internal.special", "internal.volunteer"):
        if (was := outcome_of(before, rule)) != "not_applicable":
            assert STANDING[outcome_of(after, rule)] >= STANDING[was]


def _raised(value: Any, more: int) -> Any:
    if isinstance(value, list):
        return [_raised(each, more) for each in value]
    if isinstance(value, dict):
        raised = _raised(value["value"], more)
        return {**value, "value": raised}
    return None if value is None else value + more


@many
@given(own.cases(), st.randoms(use_true_random=False))
def test_the_order_of_lists_never_matters(case: dict[str, Any], random: Any) -> None:
    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: shuffled(each) for key, each in value.items()}
        if isinstance(value, list):
            items = [shuffled(each) for each in value]
            random.shuffle(items)
            return items
        return value

    before, after = decide(case), decide(shuffled(case))
    assert after.result == before.result
    assert after.eligible_from == before.eligible_from
    assert after.tier == before.tier
    assert sorted((r.rule, r.outcome, str(r.possible_from)) for r in after.rules) == sorted(
        (r.rule, r.outcome, str(r.possible_from)) for r in before.rules
    )
    assert without_numbers(after.missing) == without_numbers(before.missing)
    assert without_numbers(after.unverified) == without_numbers(before.unverified)


def without_numbers(paths: tuple[str, ...]) -> set[str]:
    return {re.sub(r"\[\d+\]", "[]", path) for path in paths}


@many
@given(own.cases())
def test_decisions_are_deterministic_and_leave_the_case_alone(case: dict[str, Any]) -> None:
    before = copy.deepcopy(case)
    first = decide(case)
    assert case == before
    assert decide(before).as_json() == first.as_json()
    assert recompute(json.dumps(case)).as_json() == first.as_json()
    assert recompute(case).as_dict() == first.as_dict()


@many
@given(own.cases())
def test_the_output_is_well_formed(case: dict[str, Any]) -> None:
    decision = decide(case)
    assert decision.as_json() == json.dumps(decision.as_dict())
    assert decision.result in RESULTS
    for rule in decision.rules:
        assert rule.outcome in OUTCOMES
        assert rule.text.endswith(".")
        assert "  " not in rule.text
        assert set(rule.declared) <= set(rule.facts_used)
        if rule.outcome != "not_met":
            assert rule.possible_from is None
        if rule.outcome in ("met", "not_met"):
            assert rule.missing == ()
    if decision.eligible_from is not None:
        assert decision.result in ("barred", "not_eligible")
        assert decision.eligible_from > decision.as_of
    if decision.result == "needs_evidence":
        assert decision.missing or decision.unverified
    if decision.result == "eligible":
        assert decision.missing == decision.unverified == ()
    if decision.result == "eligible_subject_to_evidence":
        assert decision.unverified
    assert len(set(decision.missing)) == len(decision.missing)


@many
@given(own.cases())
def test_on_its_possible_from_day_a_rule_no_longer_fails(case: dict[str, Any]) -> None:
    for rule in decide(case).rules:
        if rule.possible_from is not None:
            later = {**case, "as_of": rule.possible_from.isoformat()}
            assert outcome_of(decide(later), rule.rule) != "not_met"


@many
@given(own.cases())
def test_only_missing_facts_are_asked_for(case: dict[str, Any]) -> None:
    decision = decide(case)
    questions = questions_that_matter(case)
    assert set(questions) <= set(decision.missing)
    assert set(decision.missing) - set(questions) <= {"special.duties"}


json_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.sampled_from(["2026-02-30", "0000-01-01", "9999-12-31", "2026-13", "none", "26-1-1"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@many
@given(own.cases(), json_values, st.data())
def test_any_value_anywhere_gives_a_decision_or_an_error_with_its_path(
    case: dict[str, Any], value: Any, data: st.DataObject
) -> None:
    places: list[tuple[Any, Any]] = []

    def collect(holder: Any) -> None:
        keys: Any = holder if isinstance(holder, dict) else range(len(holder))
        for key in keys:
            places.append((holder, key))
            if isinstance(holder[key], dict | list):
                collect(holder[key])

    collect(case)
    holder, key = data.draw(st.sampled_from(places))
    holder[key] = value
    answer = _decide_or_refuse(case)
    assert answer in RESULTS or answer.startswith(("id", "as_of", "vacancy", "facts"))


def _decide_or_refuse(case: dict[str, Any]) -> str:
    """The result, or the path of the error."""
    try:
        return decide(case).result
    except FactError as error:
        return error.path
