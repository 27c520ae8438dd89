"""A line manager on a phone, whose address was wrong at first: the email comes back, the candidate
corrects it, the manager stops halfway, comes back by the link, sends once and sees a copy."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import crowd
from tests.journeys.actors import Manager
from tests.journeys.forms import press
from tests.journeys.test_thirty import OneOfMany

COMMENT = "I worked with them on this, and it was as they say."


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_manager_on_a_phone_after_a_wrong_address(new_page, mailbox, portal, problems, script):
    suffix = f"{'a' if script else 'b'}{int(time.time())}"
    crowd.tell(portal.port, "offer", suffix)
    name = f"{crowd.OFFERED}-{suffix}"
    candidate = OneOfMany(new_page(script=script, phone=True), mailbox, name, crowd.email(name))
    gone = f"gone.{suffix}@met.example"
    manager = Manager(new_page(script=script, phone=True), mailbox, f"boss.{suffix}@met.example")
    candidate.signs_in()
    candidate.accepts_the_offer(manager="Morgan Gone", manager_email=gone)
    mailbox.read(gone, "Please confirm evidence")
    assert crowd.tell(portal.port, "bounce", gone) == ["verification_request"]
    when_the_candidate_corrects_the_address(candidate, gone, manager.email)
    when_the_manager_stops_halfway(manager)
    elsewhere = Manager(new_page(script=script, phone=True), mailbox, manager.email)
    then_what_was_written_is_there_elsewhere(elsewhere)
    then_a_copy_can_be_seen(elsewhere.page)
    candidate.sees_status("Pre-employment checks")
    assert problems == []


def when_the_candidate_corrects_the_address(candidate: OneOfMany, gone: str, right: str) -> None:
    page, mailbox = candidate.page, candidate.mailbox
    page.goto(mailbox.link(candidate.email, "could not reach your line manager", "/line-manager/"))
    expect(page.locator("main")).to_contain_text(f"came back from {gone}")
    page.locator("input[name=manager_name]").fill("Morgan Manager")
    page.locator("input[name=manager_email]").fill(right)
    press(page, "Send the questions")
    candidate.sees_status("Your line manager is confirming your evidence")


def when_the_manager_stops_halfway(manager: Manager) -> None:
    page = manager.page
    manager.opens_the_link()
    fits_the_screen(page)
    page.get_by_label("Yes, and I can answer questions about them").check()
    press(page, "Continue")
    fits_the_screen(page)
    page.get_by_label("Anything you want to add").first.fill(COMMENT)
    press(page, "Save and come back later")
    expect(page.locator("body")).to_contain_text("What you wrote is kept, and nothing is sent.")


def then_what_was_written_is_there_elsewhere(manager: Manager) -> None:
    page = manager.page
    manager.opens_the_link()
    press(page, "Continue")
    expect(page.get_by_label("Anything you want to add").first).to_have_value(COMMENT)
    manager.opens_the_link()
    manager.confirms_everything()


def then_a_copy_can_be_seen(page: Page) -> None:
    page.get_by_role("link", name="See a copy of your answers").click()
    expect(page.locator("main")).to_contain_text(re.compile("Your answer: Yes, this is right"))
    expect(page.locator("main")).to_contain_text(COMMENT)
    fits_the_screen(page)


def fits_the_screen(page: Page) -> None:
    """Nothing lies beside the screen: a person never scrolls sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels too wide."
