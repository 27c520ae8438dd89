"""Finding adverts by place, distance, pay and time; help where nothing is found; broad sets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from recruitment.demo.load_vacancies import load_vacancies
from tests.vacancies.adverts import CLOSES, INTERNAL, NOW, RESTRICTED, TEMPORARY, make_open, viewer
from vacancies import finding, survey, tally
from vacancies.choices import Visibility
from vacancies.finding import SearchResult, search_vacancies
from vacancies.models import Base, Vacancy
from vacancies.params import NOTICE_PLACE, read_params
from vacancies.whereabouts import find_place, ids_within, known_bases

pytestmark = pytest.mark.django_db


def find(query: str, kind: Visibility = Visibility.PUBLIC) -> SearchResult:
    return search_vacancies(viewer(), read_params(QueryDict(query))[0], kind=kind)


def titles(query: str) -> list[str]:
    return [vacancy.title for vacancy in find(query).page]


def counts(result: SearchResult) -> dict[str, dict[str, int]]:
    lists = {
        facet.name: {choice.code: choice.count for choice in facet.choices}
        for facet in result.facets
    }
    steps = {
        name: {code: count for code, _, count in choices if count}
        for name, choices in result.steps.items()
    }
    return {**lists, **steps}


@pytest.fixture
def places() -> None:
    make_open(title="Croydon", bases=("Croydon",))
    make_open(title="South", bases=("South BCU (SN)",))
    make_open(title="Brixton or Lambeth", bases=("Brixton", "Lambeth"))
    make_open(title="Gravesend", bases=("Gravesend",))
    make_open(title="Nowhere", bases=())


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("base=croydon", {"Croydon"}),
        ("borough=croydon", {"Croydon", "South"}),
        ("borough=bromley", {"South"}),
        ("borough=lambeth", {"Brixton or Lambeth"}),
        ("bcu=AS", {"Brixton or Lambeth"}),
        ("bcu=outside", {"Gravesend"}),
        ("bcu=AS&base=croydon", {"Croydon", "Brixton or Lambeth"}),
        ("base=paris", set()),
        ("near=Croydon&miles=1", {"Croydon"}),
        ("near=croydon&miles=3", {"Croydon", "South"}),
        ("near=Brixton&miles=1", {"Brixton or Lambeth"}),
        ("near=Waterloo&miles=1", {"Brixton or Lambeth"}),
        ("near=Bromley&miles=5&bcu=SN", {"South"}),
    ],
)
def test_where(query: str, expected: set[str]) -> None:
    assert set(titles(query)) == expected


@pytest.mark.usefixtures("places")
def test_places_count_once_for_each_area_and_leave_out_their_own_limit() -> None:
    found = counts(find("bcu=SN&near=Brixton&miles=1"))
    assert found["bcu"] == {"AS": 1, "SN": 0}
    assert found["borough"] == {"lambeth": 1}
    assert found["base"] == {"brixton": 1, "lambeth": 1}
    assert found["miles"] == {"10": 2, "20": 2}


@pytest.mark.usefixtures("places")
def test_the_nearest_come_first_and_say_how_far() -> None:
    assert titles("near=Croydon&miles=20") == ["Croydon", "South", "Brixton or Lambeth"]
    assert titles("near=Brixton&miles=20&sort=distance")[0] == "Brixton or Lambeth"
    page = Client().get("/vacancies/?near=Croydon&miles=20").content.decode()
    assert "Croydon (less than a mile from Croydon)" in page
    assert "(6 miles from Croydon)" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_distances_cost_no_query_for_each_row(rows: int, django_assert_num_queries: Any) -> None:
    for number in range(rows):
        make_open(title=f"Analyst {number}", bases=("Croydon", "Lambeth"))
    Client().get("/vacancies/")  # what a process reads once
    with django_assert_num_queries(3):
        page = Client().get("/vacancies/?near=Brixton&miles=20")
    assert page.content.decode().count("(2 miles from Brixton)</dd>") == rows


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("croydon", "Croydon"),
        ("  KINGS   cross ", "Kings Cross"),
        ("King's Cross station", "Kings Cross"),
        ("Hammersmith & Fulham", "Hammersmith and Fulham"),
        ("brixten", "Brixton"),
        ("Stoke Newington", "Stoke Newington"),
    ],
)
def test_places_are_known_as_people_write_them(typed: str, name: str) -> None:
    place = find_place(typed)
    assert place is not None
    assert place.name == name


def test_a_place_that_we_do_not_know_is_left_out_and_said() -> None:
    make_open(title="Any")
    page = Client().get("/vacancies/?near=Paris&miles=1&sort=distance")
    assert page.context["notices"] == [NOTICE_PLACE.format(place="Paris")]
    assert [row.title for row in page.context["result"].page] == ["Any"]
    assert 'value="Paris"' in page.content.decode()


def test_distances_are_right() -> None:
    make_open(bases=("Croydon",))
    bases = {base.name: base for base in known_bases()}
    charing_cross = find_place("Charing Cross")
    assert charing_cross is not None
    assert bases["Croydon"].miles_from(charing_cross) == pytest.approx(9.4, abs=0.2)
    assert bases["Gravesend"].miles_from(charing_cross) == pytest.approx(21.8, abs=0.3)
    nearest = ids_within(bases.values(), charing_cross, 1.5)
    assert nearest == [bases[name].id for name in ("New Scotland Yard", "Holborn", "Lambeth")]


def test_pay_of_a_year_an_hour_and_a_day_stand_in_one_order() -> None:
    make_open(title="Salary", salary_min=Decimal(30_000), salary_max=Decimal(41_000))
    make_open(title="Hour", **{**TEMPORARY, "rate": Decimal("20"), "rate_unit": "hour"})
    make_open(title="Day", **{**TEMPORARY, "rate": Decimal("200"), "rate_unit": "day"})
    make_open(title="Scale", salary_min=None, salary_max=None, pay_note="Officer pay scale")
    assert titles("sort=salary") == ["Day", "Salary", "Hour", "Scale"]  # 52,000; 41,000; 37,440
    assert set(titles("salary=40000")) == {"Day", "Salary"}
    assert titles("salary=50000") == ["Day"]
    assert counts(find("salary=50000"))["salary"] == {
        "20000": 3,
        "30000": 3,
        "40000": 2,
        "50000": 1,
    }


def test_closing_within_counts_every_longer_time() -> None:
    for days in (2, 6, 10, 40):
        make_open(title=f"{days}", closes_at=NOW + timedelta(days=days))
    make_open(title="Never", closes_at=None)
    assert titles("closing=7") == ["2", "6"]
    assert counts(find("closing=7"))["closing"] == {"3": 1, "7": 2, "14": 3, "30": 3}


def test_the_columns_of_search_follow_the_bases_however_they_are_written() -> None:
    vacancy = make_open(bases=("Croydon", "Bow"))
    ids = {base.name: base.id for base in Base.objects.all()}
    held = Vacancy.objects.values_list("base_ids", "base_key", "pattern_bits")
    expected = sorted((ids["Croydon"], ids["Bow"]))
    assert held.get() == (expected, " ".join(map(str, expected)), 1)
    vacancy.save()  # it was read before, and must not put back what it knew then
    vacancy.bases.remove(ids["Bow"])
    assert held.get() == ([ids["Croydon"]], str(ids["Croydon"]), 1)
    vacancy.bases.clear()
    vacancy.save()
    assert held.get() == ([], "", 1)


def ways(query: str) -> list[tuple[str, str, str]]:
    return [(way.number, way.label, way.query) for way in find(query).ways]


def test_nothing_found_says_which_filter_keeps_adverts_out() -> None:
    make_open(title="Analyst", bases=("Croydon",))
    make_open(title="Analyst", bases=("Bow",), working_patterns=["shifts"])
    make_open(title="Analyst", **RESTRICTED)
    assert ways("q=analyst&borough=croydon&pattern=shifts") == [
        ("1", "without “Shifts”", "q=analyst&borough=croydon"),
        ("1", "without “Croydon”", "q=analyst&pattern=shifts"),
    ]
    assert ways("q=analyst&borough=croydon&pattern=on_call&salary=80000&contract=interim") == [
        ("2", "without any filter", "q=analyst"),
    ]


def test_nothing_near_says_how_far_away_something_is() -> None:
    make_open(title="Analyst", bases=("Bow",))
    assert ways("q=analyst&near=Stratford&miles=1") == [
        ("1", "within 3 miles of Stratford", "q=analyst&near=Stratford&miles=3"),
        ("1", "without “Within 1 mile of Stratford”", "q=analyst"),
    ]


def test_words_that_never_meet_are_offered_one_by_one() -> None:
    make_open(title="Crime Analyst")
    make_open(title="Gardener")
    make_open(title="Gardener, restricted", **RESTRICTED)
    make_open(title="Gardener, internal", **INTERNAL)
    assert ways("q=gardener+analyst&role=police_staff") == [
        ("1", "with the word “gardener”", "q=gardener&role=police_staff"),
        ("1", "with the word “analyst”", "q=analyst&role=police_staff"),
    ]
    assert ways("q=gardener+analyst&role=pcso") == [
        ("1", "with the word “gardener” and no filters", "q=gardener"),
        ("1", "with the word “analyst” and no filters", "q=analyst"),
    ]
    assert ways("q=zzzzz+analyst") == [("1", "with the word “analyst”", "q=analyst")]
    assert ways("q=zzzzz") == []


def test_the_page_links_to_what_would_be_found() -> None:
    make_open(title="Analyst")
    page = Client().get("/vacancies/?q=analyst&pattern=shifts").content.decode()
    assert '<a class="govuk-link" href="?q=analyst">1 vacancy without “Shifts”</a>' in page


def test_a_restricted_advert_leaves_no_trace_in_help_or_spelling() -> None:
    make_open(title="Falconer", **RESTRICTED)
    result = find("q=falcner+falconer")
    assert (result.total, result.ways, result.notices) == (0, (), [])


@pytest.fixture
def broad(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    tally.forget()
    monkeypatch.setattr(survey, "BROAD", 2)
    yield
    tally.forget()


QUERIES = (
    "",
    "q=police",
    "q=police&route=transferee",
    "route=transferee&pattern=on_call&group=specialist_operations",
    "bcu=SN&bcu=outside&salary=30000",
    "borough=croydon&closing=30&vetting=rv",
    "near=Lambeth&miles=3&contract=interim&family=finance",
    "base=lambeth&role=police_officer",
    "q=police&near=Waterloo&miles=10&salary=20000",
)


def test_broad_sets_are_counted_and_paged_as_others_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load_vacancies(now=timezone.now())
    tally.forget()
    afresh = {query: find(query) for query in QUERIES}
    monkeypatch.setattr(survey, "BROAD", 0)
    kept = {query: find(query) for query in QUERIES}
    tally.forget()
    for query in QUERIES:
        assert counts(kept[query]) == counts(afresh[query]), query
        assert kept[query].total == afresh[query].total
        assert {row.pk for row in kept[query].page} == {row.pk for row in afresh[query].page}


@pytest.mark.usefixtures("broad")
def test_counts_of_broad_sets_are_a_minute_old_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        make_open(title=f"Analyst {number}")
    assert find("").total == 3
    make_open(title="Newest", closes_at=CLOSES - timedelta(days=1))
    result = find("")
    assert result.total == 3
    assert result.page[0].title == "Newest"  # the rows are never old
    monkeypatch.setattr(tally, "KEPT_SECONDS", 0.0)
    assert find("").total == 4


@pytest.mark.usefixtures("broad")
def test_a_page_in_order_of_distance_asks_for_the_nearest_bases_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finding, "PAGE_SIZE", 2)
    make_open(title="Farther", bases=("Brixton",))
    for number in range(2):
        make_open(title=f"Near {number}", bases=("Croydon",))
    query = "near=Croydon&miles=20"
    assert titles(query) == ["Near 0", "Near 1"]
    with CaptureQueriesContext(connection) as asked:
        assert titles(query) == ["Near 0", "Near 1"]
    near = Base.objects.get(name="Croydon").pk
    assert re.findall(r"ARRAY\[([0-9,]+)\]", asked[-1]["sql"]) == [str(near)]
    # One of them has gone since it was counted: the next nearest takes its place at once.
    Vacancy.objects.filter(title="Near 1").update(status="cancelled")
    assert titles(query) == ["Near 0", "Farther"]
    assert titles(f"{query}&page=2") == []


@pytest.mark.usefixtures("broad")
@pytest.mark.parametrize("typed", ["the", "and+of", "%26%7C!():*", "%F0%9F%98%80", "'"])
def test_words_that_say_nothing_find_nothing_in_a_long_list_too(typed: str) -> None:
    for number in range(4):
        make_open(title=f"Analyst {number}")
    assert find("").total == 4
    assert tally.kept_tally(Visibility.PUBLIC) is not None
    result = find(f"q={typed}")
    assert (result.total, result.notices) == (0, [finding.NOTICE_COMMON])


@pytest.mark.usefixtures("broad")
def test_restricted_adverts_are_never_kept() -> None:
    for number in range(4):
        make_open(title=f"Secret {number}", **RESTRICTED)
        make_open(title=f"Public {number}")
    assert find("").total == 4
    assert find("", Visibility.RESTRICTED).total == 0
    assert tally.kept_tally(Visibility.RESTRICTED) is None
    with pytest.raises(ValueError, match="never kept"):
        tally.tally_of(Vacancy.objects.all(), kind=Visibility.RESTRICTED, at=NOW)
