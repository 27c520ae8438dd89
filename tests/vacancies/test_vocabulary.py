"""What a mistyped word may have meant, and for how long the words of titles are kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import QueryDict

from recruitment.page_cache import stamp
from tests.vacancies.adverts import INTERNAL, RESTRICTED, make_open, viewer
from vacancies import finding, survey, tally, vocabulary
from vacancies.choices import Visibility
from vacancies.finding import search_vacancies
from vacancies.params import read_params
from vacancies.vocabulary import Vocabulary, kept_vocabulary


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("meida", "media"),
        ("constible", "constable"),
        ("anlyst", "analyst"),
        ("analist", "analyst"),
        ("painter", ""),
        ("hte", "the"),  # swapped letters are sure in short words too
        ("tha", ""),
        ("", ""),
    ],
)
def test_the_closest_word(typed: str, meant: str) -> None:
    words = Vocabulary(["Crime Analyst", "Police Constable", "Media Planner", "the"])
    assert words.closest(typed) == meant


@pytest.fixture
def keeping(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS = 60
    monkeypatch.setattr(stamp, "READ_SECONDS", 600.0)  # it is read once, before queries are counted
    vocabulary.forget()
    tally.forget()
    yield
    vocabulary.forget()
    tally.forget()


def found(query: str, kind: Visibility = Visibility.PUBLIC) -> list[str]:
    result = search_vacancies(viewer(), read_params(QueryDict(query))[0], kind=kind)
    return [row.title for row in result.page]


@pytest.mark.django_db
@pytest.mark.usefixtures("keeping")
def test_words_are_a_minute_old_at_most_and_never_of_another_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_open(title="Analyst")
    make_open(title="Falconer", **RESTRICTED)
    make_open(title="Gardener", **INTERNAL)
    assert found("q=anlyst") == ["Analyst"]
    kept = kept_vocabulary(Visibility.PUBLIC)
    assert kept is not None
    assert kept.words == {"analyst"}
    assert found("q=falcner") == found("q=gardner") == []
    assert found("q=gardner", Visibility.INTERNAL) == ["Gardener"]
    make_open(title="Painter")
    assert found("q=paintre") == []
    monkeypatch.setattr(vocabulary, "KEPT_SECONDS", 0.0)
    assert found("q=paintre") == ["Painter"]


@pytest.mark.django_db
@pytest.mark.usefixtures("keeping")
def test_restricted_words_are_never_kept() -> None:
    make_open(title="Falconer", **RESTRICTED)
    vocabulary.keep(Visibility.RESTRICTED, Vocabulary(["Falconer"]))
    assert found("q=falcner", Visibility.RESTRICTED) == []  # signed out, there is nothing
    assert kept_vocabulary(Visibility.RESTRICTED) is None


@pytest.mark.django_db
@pytest.mark.usefixtures("keeping")
@pytest.mark.parametrize("rows", [3, 5])
@pytest.mark.parametrize(
    ("query", "first", "again"),
    [
        # survey, words and titles, survey, tally, ids of the words, rows
        ("q=anlyst", 6, 4),  # guess, survey, the unknown word, rows
        ("q=anlyst&page=9", 6, 4),
        ("q=anlyst&sort=salary&pattern=full_time", 6, 4),
        ("q=analyst", 4, 1),  # survey, tally, ids, rows; then rows alone
        ("q=analyst&page=9", 4, 1),
        ("q=analyst&pattern=on_call", 3, 0),
        ("", 3, 1),  # survey, tally, rows
        ("page=9", 3, 1),
        ("q=zzzz", 2, 2),
        ("q=zzzz+analyst", 3, 3),  # survey, words and titles, single words
    ],
)
def test_a_broad_search_costs_six_queries_at_most(
    query: str, first: int, again: int, rows: int, monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    monkeypatch.setattr(survey, "BROAD", 2)
    monkeypatch.setattr(finding, "GUESSED_WRONG", 1)  # so few adverts are a long list already
    for number in range(rows):
        make_open(title=f"Analyst {number}")
    make_open(title="Analyst, secret", **RESTRICTED)
    search_vacancies(viewer(), read_params(QueryDict("base=none"))[0])
    tally.forget()
    vocabulary.forget()
    with django_assert_num_queries(first):
        found(query)
    with django_assert_num_queries(again):
        found(query)
