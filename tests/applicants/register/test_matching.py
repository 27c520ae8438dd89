"""Why somebody fits an opening, each thing on its own."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from applicants.register.matching import matches
from applicants.register.models import RegisterProfile
from vacancies.models import Vacancy

TODAY = date(2026, 11, 22)


def profile(**fields) -> RegisterProfile:
    values = {
        "pk": 1,
        "titles": ["HR Advisor"],
        "families": ["hr"],
        "rate": Decimal("20.50"),
        "rate_unit": "hour",
        "available_from": date(2026, 12, 1),
        "areas": ["AS"],
        "hybrid": "any",
        "clearance": "",
    }
    return RegisterProfile(**{**values, **fields})


def opening(**fields) -> Vacancy:
    values = {
        "title": "HR Advisor (employee relations)",
        "job_family": "hr",
        "vetting_level": "rv",
        "working_patterns": ["full_time"],
        "rate": Decimal("21.40"),
        "rate_unit": "hour",
        "closes_at": None,
    }
    return Vacancy(**{**values, **fields})


def reason(name: str, *, of=None, to=None, bcus=("AS",)):
    [match] = matches([of or profile()], to or opening(), bcus=bcus, today=TODAY)
    return next(one for one in match.reasons if one.name == name)


@pytest.mark.parametrize(
    ("titles", "title", "fits"),
    [
        (["HR Advisor"], "HR Advisor (employee relations)", True),
        (["Project managers"], "Project Manager, Estates", True),
        (["Technical & Capital Accountant"], "Technical and Capital Accountant", True),
        (["HR Administrator"], "HR Advisor", False),
        (["Administrator"], "HR Administrator", True),
    ],
)
def test_titles_match_whatever_their_capitals_signs_and_plurals(titles, title, fits):
    assert reason("Title", of=profile(titles=titles), to=opening(title=title)).fits is fits


def test_the_title_that_the_advert_was_given_counts_whatever_its_own_says():
    named = opening(title="People Partner, Lambeth", family_title="HR Advisor")
    assert reason("Title", to=named).text == "Looks for “HR Advisor”."
    assert not reason("Title", to=opening(title="People Partner, Lambeth")).fits
    other = profile(titles=["HR Administrator"])
    assert not reason("Title", of=other, to=named).fits


@pytest.mark.parametrize(
    ("available", "fits"), [(date(2027, 7, 1), True), (date(2027, 7, 2), False)]
)
def test_the_day_on_which_an_opening_closes_is_londons(available, fits):
    closes_at = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight on 1 July
    found = reason("Start", of=profile(available_from=available), to=opening(closes_at=closes_at))
    assert found.fits is fits
    assert "closes on 1 July 2027" in found.text


def test_who_looks_for_another_kind_of_role_is_no_match():
    other = profile(titles=["Copywriter"], families=["marketing"])
    assert matches([other], opening(), bcus=["AS"], today=TODAY) == []


@pytest.mark.parametrize(
    ("needs", "holds", "until", "fits"),
    [
        ("rv", "", None, True),
        ("nppv2", "", None, True),
        ("ctc", "", None, False),
        ("ctc", "ctc", TODAY, True),
        ("ctc", "ctc", date(2026, 11, 21), False),
        ("rv_ctc", "sc", date(2027, 1, 1), True),
        ("sc", "ctc", date(2027, 1, 1), False),
        ("dv", "esc", date(2027, 1, 1), False),
        ("sc", "dv", date(2027, 1, 1), True),
        ("mv", "dv", date(2027, 1, 1), False),
        ("mv", "mv", date(2027, 1, 1), True),
    ],
)
def test_a_clearance_covers_the_lower_ones_while_it_is_in_date(needs, holds, until, fits):
    held = profile(clearance=holds, clearance_until=until)
    assert reason("Clearance", of=held, to=opening(vetting_level=needs)).fits is fits


@pytest.mark.parametrize(
    ("areas", "bcus", "fits"),
    [
        (["AS"], ["AS", "NW"], True),
        (["SN"], ["AS"], False),
        (["anywhere"], ["AS"], True),
        (["SN"], [""], False),
        (["outside"], [""], True),
        (["SN"], [], True),
    ],
)
def test_places(areas, bcus, fits):
    assert reason("Place", of=profile(areas=areas), bcus=bcus).fits is fits


@pytest.mark.parametrize(
    ("rate", "unit", "pays", "per", "fits"),
    [
        ("21.40", "hour", "21.40", "hour", True),
        ("21.41", "hour", "21.40", "hour", False),
        ("40.00", "hour", "288.00", "day", True),
        ("40.01", "hour", "288.00", "day", False),
        ("288.00", "day", "40.00", "hour", True),
        ("289.00", "day", "40.00", "hour", False),
    ],
)
def test_rates_by_the_hour_and_by_the_day(rate, unit, pays, per, fits):
    wish = profile(rate=Decimal(rate), rate_unit=unit)
    found = reason("Rate", of=wish, to=opening(rate=Decimal(pays), rate_unit=per))
    assert found.fits is fits
    assert f"£{rate}" in found.text
    assert f"£{pays}" in found.text


def test_the_best_match_comes_first_and_the_earliest_of_equals():
    early, late = profile(pk=1, available_from=date(2026, 11, 22)), profile(pk=2)
    poor = profile(pk=3, areas=["NW"])
    found = matches([poor, late, early], opening(), bcus=["AS"], today=TODAY)
    assert [one.profile.pk for one in found] == [1, 2, 3]
    assert [one.fitting for one in found] == [7, 6, 5]
