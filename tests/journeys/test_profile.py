"""The profile, its copy in an application, a CV, and two accounts of one person put together."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from recruitment.demo.one_page import one_page_pdf
from tests.journeys.actors import Mailbox, Staff
from tests.journeys.applying import Applicant, Choose
from tests.journeys.forms import fill_form, press

TODAY = datetime.now(UTC).date()
ADVERT = "MPS-26-0427"
CV = {
    "name": "my cv.pdf",
    "mimeType": "application/pdf",
    "buffer": one_page_pdf("Ten years of answering calls."),
}
PLAIN_WORDS = "It looks as if you may have registered with us before."


def give_month(page: Page, code: str, years_ago: float) -> None:
    day = TODAY - timedelta(days=int(365.25 * years_ago))
    page.locator(f"[name='q-{code}-day']").fill("1")
    page.locator(f"[name='q-{code}-month']").fill(str(day.month))
    page.locator(f"[name='q-{code}-year']").fill(str(day.year))


def add_job(page: Page, title: str, *, begun: float, ended: float | None) -> None:
    """One entry; the times are in years before today."""
    press(page, "Add a job, study or other time")
    page.get_by_label("Paid work", exact=True).check()
    page.locator("[name='q-title']").fill(title)
    page.locator("[name='q-place']").fill("Sample Borough")
    give_month(page, "started_on", begun)
    page.locator(f"[name='q-current'][value='{'yes' if ended is None else 'no'}']").check()
    if ended is not None:
        give_month(page, "ended_on", ended)
    press(page, "Save and continue")
    expect(page.get_by_role("heading", level=1)).to_have_text("Work history")
    expect(page.locator("main")).to_contain_text(f"{title}, Sample Borough")


def expect_task(page: Page, title: str, state: str) -> None:
    task = page.locator("li.govuk-task-list__item").filter(has_text=title)
    expect(task).to_contain_text(state)


@pytest.mark.parametrize(
    ("script", "phone", "username"),
    [(True, False, "finley"), (False, True, "emery")],
    ids=["script", "no script, phone"],
)
def test_what_is_told_once_is_copied_and_looked_at(
    new_page: Callable[..., Page], problems: list[str], script: bool, phone: bool, username: str
) -> None:
    page = new_page(script=script, phone=phone)
    applicant = Applicant(page, username)
    applicant.signs_in()
    # The profile: a name, and two jobs with a gap between them.
    page.goto("/profile/")
    page.get_by_role("link", name="Your name and contact details").click()
    fill_form(page)
    expect_task(page, "Your name and contact details", "Completed")
    page.get_by_role("link", name="Work history").click()
    page.get_by_label("I will list my jobs, studies and other times").check()
    add_job(page, "Call handler", begun=6, ended=3)
    add_job(page, "Team leader", begun=2, ended=None)
    gap = page.locator(".govuk-inset-text").filter(has_text="There is a gap.")
    expect(gap).to_have_count(1)
    press(page, "Save and continue")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Say what you did from")
    press(page, "Add what you did then")
    page.locator("[name='q-what']").fill("I looked after my father.")
    press(page, "Save and continue")
    expect(gap).to_have_count(0)
    press(page, "Save and continue")
    expect_task(page, "Work history", "Completed")
    # An application begins with a copy, which must be looked at.
    applicant.opens_the_advert(ADVERT)
    applicant.checks_eligibility([Choose(("No",))])
    applicant.starts()
    for title in ("Your name and contact details", "Work history"):
        expect_task(page, title, "Check this again")
    page.get_by_role("link", name="Work history").click()
    expect(page.locator("main")).to_contain_text("We filled this in from what you told us before.")
    expect(page.locator("main")).to_contain_text("Team leader, Sample Borough")
    # A CV instead.
    page.get_by_label("I will upload my CV").check()
    page.locator("input[type=file]").set_input_files(CV)
    press(page, "Save and continue")
    applicant.opens_tasks()
    expect_task(page, "Work history", "Completed")
    page.get_by_role("link", name="Work history").click()
    expect(page.locator(".app-files")).to_contain_text("my cv.pdf")
    expect(page.locator(".app-files")).to_contain_text(
        "This copy of the service has no virus scanner, so nobody can open the file"
    )
    assert problems == []


def test_two_accounts_of_one_person_become_one(
    new_page: Callable[..., Page], mailbox: Mailbox, problems: list[str]
) -> None:
    page = new_page(phone=True)
    twice = Applicant(page, "blair.instance")
    twice.signs_in()
    page.locator("main").get_by_role("link").first.click()
    page.goto(page.url.rstrip("/") + "/submitted/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Application sent")
    expect(page.locator("main")).to_contain_text(PLAIN_WORDS)
    assert PLAIN_WORDS in mailbox.read(twice.email, "registered with us more than once")
    # Support puts them together.
    support = Staff(new_page(), "adair")
    support.signs_in()
    desk = support.page
    desk.goto("/staff/applicants/possibleduplicate/")
    desk.locator("#result_list").get_by_role("link", name=re.compile("blair.instance")).click()
    desk.get_by_label("Put them together, and keep blair", exact=True).check()
    desk.locator("[name=reason]").fill("Rang the number on record and asked for both usernames.")
    press(desk, "Decide")
    expect(desk.locator("main")).to_contain_text("Confirm that you have checked")
    desk.locator("[name=confirmed]").check()
    press(desk, "Decide")
    expect(desk.locator(".messagelist")).to_contain_text("Applications moved: 1.")
    assert "username blair and" in mailbox.read(twice.email, "Your accounts are now one")
    # One account with both applications; the other is closed.
    kept = Applicant(new_page(script=False), "blair")
    kept.signs_in()
    expect(kept.page.locator("main")).to_contain_text("New Police Constable")
    page.goto("/applications/")
    expect(page.locator("input[name=login]")).to_be_visible()
    assert problems == []
