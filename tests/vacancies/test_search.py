"""Finding adverts: words, places, typing mistakes, filters, orders, pages and their cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from recruitment.demo.load_vacancies import load_vacancies
from tests.vacancies.adverts import CLOSES, INTERNAL, NOW, RESTRICTED, make_open, viewer
from vacancies import finding, survey, tally
from vacancies.choices import Visibility
from vacancies.finding import (
    NOTICE_COMMON,
    NOTICE_LAST_PAGE,
    NOTICE_NEAR,
    SearchResult,
    search_vacancies,
)
from vacancies.models import Vacancy
from vacancies.params import read_params
from vacancies.search import in_order, order_of, with_words
from vacancies.visibility import visible_vacancies

pytestmark = pytest.mark.django_db


def find(query: str, kind: Visibility = Visibility.PUBLIC) -> SearchResult:
    return search_vacancies(viewer(), read_params(QueryDict(query))[0], kind=kind)


def numbers(query: str, kind: Visibility = Visibility.PUBLIC) -> list[str]:
    """The last digits of the references found, in order."""
    return [vacancy.reference[-2:] for vacancy in find(query, kind).page]


@pytest.fixture
def demo() -> None:
    load_vacancies(now=timezone.now())


WORDS = {
    "q=M07": ["13"],
    "q=mo7": ["13"],
    "q=tsg": ["13"],
    "q=borough+command+unit": ["03", "12", "13", "10", "18", "25"],
    "q=Basic+Command+Unit": ["03", "12", "13", "10", "18", "25"],
    "q=BCU": ["03", "12", "13", "10", "18", "25"],
    "q=invest": ["07", "15", "08", "18"],
    "q=investigators": ["07", "15", "08", "18"],
    "q=dispatch": ["12"],
    "q=MPS-26-0417": ["17"],
    "q=mps-26-0417": ["17"],
    "q=MPS-26-0422": [],
    "q=Covert+Support": ["17"],
    "q=croydon": ["03", "24", "10", "18", "25"],
    "q=officer+bromley": ["03", "10", "18", "24", "25"],
    "q=gravesend": ["16"],
    "q=plumber": [],
}
MISTAKES = {  # what is found is what the right word finds
    "q=constible": "constable",
    "q=soical+meida": "social media",
    "q=investigater": "investigator",
    "q=counter+terorism": "counter terrorism",
    "q=buisness+analyst": "business analyst",
    "q=Analsyt": "analyst",
}
FILTERS = {
    "route=new_constable&route=special_constable": ["24", "25"],
    "role=police_officer&group=specialist_operations": ["14", "15"],
    "pattern=part_time": ["26", "03", "25"],
    "contract=interim&group=finance": ["05"],
    "bcu=SN": ["03", "24", "10", "18", "25"],
    "bcu=outside": ["16"],
    "bcu=outside&bcu=SN": ["03", "24", "16", "10", "18", "25"],
    "closing=14": ["09", "02", "26"],
    "closing=14&q=business": ["09"],
    "closing=3": [],
}


@pytest.mark.usefixtures("demo")
def test_words() -> None:
    assert {query: numbers(query) for query in WORDS} == WORDS


@pytest.mark.usefixtures("demo")
def test_typing_mistakes_find_what_was_meant_and_say_so() -> None:
    for query, meant in MISTAKES.items():
        result = find(query)
        assert result.notices == [NOTICE_NEAR.format(words=meant)]
        assert result.searched == meant
        assert numbers(query) == numbers(f"q={meant}") != []


@pytest.mark.usefixtures("demo")
def test_filters() -> None:
    assert {query: numbers(query) for query in FILTERS} == FILTERS


@pytest.mark.usefixtures("demo")
def test_words_that_say_nothing_are_told_apart_from_words_that_find_nothing() -> None:
    assert (find("q=the").total, find("q=the").notices) == (0, [NOTICE_COMMON])
    assert (find("q=zzzzzz").total, find("q=zzzzzz").notices) == (0, [])


@pytest.mark.usefixtures("demo")
def test_each_list_holds_its_own_adverts_only() -> None:
    assert [find("", kind).total for kind in Visibility] == [22, 3, 0]
    assert numbers("", Visibility.INTERNAL) == ["19", "20", "21"]
    assert "route" not in {facet.name for facet in find("", Visibility.INTERNAL).facets}


def test_orders() -> None:
    make_open(title="Late", closes_at=CLOSES + timedelta(days=9), days_ago=1)
    make_open(title="Rolling analyst", closes_at=None, days_ago=2)
    make_open(title="Soon", summary="Work beside an analyst.", closes_at=CLOSES, days_ago=3)

    def titles(query: str) -> list[str]:
        return [vacancy.title for vacancy in find(query).page]

    assert titles("") == ["Soon", "Late", "Rolling analyst"]
    assert titles("sort=closing") == ["Soon", "Late", "Rolling analyst"]
    assert titles("sort=newest") == ["Late", "Rolling analyst", "Soon"]
    assert titles("q=analyst") == ["Rolling analyst", "Soon"]
    assert titles("q=analyst&sort=closing") == ["Soon", "Rolling analyst"]
    assert titles("sort=relevance") == ["Soon", "Late", "Rolling analyst"]


@pytest.fixture
def broad(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two adverts are already too many to be counted afresh or ranked."""
    tally.forget()
    monkeypatch.setattr(survey, "BROAD", 2)
    monkeypatch.setattr(finding, "RANKED", 2)
    yield
    tally.forget()


@pytest.mark.usefixtures("broad")
def test_too_many_matches_are_put_by_date_instead_of_ranked() -> None:
    make_open(title="Analyst, older", days_ago=5)
    make_open(title="Newer", summary="Work beside an analyst.", days_ago=2)
    assert [vacancy.title for vacancy in find("q=analyst").page] == ["Analyst, older", "Newer"]
    make_open(title="Newest", summary="Work beside an analyst.", days_ago=1)
    assert [vacancy.title for vacancy in find("q=analyst").page] == [
        "Newest",
        "Newer",
        "Analyst, older",
    ]


def test_twenty_to_a_page_and_no_page_beyond_the_last() -> None:
    for number in range(21):
        make_open(title=f"Analyst {number:02}", closes_at=CLOSES + timedelta(days=number))
    first, second, third = (find(f"page={page}") for page in (1, 2, 3))
    assert [len(result.page) for result in (first, second, third)] == [20, 1, 1]
    assert [result.total for result in (first, second, third)] == [21, 21, 21]
    assert [vacancy.title for vacancy in second.page] == ["Analyst 20"]
    assert (second.notices, third.notices) == ([], [NOTICE_LAST_PAGE])
    assert third.page.number == 2


@pytest.mark.usefixtures("demo")
def test_counts_obey_the_other_filters_and_not_their_own() -> None:
    facets = {
        facet.name: {choice.code: (choice.count, choice.chosen) for choice in facet.choices}
        for facet in find("route=transferee&pattern=on_call").facets
    }
    assert facets["route"] == {"temporary": (1, False), "transferee": (3, True)}
    assert facets["pattern"] == {
        "full_time": (9, False),
        "shifts": (7, False),
        "on_call": (3, True),
    }
    assert facets["role"] == {"police_officer": (3, False)}
    assert facets["group"] == {"met_operations": (1, False), "specialist_operations": (2, False)}
    assert facets["contract"] == {"permanent": (3, False)}
    assert facets["bcu"] == {}


@pytest.mark.usefixtures("demo")
def test_an_advert_with_two_bases_in_one_area_counts_once() -> None:
    counts = {
        choice.code: choice.count
        for facet in find("route=temporary").facets
        if facet.name == "bcu"
        for choice in facet.choices
    }
    assert counts == {"AW": 2, "SW": 1, "SN": 1, "SE": 1, "EA": 1, "AS": 3, "CN": 1}


def test_a_chosen_value_without_adverts_stays_visible_so_that_it_can_be_taken_away() -> None:
    make_open()
    (facet,) = [one for one in find("bcu=NE").facets if one.name == "bcu"]
    assert [(choice.code, choice.count, choice.chosen) for choice in facet.choices] == [
        ("NE", 0, True)
    ]
    assert facet.is_used is True


COSTS = {  # bases, the survey and rows
    "": 3,
    "q=analyst": 3,
    "q=analyst+plans&role=police_staff&sort=newest": 3,
    "near=Croydon&miles=3&salary=20000&closing=30&borough=croydon": 3,
    # and each word by itself, and the survey of what was meant
    "q=analsyt": 5,
    "q=analsyt&role=police_staff": 5,
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("query", COSTS)
def test_a_search_costs_the_same_for_one_and_three_rows(
    rows: int, query: str, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        make_open(title=f"Analyst {number}", bases=("Croydon", "Lambeth"))
    make_open(title="Analyst, restricted", **RESTRICTED)
    make_open(title="Analyst, internal", **INTERNAL)
    with django_assert_num_queries(COSTS[query]):
        result = find(query)
        places = [[base.name for base in vacancy.bases.all()] for vacancy in result.page]
    assert places == [["Croydon", "Lambeth"]] * rows


@pytest.mark.usefixtures("broad")
def test_a_broad_search_costs_two_queries_once_it_was_counted(
    django_assert_num_queries: Any,
) -> None:
    for number in range(3):
        make_open(title=f"Analyst {number}")
    assert find("route=external_staff").total == 3
    with django_assert_num_queries(2):  # bases and rows
        assert find("route=external_staff").total == 3


def test_filters_that_leave_nothing_do_not_turn_words_into_mistakes() -> None:
    make_open(title="Analyst")
    result = find("q=analyst&role=pcso")
    assert (result.total, result.notices) == (0, [])


def fill(rows: int) -> None:
    """Many more adverts, so that PostgreSQL plans as it would in earnest."""
    vacancy = make_open(title="Crime Analyst")
    written = [
        field.column
        for field in Vacancy._meta.concrete_fields
        if not field.generated and field.name not in {"id", "reference", "title"}
    ]
    columns = ", ".join(f'"{name}"' for name in written)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO vacancies_vacancy (reference, title, {columns})"
            f" SELECT 'MPS-25-' || (10000 + n), 'Role ' || md5(n::text), {columns}"
            " FROM vacancies_vacancy, generate_series(1, %s) AS n WHERE id = %s",
            [rows, vacancy.pk],
        )
        # What autovacuum does in earnest: rows wait outside a GIN index until it is cleaned.
        cursor.execute("SELECT gin_clean_pending_list('vacancy_search')")
        cursor.execute("ANALYZE vacancies_vacancy")


def test_words_are_looked_up_in_their_index() -> None:
    fill(5000)
    listed = visible_vacancies(viewer())
    words = with_words(listed, "analyst")
    assert "Bitmap Index Scan on vacancy_search" in words.explain()
    assert [vacancy.title for vacancy in words] == ["Crime Analyst"]
    assert find("q=crime+anlyst").total == 1


def test_synonyms_and_places_are_looked_up_in_their_indexes() -> None:
    fill(5000)
    listed = visible_vacancies(viewer())
    assert "Bitmap Index Scan on vacancy_search" in with_words(listed, "mo7 tsg").explain()
    plan = with_words(listed, "croydon").explain()
    assert "Bitmap Index Scan on vacancy_search" in plan
    assert "Bitmap Index Scan on vacancy_base_ids" in plan


ORDERS = {
    "": "vacancy_in_closing_order",
    "sort=newest": "vacancy_in_newest_order",
    "sort=salary": "vacancy_in_pay_order",
}


@pytest.mark.parametrize("query", ORDERS)
def test_lists_without_words_are_read_in_the_order_of_an_index(query: str) -> None:
    fill(5000)
    listed = visible_vacancies(viewer()).filter(visibility=Visibility.PUBLIC)
    params = read_params(QueryDict(query))[0]
    ids = in_order(listed, order_of(params, bases=())).values_list("id")[:20]
    assert f"using {ORDERS[query]}" in ids.explain()


def test_what_a_title_says_weighs_more_than_the_text_below_it() -> None:
    make_open(title="Text only", body="An analyst reads this.", closes_at=NOW + timedelta(days=1))
    make_open(title="Analyst", closes_at=NOW + timedelta(days=9))
    assert [vacancy.title for vacancy in find("q=analyst").page] == ["Analyst", "Text only"]
