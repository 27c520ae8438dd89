"""Search: by words, filters, order and distance; what helps where nothing was found."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

EITHER = pytest.mark.parametrize(
    ("script", "phone"), [(True, False), (False, True)], ids=["script", "no script, phone"]
)
LIST = "/vacancies/"


def titles(page: Page) -> list[str]:
    return page.locator(".app-vacancy__title").all_inner_texts()


def total(page: Page) -> int:
    return int(page.get_by_role("status").locator("strong").inner_text().split()[0])


def search_for(page: Page, words: str) -> None:
    page.get_by_label("Search", exact=True).fill(words)
    page.get_by_role("button", name="Search", exact=True).click()


def show(page: Page) -> None:
    page.get_by_role("button", name="Show vacancies").click()


@EITHER
def test_words_a_filter_an_order_and_taking_a_tag_away(new_page, problems, script, phone):
    page = new_page(script=script, phone=phone)
    page.goto(LIST)
    everything = total(page)
    search_for(page, "constable")
    found, by_words = titles(page), total(page)
    assert 0 < by_words < everything
    assert "New Police Constable" in found
    order = page.get_by_label("Order").locator("option:checked")
    assert order.inner_text() == "Best match"

    page.locator("summary", has_text="Working pattern").click()
    page.get_by_role("checkbox", name=re.compile("^Part time")).check()
    show(page)
    narrowed = total(page)
    assert 0 < narrowed < by_words
    assert set(titles(page)) < set(found)
    assert page.get_by_label("Search", exact=True).input_value() == "constable"
    assert page.get_by_role("checkbox", name=re.compile("^Part time")).is_checked()

    page.get_by_label("Order").select_option("Newest first")
    show(page)
    assert "sort=newest" in page.url
    assert total(page) == narrowed
    tags = page.get_by_role("list", name="In use").get_by_role("link")
    expect(tags).to_have_text(["Remove “constable” ×", "Remove Part time ×", "Clear everything"])
    page.get_by_role("link", name="Remove Part time").click()
    assert total(page) == by_words
    assert page.get_by_label("Order").locator("option:checked").inner_text() == "Newest first"
    page.get_by_role("link", name="Clear everything").click()
    assert total(page) == everything
    assert problems == []


@EITHER
def test_the_nearest_come_first_and_nothing_near_leads_further(new_page, problems, script, phone):
    page = new_page(script=script, phone=phone)
    page.goto(LIST)
    page.get_by_label("Near a place in London").fill("Lambeth")
    page.get_by_label("Within", exact=True).select_option(label="5 miles")
    show(page)
    distances = [int(text) for text in re.findall(r"\((\d+) miles? from Lambeth\)", page.content())]
    assert len(titles(page)) > 0
    assert "from Lambeth)" in page.locator(".app-vacancy").first.inner_text()
    assert distances == sorted(distances)
    assert max(distances, default=0) <= 5

    search_for(page, "solicitor advocate nowhere")
    assert total(page) == 0
    assert page.get_by_role("heading", name="No vacancies to show").is_visible()
    page.get_by_role("link", name="see every vacancy in this list").click()
    assert total(page) > 0
    assert problems == []


@EITHER
def test_where_nothing_was_found_each_way_out_finds_what_it_says(new_page, problems, script, phone):
    page = new_page(script=script, phone=phone)
    page.goto(f"{LIST}?q=constable&contract=interim&pattern=on_call")
    assert total(page) == 0
    ways = page.locator(".app-card--plain").get_by_role("link", name=re.compile(r"^\d"))
    way = ways.first
    promised = int(way.inner_text().split()[0])
    assert promised > 0
    way.click()
    assert total(page) == promised
    assert len(titles(page)) == min(promised, 20)

    search_for(page, "constible")  # a mistake is put right, and the page says so
    assert "No advert has the words that you typed" in page.locator("main").inner_text()
    assert all("constable" in title.lower() for title in titles(page))
    assert problems == []


def test_on_a_phone_results_stand_before_the_filters(new_page, problems):
    page = new_page(phone=True)
    page.goto(f"{LIST}?q=police")
    first = page.locator(".app-vacancy__title").first.bounding_box()
    filters = page.locator("#filters").bounding_box()
    last = page.locator(".app-vacancy").last.bounding_box()
    assert first["y"] < 2 * 844  # within the second screen, the cookie question included
    assert last["y"] + last["height"] <= filters["y"]
    page.get_by_role("link", name="Filter and order").click()
    expect(page.get_by_role("heading", name="Filter and order")).to_be_in_viewport()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == 390
    assert problems == []
