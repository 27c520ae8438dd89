"""Somebody who applies: the steps that every route shares, from the advert to the receipt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from recruitment.demo.people import EVERYBODY
from recruitment.demo.people import PASSWORD as DEMO_PASSWORD
from tests.journeys.forms import fill_form, press
from tests.journeys.visits import Act

MOST_SECTIONS = 30


@dataclass
class Applicant:
    """One of the demo's people, in a browser of their own."""

    page: Page
    username: str

    @property
    def email(self) -> str:
        """Where this person's mail goes."""
        return next(one.email for one in EVERYBODY if one.username == self.username)

    def signs_in(self) -> None:
        page = self.page
        page.goto("/accounts/login/?next=/applications/")
        page.locator("input[name=login]").fill(self.username)
        page.locator("input[name=password]").fill(DEMO_PASSWORD)
        press(page, "Sign in")
        expect(page.get_by_role("heading", level=1)).to_have_text("Your applications")

    def opens_the_advert(self, reference: str) -> None:
        self.reference = reference
        self.page.goto(f"/vacancies/{reference}/")

    def checks_eligibility(self, answers: Sequence[Act]) -> None:
        page = self.page
        page.get_by_role("link", name="Check if you are eligible", exact=True).click()
        start = page.get_by_role("button", name="Start now")
        # An advert without conditions of its own has nothing to ask.
        start.or_(page.get_by_role("link", name="See your result")).first.click()
        for answer in answers:
            answer(page)
        expect(page.get_by_role("heading", level=1)).to_contain_text("You can apply")

    def starts(self) -> None:
        """From the advert, however the button is called there, to the task list."""
        page = self.page
        page.goto(f"/vacancies/{self.reference}/apply/")
        if not re.search(r"/tasks/$", page.url):
            press(page, "Start now")
        expect(page).to_have_url(re.compile(r"/tasks/$"))
        self.tasks = page.url

    def opens_tasks(self) -> None:
        self.page.goto(self.tasks)

    def fills_every_section(self) -> None:
        """Open what is not completed, one after the other, and answer it."""
        page = self.page
        for _ in range(MOST_SECTIONS):
            waiting = page.locator("li.govuk-task-list__item").filter(has_not_text="Completed")
            if not waiting.count():
                break
            waiting.first.get_by_role("link").click()
            self.fills_the_page()
            self.opens_tasks()
        expect(page.get_by_role("button", name="Check your answers and send")).to_be_visible()

    def fills_the_page(self) -> None:
        fill_form(self.page)

    def sends(self) -> str:
        """Check, send, and read the receipt; returns the reference."""
        page = self.page
        page.get_by_role("button", name="Check your answers and send").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
        page.get_by_role("button", name="Continue").click()
        press(page, "Send my application")
        return self.reads_the_receipt()

    def reads_the_receipt(self) -> str:
        panel = self.page.locator(".govuk-panel--confirmation")
        expect(panel).to_contain_text("Application sent")
        found = re.search(r"A-\d\d-\d+", panel.inner_text())
        assert found, panel.inner_text()
        return found.group(0)
