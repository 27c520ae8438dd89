"""Two people mark one application apart from each other, differ, and agree: without script."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from recruitment.demo.people import CROWD
from tests.journeys.actors import Staff
from tests.journeys.forms import fill_field
from tests.journeys.visits import EXTERNAL

SIFTING = "/staff/applicants/siftmarking/"


def test_two_sifters_differ_and_agree(new_page, problems):
    first, second = (Staff(new_page(script=False), name) for name in ("sasha", "sidney"))
    reference = given_the_first_marks_what_they_are_handed(first)
    when_the_second_gives_far_less(second, reference, first)
    when_they_agree(first, second, reference)
    then_the_sift_can_be_decided(Staff(new_page(script=False), "rowan"), reference)
    assert problems == []


def given_the_first_marks_what_they_are_handed(first: Staff) -> str:
    first.signs_in()
    page = first.page
    page.goto(SIFTING)
    page.get_by_role("row").filter(has_text=EXTERNAL).get_by_role("link").first.click()
    page.get_by_role("button", name=re.compile("Mark the next one|Go on with what")).click()
    expect(page.get_by_role("heading", name="Score the evidence")).to_be_visible()
    blind = page.locator("body").inner_text()
    assert [one.last_name for one in CROWD if one.last_name in blind] == []
    found = re.search(r"A-\d\d-\d+", page.locator(".staff-who").inner_text())
    assert found
    gives(first, 5)
    page.get_by_role("button", name="Save and next").click()
    return found.group(0)


def when_the_second_gives_far_less(second: Staff, reference: str, first: Staff) -> None:
    second.signs_in()
    second.opens_case(reference)
    assert "5 –" not in second.page.locator("body").inner_text()
    second.page.get_by_role("link", name="Score the evidence").click()
    gives(second, 1)
    second.page.get_by_role("button", name="Save", exact=True).click()
    first.opens_case(reference)
    for one in (first, second):
        expect(one.page.locator("body")).to_contain_text("1 – Little evidence")
        expect(one.page.locator("body")).to_contain_text("5 – Outstanding evidence")


def when_they_agree(first: Staff, second: Staff, reference: str) -> None:
    first.page.get_by_role("link", name="Agree on the scores").click()
    gives(first, 3)
    fill_field(first.page, "note", "The result is there, the way to it is thin.")
    first.page.get_by_role("button", name="Propose these scores").click()
    second.opens_case(reference)
    second.page.get_by_role("link", name="Agree on the scores").click()
    expect(second.page.locator("body")).to_contain_text("Proposed by Sasha Sifter")
    second.page.get_by_role("button", name="Agree to these scores").click()
    expect(second.page.locator("body")).to_contain_text("The scores are agreed.")


def then_the_sift_can_be_decided(recruiter: Staff, reference: str) -> None:
    recruiter.signs_in()
    recruiter.opens_case(reference)
    expect(recruiter.page.locator("body")).to_contain_text("Every criterion is met.")
    expect(recruiter.page.locator("body")).not_to_contain_text("The markers differ")


def gives(marker: Staff, mark: int) -> None:
    for select in marker.page.locator("form.staff-form select").all():
        select.select_option(str(mark))
