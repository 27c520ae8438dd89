"""The people of an advert's life: recruiters who write and approve it, and who apply for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import expect

from recruitment.demo.people import PASSWORD as DEMO_PASSWORD
from tests.journeys.actors import Candidate, Staff
from tests.journeys.forms import fill_field, press

ADVERTS = "/staff/vacancies/vacancy/"


@dataclass
class Recruiter(Staff):
    """Writes adverts, approves those of others, and moves them through their life."""

    def copies_advert(self, reference: str, *, title: str, colleague: str) -> str:
        """A new draft from an advert, with a title of its own and a colleague in its team."""
        page = self.page
        self.opens_life(reference)
        page.get_by_role("link", name="Copy into a new draft").click()
        press(page, "Copy into a new draft")
        found = re.search(r"MPS-\d\d-\d+", page.title())
        assert found, page.title()
        fill_field(page, "title", title)
        fill_field(page, "approval_reference", "WFP/journey")
        choice = page.locator("select[name='team-0-user'], select[name='team-1-user']").last
        choice.select_option(label=colleague)
        page.locator("select[name='team-1-role'], select[name='team-0-role']").last.select_option(
            "recruiter"
        )
        page.locator("input[name=_save]").click()
        expect(page.locator(".messagelist")).to_contain_text("successfully")
        return found.group(0)

    def opens_life(self, reference: str) -> None:
        """The page "Life of this advert", found by the reference."""
        page = self.page
        page.goto(f"{ADVERTS}?q={reference}")
        page.get_by_role("link", name=reference).click()
        page.get_by_role("link", name="Life of this advert").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(reference)

    def moves_advert(self, reference: str, label: str, **fields: str) -> None:
        """Take one step of its life and see that it was done."""
        page = self.page
        self.opens_life(reference)
        page.get_by_role("link", name=label, exact=True).click()
        for name, value in fields.items():
            fill_field(page, name, value)
        press(page, label)
        expect(page.locator(".messagelist")).to_contain_text("Done:")

    def sees_state(self, words: str) -> None:
        """What the page "Life of this advert" says now."""
        expect(self.page.get_by_role("heading", name=f"Now: {words}")).to_be_visible()


@dataclass
class Applicant(Candidate):
    """Somebody of the demonstration who applies for one advert."""

    reference: str = ""
    tasks: str = ""

    def signs_in(self) -> None:
        page = self.page
        page.goto(f"/accounts/login/?next=/vacancies/{self.reference}/")
        page.locator("input[name=login]").fill(self.username)
        page.locator("input[name=password]").fill(DEMO_PASSWORD)
        press(page, "Sign in")
        expect(page).to_have_url(re.compile(self.reference))

    def starts_a_draft(self) -> None:
        page = self.page
        page.goto(f"/vacancies/{self.reference}/apply/")
        press(page, "Start now")
        expect(page).to_have_url(re.compile(r"/tasks/$"))
        self.tasks = page.url

    def checks_and_starts(self) -> None:
        """The check of eligibility first; its answers are used in the application."""
        page = self.page
        page.goto(f"/vacancies/{self.reference}/")
        self.checks_eligibility_as_confirmed_staff()
        press(page, "Apply for this role")
        if not page.url.endswith("/tasks/"):
            press(page, "Start now")
        expect(page).to_have_url(re.compile(r"/tasks/$"))
        self.tasks = page.url

    def opens_task_list(self) -> None:
        self.page.goto(self.tasks)

    def reads_of_extension(self, title: str) -> str:
        """The email about it, with the coded reason in words."""
        text = self.mailbox.read(self.email, f"More time to apply for {title}")
        assert "We would like to hear from more people" in text
        return text

    def sees_that_it_is_gone(self) -> None:
        answer = self.page.goto(f"/vacancies/{self.reference}/")
        assert answer is not None
        assert answer.status == 404
