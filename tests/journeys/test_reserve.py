"""From the release of decisions to the reserve list, and from it to an offer: for the same vacancy,
or for a later one with the person's consent. With script on a desktop, and without."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from recruitment.demo.people import PASSWORD
from tests.journeys.actors import Mailbox, Staff
from tests.journeys.forms import press
from tests.journeys.stages import INTERVIEWED, LATER, bring_portal_to_stages, username

LISTS = "/staff/applicants/reservelist/"
RELEASE_SECONDS = 60


@pytest.mark.parametrize(
    ("script", "phone", "stage"),
    [(True, False, INTERVIEWED[0]), (False, True, INTERVIEWED[1])],
    ids=["script", "no script, phone"],
)
def test_from_the_reserve_list_to_an_offer(
    portal, new_page, mailbox, problems, script, phone, stage
):
    bring_portal_to_stages(portal.port, [stage])
    page, recruiter = new_page(script=script, phone=phone), Staff(new_page(script=script), "rowan")
    email = f"{username(stage)}@people.example"
    reference, key = given_somebody_who_was_interviewed(page, username(stage))
    recruiter.signs_in()
    when_the_place_is_released_with_the_other_decisions(recruiter, reference)
    then_they_are_on_the_list_and_read_no_place(page, mailbox, email, key)
    when_they_are_asked_about_a_later_vacancy(recruiter, key)
    if script:
        then_a_yes_leads_to_an_offer_there(page, mailbox, recruiter, email, key)
    else:
        then_a_no_keeps_the_place_and_the_list_leads_to_an_offer(
            page, mailbox, recruiter, email, key, reference
        )
    assert problems == []


def given_somebody_who_was_interviewed(page: Page, who: str) -> tuple[str, str]:
    """Their reference, and the key of their application."""
    page.goto("/accounts/login/?next=/applications/")
    page.locator("input[name=login]").fill(who)
    page.locator("input[name=password]").fill(PASSWORD)
    press(page, "Sign in")
    page.locator("main").get_by_role("link").first.click()
    main = page.locator("main")
    expect(main).to_contain_text("Interview held, awaiting outcome")
    found = re.search(r"A-\d\d-\d+", main.inner_text())
    assert found
    return found.group(0), page.url.rstrip("/").rsplit("/", 1)[1]


def when_the_place_is_released_with_the_other_decisions(recruiter: Staff, reference: str) -> None:
    recruiter.opens_case(reference)
    recruiter.takes_step("Prepare: Place on the reserve list")
    page = recruiter.page
    page.goto("/staff/applicants/prepareddecision/")
    page.get_by_role("link", name=re.compile("MPS-26-0410")).first.click()
    page.get_by_label("Now", exact=True).check()
    page.get_by_role("button", name="Release", exact=True).click()
    assert not page.locator(".staff-errors").count()


def then_they_are_on_the_list_and_read_no_place(
    page: Page, mailbox: Mailbox, email: str, key: str
) -> None:
    told = mailbox.read(email, "You are on the reserve list until")
    assert "There is nothing for you to do." in told
    page.goto(f"/applications/{key}/")
    shown = page.locator("main").inner_text()
    assert "Reserve list until" in shown
    assert re.search("merit|position|place \\d", f"{told} {shown}", re.IGNORECASE) is None


def when_they_are_asked_about_a_later_vacancy(recruiter: Staff, key: str) -> None:
    page = recruiter.page
    page.goto(LISTS)
    page.get_by_role("link", name=re.compile(LATER)).click()
    assert "Stage" not in page.locator("main").inner_text()  # nobody is named before a yes
    page.locator(f"main a[href*='{key}']").click()
    if page.locator("textarea").count():
        page.locator("textarea").fill("The others were asked by telephone.")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("They are asked by email")


def then_a_yes_leads_to_an_offer_there(
    page: Page, mailbox: Mailbox, recruiter: Staff, email: str, key: str
) -> None:
    page.goto(mailbox.link(email, "May we consider you for", f"/applications/{key}/reserve/"))
    page.get_by_label(re.compile("^Yes")).check()
    press(page, "Send my answer")
    main = page.locator("main")
    expect(main).to_contain_text("From the reserve list: being considered")
    found = re.search(r"A-\d\d-\d+", main.inner_text())
    assert found
    offers(recruiter, found.group(0))
    mailbox.read(email, "Conditional offer")
    accepts(page, page.url)
    sees(page, f"/applications/{key}/", "No offer from the reserve list")
    mailbox.read(email, "Your place on the reserve list has ended")


def then_a_no_keeps_the_place_and_the_list_leads_to_an_offer(
    page: Page, mailbox: Mailbox, recruiter: Staff, email: str, key: str, reference: str
) -> None:
    page.goto(mailbox.link(email, "May we consider you for", f"/applications/{key}/reserve/"))
    press(page, "Send my answer")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Choose yes or no.")
    page.get_by_label(re.compile("^No")).check()
    press(page, "Send my answer")
    expect(page.locator("main")).to_contain_text("Reserve list until")
    offers(recruiter, reference)
    mailbox.read(email, "Conditional offer")
    sees(page, f"/applications/{key}/", "Conditional offer")


def offers(recruiter: Staff, reference: str) -> None:
    recruiter.opens_case(reference)
    recruiter.takes_step("Prepare the offer")
    recruiter.opens_case(reference)
    recruiter.takes_step("Send the offer")


def accepts(page: Page, status: str) -> None:
    sees(page, status, "Conditional offer")
    page.get_by_role("button", name="Accept or decline").click()
    page.get_by_label("Yes, I accept").check()
    press(page, "Send my reply")
    expect(page.locator("main")).to_contain_text("Pre-employment checks")


def sees(page: Page, address: str, words: str) -> None:
    """Wait until a page says so: what a worker does takes a moment."""
    until = time.monotonic() + RELEASE_SECONDS
    while True:
        page.goto(address)
        if words in page.locator("main").inner_text():
            return
        assert time.monotonic() < until, page.locator("main").inner_text()
        time.sleep(0.5)
