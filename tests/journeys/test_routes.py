"""Every route from its advert to its receipt, in a browser: with script, without, by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.actors import Mailbox
from tests.journeys.applying import Applicant
from tests.journeys.keyboard import ByKeyboard
from tests.journeys.visits import Act, choose, give_date


@dataclass(frozen=True, slots=True)
class Way:
    """One route: its advert, the answers of its eligibility check, and one of its own pages."""

    reference: str
    title: str
    answers: Sequence[Act]
    own_page: str


WAYS = {
    "external": Way("MPS-26-0427", "", (choose("No"),), "Personal statement"),
    "internal": Way(
        "MPS-26-0419",
        "Crime Analyst (Band D)",
        (choose("Met police staff"), choose("Yes"), give_date(3, 6, 2025), choose("No")),
        "Two examples of how you work",
    ),
    "transferee": Way(
        "MPS-26-0413",
        "Police Constable, Territorial Support Group (MO7)",
        (
            choose("Yes"),
            choose("A Home Office force"),
            choose("Constable"),
            choose("Yes"),
            give_date(3, 6, 2023),
            choose("Yes"),
            choose("Yes"),
        ),
        "Accreditations",
    ),
    "new constable": Way(
        "MPS-26-0424", "New Police Constable", (give_date(27, 3, 1994),), "Meet and Engage"
    ),
    "special constable": Way(
        "MPS-26-0425", "Special Constable (volunteer)", (), "Hours that you can offer"
    ),
}
"""Which account walks: each applies for a vacancy once."""
WITH_SCRIPT, WITHOUT_SCRIPT, BY_KEYBOARD = "casey", "linden", "ashley"


@pytest.mark.parametrize(
    ("script", "phone"), [(True, False), (False, True)], ids=["script", "no script, phone"]
)
@pytest.mark.parametrize("route", list(WAYS))
def test_from_the_advert_to_the_receipt(
    new_page: Callable[..., Page],
    mailbox: Mailbox,
    problems: list[str],
    route: str,
    script: bool,
    phone: bool,
) -> None:
    way = WAYS[route]
    page = new_page(script=script, phone=phone)
    applicant = Applicant(page, WITH_SCRIPT if script else WITHOUT_SCRIPT)
    applicant.signs_in()
    applicant.opens_the_advert(way.reference)
    applicant.checks_eligibility(way.answers)
    applicant.starts()
    expect(page.locator("main")).to_contain_text(way.own_page)
    applicant.fills_every_section()
    reference = applicant.sends()
    assert reference in mailbox.read(applicant.email, "We’ve received your application")
    assert problems == []


def test_an_officer_transfers_with_the_keyboard_alone(
    new_page: Callable[..., Page], problems: list[str]
) -> None:
    way = WAYS["transferee"]
    page = new_page()
    applicant = ByKeyboard(page, BY_KEYBOARD)
    applicant.signs_in()
    applicant.opens_the_advert(way.reference)
    applicant.checks_eligibility()
    applicant.starts()
    applicant.fills_every_section()
    applicant.sends()
    assert problems == []


def test_a_stray_escape_loses_nothing(new_page: Callable[..., Page]) -> None:
    page = new_page()
    applicant = Applicant(page, "avery")
    applicant.signs_in()
    applicant.opens_the_advert(WAYS["special constable"].reference)
    applicant.starts()
    page.get_by_role("link", name="Why you", exact=True).click()
    page.wait_for_load_state("load")  # the key means something once the page's script is there
    address = page.url
    area = page.locator("textarea").first
    area.fill("I want to give something back to the place I grew up in.")
    page.keyboard.press("Escape")
    # Where it leads is out of reach here, and that is all the same: this page is gone. (A mocked
    # address would hold up the page's last request as well.)
    expect(page).not_to_have_url(address)
    page.goto(address)
    expect(page.locator("textarea").first).to_have_value(
        "I want to give something back to the place I grew up in."
    )
    applicant.opens_tasks()
    task = page.locator("li.govuk-task-list__item").filter(has_text="Why you")
    expect(task).to_contain_text("In progress")


def test_two_tabs_show_both_texts(new_page: Callable[..., Page]) -> None:
    page = new_page(script=False)
    applicant = Applicant(page, "blair")
    applicant.signs_in()
    applicant.opens_the_advert(WAYS["special constable"].reference)
    applicant.starts()
    page.get_by_role("link", name="Why you", exact=True).click()
    other = page.context.new_page()
    other.goto(page.url)
    for tab, text in ((page, "The first tab."), (other, "The second tab.")):
        tab.locator("textarea").first.fill(text)
        tab.get_by_role("button", name="Save and come back later").click()
    expect(other.get_by_role("heading", name="What is saved now")).to_be_visible()
    expect(other.locator("main")).to_contain_text("The first tab.")
    expect(other.locator("textarea").first).to_have_value("The second tab.")
