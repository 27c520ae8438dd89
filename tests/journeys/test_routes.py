"""Every route from its advert to its receipt, in a browser: with script and without, on a desktop
and on a phone, and with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.actors import Mailbox
from tests.journeys.applying import Answer, Applicant, Choose, OnDay
from tests.journeys.keyboard import ByKeyboard


@dataclass(frozen=True, slots=True)
class Way:
    """One route: its advert, the answers of its eligibility check, and one of its own pages."""

    reference: str
    answers: Sequence[Answer]
    own_page: str


WAYS = {
    "external": Way("MPS-26-0427", (Choose(("No",)),), "Personal statement"),
    "internal": Way(
        "MPS-26-0419",
        (Choose(("Met police staff",)), Choose(("Yes",)), OnDay(3, 6, 2025), Choose(("No",))),
        "Two examples of how you work",
    ),
    "transferee": Way(
        "MPS-26-0413",
        (
            Choose(("Yes",)),
            Choose(("A Home Office force",)),
            Choose(("Constable",)),
            Choose(("Yes",)),
            OnDay(3, 6, 2023),
            Choose(("Yes",)),
            Choose(("Yes",)),
        ),
        "Accreditations",
    ),
    "new constable": Way("MPS-26-0424", (OnDay(27, 3, 1994),), "Meet and Engage"),
    "special constable": Way("MPS-26-0425", (), "Hours that you can offer"),
}
TEMPORARY = "MPS-26-0409"


@dataclass(frozen=True, slots=True)
class Cell:
    """How somebody walks, and whose account it is: each applies for a vacancy once."""

    username: str
    script: bool
    phone: bool
    keyboard: bool = False


CELLS = {
    "script, desktop": Cell("casey", script=True, phone=False),
    "script, phone": Cell("finley", script=True, phone=True),
    "no script, desktop": Cell("emery", script=False, phone=False),
    "no script, phone": Cell("linden", script=False, phone=True),
    "keyboard": Cell("ashley", script=True, phone=False, keyboard=True),
}


@pytest.fixture(params=list(CELLS))
def applicant(request: pytest.FixtureRequest, new_page: Callable[..., Page]) -> Applicant:
    """Somebody of the demonstration, signed in."""
    cell = CELLS[request.param]
    page = new_page(script=cell.script, phone=cell.phone)
    found = (ByKeyboard if cell.keyboard else Applicant)(page, cell.username)
    found.signs_in()
    return found


@pytest.mark.parametrize("route", list(WAYS))
def test_from_the_advert_to_the_receipt(
    applicant: Applicant, mailbox: Mailbox, problems: list[str], route: str
) -> None:
    way = WAYS[route]
    applicant.opens_the_advert(way.reference)
    applicant.checks_eligibility(way.answers)
    applicant.starts()
    expect(applicant.page.locator("main")).to_contain_text(way.own_page)
    applicant.fills_every_section()
    reference = applicant.sends()
    assert "We’ve received your application" in mailbox.read(applicant.email, reference)
    assert problems == []


def test_from_the_advert_to_the_temporary_register(
    applicant: Applicant, mailbox: Mailbox, problems: list[str]
) -> None:
    applicant.opens_the_advert(TEMPORARY)
    applicant.starts_registering()
    applicant.fills_every_section()
    applicant.registers()
    mailbox.read(applicant.email, "You are on the temporary and interim register")
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
