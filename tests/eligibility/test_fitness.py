"""Levels of the fitness test: dated values with their sources, compared as pairs."""

from __future__ import annotations

from datetime import date

import pytest

from eligibility import (
    FitnessLevels,
    Level,
    ParameterError,
    catalogue_text,
    load_fitness_entries,
    read_level,
    required_level,
    rules_catalogue,
)

TODAY = date(2026, 11, 22)
PCSO = "jrft.level.pcso"


@pytest.mark.parametrize(
    ("role_class", "day", "level"),
    [
        ("police_officer", date(2024, 3, 31), "5:4"),
        ("police_officer", date(2024, 4, 1), "3:7"),
        ("pcso", TODAY, "3:7"),
        ("ddo", TODAY, "3:7"),
        ("special_constable", date(1900, 1, 1), "5:4"),
        ("special_constable", TODAY, "5:4"),
    ],
)
def test_each_role_has_its_level_on_each_day(role_class, day, level):
    found = required_level(role_class, day)
    assert found is not None
    assert str(found.level) == level
    assert found.dated.quote != ""
    assert found.dated.decided_on == TODAY


@pytest.mark.parametrize("role_class", ["police_staff", "volunteer"])
def test_a_role_without_the_test_has_no_level(role_class):
    assert required_level(role_class, TODAY) is None


def test_pairs_are_compared_and_not_decimals():
    assert Level(5, 10) > Level(5, 4)
    assert Level(5, 4) >= Level(5, 4)
    assert not Level(5, 3) >= Level(5, 4)
    assert not Level(4, 9) >= Level(5, 1)
    assert Level(6, 1) > Level(5, 11)


def test_a_level_from_a_day_on_is_one_more_entry():
    entries = load_fitness_entries()
    entries[PCSO]["values"].append(
        {
            "value": [5, 10],
            "valid_from": "2027-04-01",
            "document": "a-test",
            "quote": "5:10",
            "reason": "Made up for this test.",
            "decided_on": "2027-01-15",
            "decided_by": "The tests",
        }
    )
    levels = FitnessLevels(entries)
    before = levels.required("pcso", date(2027, 3, 31))
    after = levels.required("pcso", date(2027, 4, 1))
    assert (str(before.level), str(after.level)) == ("3:7", "5:10")  # type: ignore[union-attr]
    assert str(levels.required("ddo", date(2027, 4, 1)).level) == "3:7"  # type: ignore[union-attr]


@pytest.mark.parametrize("wrong", [[5], [5, 0], [0, 4], ["5", 4], [5, 4, 1], 5.4, "5:4", [5, True]])
def test_a_level_that_is_no_pair_is_refused(wrong):
    entries = load_fitness_entries()
    entries[PCSO]["values"][0]["value"] = wrong
    with pytest.raises(ParameterError):
        FitnessLevels(entries)
    with pytest.raises(ParameterError):
        read_level(wrong)


def test_a_source_is_never_missing():
    entries = load_fitness_entries()
    del entries[PCSO]["values"][1]["quote"]
    with pytest.raises(ParameterError, match="quote is missing"):
        FitnessLevels(entries)


def test_the_levels_are_published_with_the_rules_and_change_no_ruleset():
    catalogue = rules_catalogue()
    assert [one["name"] for one in catalogue["fitness"]] == list(load_fitness_entries())
    assert "FITNESS TEST" in catalogue_text(catalogue)
    assert len(catalogue["rulesets"]) == 1
