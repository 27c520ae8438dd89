"""Stored decisions are made again; a planted difference is found and named."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

import eligibility
from applicants.models import EligibilityDecision
from applicants.services import rechecking
from applicants.services.eligibility import decide_again
from applicants.services.rechecking import recheck_decisions
from tests.applicants.factories import make_application, make_vacancy

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
AGENCY = {"status": ["agency"], "agency_start": "2025-11-23", "left_before": "no"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOON, tick=True):
        yield


def decided(**fields) -> EligibilityDecision:
    return decide_again(
        application=make_application(**fields),
        at=timezone.now(),
        occasion=EligibilityDecision.Occasion.SUBMISSION,
    )


def plant(decision: EligibilityDecision, column: str, value: str) -> None:
    """Change a stored row behind the back of the database's own refusal."""
    table = "applicants_eligibilitydecision"
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing may be pending on the table
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER decision_is_never_changed")
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [value, decision.pk])
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER decision_is_never_changed")


def run() -> tuple[int, list[str]]:
    out, code = StringIO(), 0
    try:
        call_command("recheck_eligibility", stdout=out)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, out.getvalue().splitlines()


def test_nothing_stored_is_nothing_wrong():
    assert run() == (0, ["decisions checked: 0", "decisions that differ: 0"])


def test_decisions_of_every_kind_are_made_again_word_for_word():
    clearance = {"code": "clearance", "operator": "one_of", "value": ["SC", "DV"], "label": "C"}
    hours = {"code": "hours", "operator": "at_least", "value": 10, "label": "Hours"}
    several = make_vacancy(criteria=[clearance, hours])
    kept = [
        decided(),
        decided(answers=AGENCY),
        decided(answers={}),
        decided(
            vacancy=several,
            answers={"status": ["volunteer"], "criterion-clearance": "SC", "criterion-hours": 9.5},
        ),
    ]
    assert [one.result for one in kept] == [
        "eligible_subject_to_evidence",
        "not_eligible",
        "not_eligible",
        "not_eligible",
    ]
    assert run() == (0, ["decisions checked: 4", "decisions that differ: 0"])


def test_a_planted_difference_is_named_and_ends_with_1():
    untouched, changed = decided(), decided(answers=AGENCY)
    planted = json.loads(json.dumps(changed.decided))
    planted["eligible_from"] = "2026-11-24"
    planted["rules"][0]["text"] = "Something else."
    planted["tier"] = True
    planted["invented"] = None
    plant(changed, "decided", json.dumps(planted))
    name = f"{changed.application.reference}, decision {changed.pk}"
    code, lines = run()
    assert code == 1
    assert set(lines[:-2]) == {
        f"{name}: eligible_from",
        f"{name}: rules[0].text",
        f"{name}: tier",
        f"{name}: invented",
    }
    assert lines[-2:] == ["decisions checked: 2", "decisions that differ: 1"]
    assert str(untouched.application.reference) not in "\n".join(lines)
    assert "Something else" not in "\n".join(lines)  # keys alone: values are facts about a person


def test_values_that_python_takes_for_equal_are_told_apart():
    changed = decided()
    assert changed.decided["tier"] == 1
    plant(changed, "decided", json.dumps({**changed.decided, "tier": True}))
    assert [one.differences for one in recheck_decisions()] == [("tier",)]


def test_changed_facts_and_changed_columns_are_found_too():
    facts, column = decided(answers=AGENCY), decided()
    plant(facts, "given", json.dumps({**facts.given, "facts": {}}))
    plant(column, "result", "barred")
    by_id = {one.decision_id: one.differences for one in recheck_decisions()}
    assert "rules" in by_id[facts.pk]
    assert by_id[column.pk] == ("column result",)


def test_a_case_that_can_no_longer_be_read_is_a_difference():
    broken = decided()
    plant(broken, "given", json.dumps({**broken.given, "facts": {"agency": {"start": "2025"}}}))
    [one] = recheck_decisions()
    assert one.differences == ("given.facts.agency.start (it can no longer be decided)",)
    assert run()[0] == 1


def with_months(months: int, **dates: str) -> dict:
    entries = eligibility.load_entries()
    values = entries["internal.agency.min_service_months"]["values"]
    values.append({**values[0], "value": months, **dates})
    return entries


def test_a_figure_laid_down_later_for_earlier_days_changes_no_decision_made_before_it():
    decided(answers=AGENCY)
    later = with_months(6, valid_from="2026-06-01", decided_on="2027-03-01")
    assert [one.differences for one in recheck_decisions(entries=later)] == [()]


def test_a_figure_changed_in_its_place_is_found():
    decided(answers=AGENCY)
    entries = eligibility.load_entries()
    entries["internal.agency.min_service_months"]["values"][0]["value"] = 6
    [one] = recheck_decisions(entries=entries)
    assert "result" in one.differences
    assert "rules[0].outcome" in one.differences


def test_rows_are_read_in_chunks_with_one_query(django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(rechecking, "CHUNK", 1)
    decided()
    with django_assert_num_queries(1):
        assert len(list(recheck_decisions())) == 1
    decided()
    decided()
    with django_assert_num_queries(1):
        assert len(list(recheck_decisions())) == 3
