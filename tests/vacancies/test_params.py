"""A search's address: what is kept, what is left out, and what people are told."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from vacancies.params import NOTICE_LONG, NOTICE_UNKNOWN, SearchParams, Sort, read_params

GOOD = (
    "q=crime+analyst&route=temporary&route=transferee&role=police_staff&group=finance"
    "&pattern=shifts&contract=interim&bcu=SN&bcu=outside&closing=14&sort=newest&page=3"
    "&family=hr&vetting=rv&borough=croydon&base=new-scotland-yard&near=London+Bridge&miles=3"
    "&salary=30000"
)


def read(query: str) -> tuple[SearchParams, list[str]]:
    return read_params(QueryDict(query))


def test_everything_that_is_known_is_kept() -> None:
    params, notices = read(GOOD)
    assert notices == []
    assert params == SearchParams(
        words="crime analyst",
        filters={
            "route": ("temporary", "transferee"),
            "role": ("police_staff",),
            "group": ("finance",),
            "pattern": ("shifts",),
            "contract": ("interim",),
            "bcu": ("SN", "outside"),
            "family": ("hr",),
            "vetting": ("rv",),
            "borough": ("croydon",),
            "base": ("new-scotland-yard",),
        },
        closing=14,
        salary=30_000,
        near="London Bridge",
        miles=3,
        sort=Sort.NEWEST,
        page=3,
    )


def test_the_address_says_the_whole_state() -> None:
    params, _ = read(GOOD)
    again, notices = read(params.query(page=3))
    assert (again, notices) == (params, [])


@pytest.mark.parametrize(
    "query",
    [
        "route=internal_staff",
        "route=temporary&route=nonsense",
        "role=' OR 1=1--",
        "group=<script>",
        "bcu=ZZ",
        "closing=5",
        "closing=-7",
        "closing=1e9",
        "sort=best",
        "salary=1",
        "near=Croydon&miles=4",
        "borough=paris",
        "base=%27",
        "vetting=x",
        "page=0",
        "page=-1",
        "page=two",
        "page=99999999999999999999",
        "page=%00",
        "page=٣",
        "contract=%00",
    ],
)
def test_what_is_not_known_is_left_out_with_one_notice(query: str) -> None:
    params, notices = read(query)
    assert notices == [NOTICE_UNKNOWN]
    assert params.page == 1
    assert set(params.filters.get("route", ())) <= {"temporary"}
    assert (params.closing, params.sort) == (None, None)


@pytest.mark.parametrize("query", ["", "q=", "route=", "closing=&sort=&page=", "other=1"])
def test_empty_values_and_other_names_need_no_notice(query: str) -> None:
    assert read(query) == (SearchParams(), [])


def test_words_are_trimmed_and_cut() -> None:
    params, notices = read(f"q=++two%00++words+{'x' * 200}")
    assert params.words == f"two words {'x' * 90}"
    assert notices == [NOTICE_LONG]


def test_one_filter_can_be_taken_away() -> None:
    params, _ = read("q=analyst&route=temporary&route=transferee&closing=7&sort=relevance&page=2")
    assert params.without("route", "temporary").query() == (
        "q=analyst&route=transferee&closing=7&sort=relevance"
    )
    assert params.without("closing").query() == (
        "q=analyst&route=temporary&route=transferee&sort=relevance"
    )
    assert params.without("q").query() == "route=temporary&route=transferee&closing=7"


def test_the_order_follows_from_the_words() -> None:
    assert [read(query)[0].order for query in ("", "q=x", "q=x&sort=closing")] == [
        Sort.CLOSING,
        Sort.RELEVANCE,
        Sort.CLOSING,
    ]
