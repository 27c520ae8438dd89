"""What a typed search is understood as."""

from __future__ import annotations

import pytest

from vacancies.words import read_words, words_of


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("analyst", "analyst:*"),
        ("crime analyst", "crime:* & analyst:*"),
        ("M07", "(mo7 | m07)"),
        ("mo7", "(mo7 | m07)"),
        ("S015", "((so15 | s015) | (counter <1> terrorism <1> command))"),
        ("bcu", "(bcu:* | (basic <1> command <1> unit) | (borough <1> command <1> unit))"),
        (
            "Borough Command Unit",
            "(bcu:* | (basic <1> command <1> unit) | (borough <1> command <1> unit))",
        ),
        ("met command and control", "(metcc:* | (met <1> command <2> control))"),
        ("work of an officer", "work:* & officer:*"),
        ("pc", "(pc | (police <1> constable))"),
        ("a", ""),
        ("", ""),
        ("' & ! | ( ) : * <-> \x00 \\ % _ ;--", ""),
        ("o'brien; DROP TABLE", "o & brien:* & drop:* & table:*"),
        ("ÉCOLE 東京", "école:* & 東京"),
    ],
)
def test_query(typed: str, query: str) -> None:
    assert read_words(typed).query == query


def test_places_are_taken_out_of_the_words() -> None:
    typed = read_words("officer in Wood Green or Bromley")
    assert typed.query == "officer:*"
    assert [(text, sorted(place.codes), sorted(place.bases)) for text, place in typed.places] == [
        ("(wood <1> green)", [], ["Wood Green"]),
        ("bromley:*", ["SN"], []),
    ]


def test_a_name_that_is_a_borough_and_a_base_means_both() -> None:
    ((_, place),) = read_words("Lambeth").places
    assert (sorted(place.codes), sorted(place.bases)) == (["AS"], ["Lambeth"])


def test_a_part_of_a_borough_name_is_a_place_and_a_direction_is_not() -> None:
    ((_, place),) = read_words("hammersmith").places
    assert sorted(place.codes) == ["AW"]
    assert read_words("south").places == ()
    ((_, area),) = read_words("south east").places
    assert sorted(area.codes) == ["SE"]


def test_long_input_is_cut() -> None:
    assert len(words_of("word " * 1000)) == 12
    assert words_of("x" * 500) == ["x" * 100]
