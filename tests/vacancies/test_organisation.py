"""The Met at a glance: every part is there, and every count is that of the list behind its link."""

from __future__ import annotations

import html
import re

import pytest

from tests.vacancies.adverts import INTERNAL, RESTRICTED, make_open
from vacancies.choices import BusinessGroup
from vacancies.data.organisation import BCUS
from vacancies.data.units import FUNCTIONS, GROUP_WORDS, OPERATIONAL, UNITS

pytestmark = pytest.mark.django_db
COUNT = re.compile(r'href="(/vacancies/\?[^"]+)">(\d+) open vacanc')


def test_five_operational_groups_and_six_functions():
    assert [group.label for group in OPERATIONAL] == [
        "Frontline Policing", "Met Operations", "Specialist Operations", "Professionalism",
        "Trust and Legitimacy",
    ]  # fmt: skip
    assert len(FUNCTIONS) == 6
    assert set(GROUP_WORDS) == set(BusinessGroup)
    assert set(UNITS) <= set(BusinessGroup)


def test_every_part_stands_on_the_first_page_and_has_its_own(client):
    text = html.unescape(client.get("/organisation/").content.decode())
    for group in BusinessGroup:
        assert f">{group.label}</a>" in text
        assert GROUP_WORDS[group] in text
    for path in re.findall(r'href="(/organisation/[a-z-]+/)"', text):
        assert client.get(path).status_code == 200
    for words in ("Respect", "We are anti-discriminatory", "A New Met for London"):
        assert words in text
    assert client.get("/organisation/nowhere/").status_code == 404


def test_every_bcu_stands_there_with_its_boroughs(client):
    text = client.get("/organisation/bcus/").content.decode()
    for bcu in BCUS:
        assert f"{bcu.name} ({bcu.code})" in text
        assert ", ".join(bcu.boroughs) in text


def test_counts_are_those_of_the_lists_behind_them(client):
    make_open(bases=("Croydon",))
    make_open(unit="MO7 Taskforce", business_group="met_operations")
    make_open(title="MO7 Clerk", unit="MO7 Taskforce", business_group="met_operations")
    make_open(unit="MO7 Taskforce", business_group="met_operations", **INTERNAL)
    make_open(unit="MO7 Taskforce", business_group="met_operations", **RESTRICTED)
    seen = {}
    for path in ("/organisation/", "/organisation/met-operations/", "/organisation/bcus/"):
        for link, count in COUNT.findall(client.get(path).content.decode()):
            listed = client.get(html.unescape(link)).content.decode()
            assert f"<strong>{count} vacanc" in listed, link
            seen[html.unescape(link)] = int(count)
    assert seen == {
        "/vacancies/?group=frontline_policing": 1,
        "/vacancies/?group=met_operations": 2,
        "/vacancies/?q=MO7&group=met_operations": 2,
        "/vacancies/?bcu=SN": 1,
    }


def test_a_bcu_is_found_by_its_area_and_not_by_its_words(client):
    make_open(bases=("Barking",))
    make_open(bases=("Catford",))
    make_open(bases=("Barking",), business_group="met_operations")
    page = html.unescape(client.get("/organisation/frontline-policing/").content.decode())
    assert dict(COUNT.findall(page)) == {
        "/vacancies/?group=frontline_policing": "2",
        "/vacancies/?bcu=EA&group=frontline_policing": "1",
        "/vacancies/?bcu=SE&group=frontline_policing": "1",
    }


def test_more_vacancies_cost_no_more_queries(client, django_assert_max_num_queries):
    make_open()
    client.get("/organisation/")
    with django_assert_max_num_queries(8) as one:
        client.get("/organisation/")
    make_open(business_group="finance")
    make_open(business_group="met_operations")
    with django_assert_max_num_queries(len(one)):
        client.get("/organisation/")
