"""Somebody who applies: the steps that every route shares, from the advert to the receipt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from recruitment.demo.people import EVERYBODY
from recruitment.demo.people import PASSWORD as DEMO_PASSWORD
from tests.journeys.forms import fill_form, press

MOST_SECTIONS = 30
CAN_WAIT = "Your CV"  # the one line of a task list that nobody has to open


@dataclass(frozen=True, slots=True)
class Choose:
    """The boxes or buttons with these labels are the answer to a question of the check."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OnDay:
    """This date is."""

    day: int
    month: int
    year: int

    @property
    def boxes(self) -> dict[str, str]:
        """What stands in the box of each label."""
        return {"Day": str(self.day), "Month": str(self.month), "Year": str(self.year)}


Answer = Choose | OnDay


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
        self.gives_name_and_password()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your applications")

    def gives_name_and_password(self) -> None:
        self.page.locator("input[name=login]").fill(self.username)
        self.page.locator("input[name=password]").fill(DEMO_PASSWORD)
        press(self.page, "Sign in")

    def opens_the_advert(self, reference: str) -> None:
        self.reference = reference
        self.page.goto(f"/vacancies/{reference}/")

    def presses(self, name: str) -> None:
        """A button or link of the page with these words."""
        main = self.page.locator("main")
        button = main.get_by_role("button", name=name, exact=True)
        button.or_(main.get_by_role("link", name=name, exact=True)).first.click()

    def checks_eligibility(self, answers: Sequence[Answer]) -> None:
        page = self.page
        self.presses("Check if you are eligible")
        # An advert without conditions of its own has nothing to ask.
        self.presses("Start now" if answers else "See your result")
        for answer in answers:
            self.answers(answer)
        expect(page.get_by_role("heading", level=1)).to_contain_text("You can apply")

    def answers(self, answer: Answer) -> None:
        """One page of the check."""
        page = self.page
        if isinstance(answer, Choose):
            for label in answer.labels:
                page.get_by_label(label, exact=True).check()
        else:
            for label, text in answer.boxes.items():
                page.get_by_label(label, exact=True).fill(text)
        press(page, "Continue")

    def starts(self) -> None:
        """From the advert, however the button is called there, to the task list."""
        page = self.page
        page.goto(f"/vacancies/{self.reference}/apply/")
        if not re.search(r"/tasks/$", page.url):
            self.presses("Start now")
        expect(page).to_have_url(re.compile(r"/tasks/$"))
        self.tasks = page.url

    def starts_registering(self) -> None:
        """From the advert of temporary work to the task list of the register."""
        page = self.page
        self.presses("Register your interest")
        self.presses("Start now")
        expect(page.get_by_role("heading", level=1)).to_have_text("Your registration of interest")
        self.tasks = page.url

    def opens_tasks(self) -> None:
        self.page.goto(self.tasks)

    def fills_every_section(self) -> None:
        """Open what is not completed, answer it, and go on from page to page as they lead."""
        for _ in range(MOST_SECTIONS):
            title = self.first_open_task()
            if not title:
                break
            self.presses(title)
            while "/sections/" in self.page.url:
                self.fills_the_page()
            self.opens_tasks()
        assert not self.first_open_task()

    def first_open_task(self) -> str:
        """The title of the first line of the task list that is not completed, "" for none."""
        waiting = self.page.locator("li.govuk-task-list__item")
        waiting = waiting.filter(has_not_text="Completed").filter(has_not_text=CAN_WAIT)
        return waiting.first.get_by_role("link").inner_text().strip() if waiting.count() else ""

    def fills_the_page(self, button: str = "Save and continue") -> None:
        fill_form(self.page, button)

    def sends(self) -> str:
        """Check, send, and read the receipt; returns the reference."""
        self.presses("Check your answers and send")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Check your answers")
        self.presses("Continue")
        self.presses("Send my application")
        return self.reads_the_receipt()

    def reads_the_receipt(self) -> str:
        panel = self.page.locator(".govuk-panel--confirmation")
        expect(panel).to_contain_text("Application sent")
        found = re.search(r"A-\d\d-\d+", panel.inner_text())
        assert found, panel.inner_text()
        return found.group(0)

    def registers(self) -> None:
        """Check, agree, and read that one is on the register."""
        page = self.page
        self.presses("Check your answers and register")
        self.fills_the_page("Register my interest")
        title = "Your profile on the temporary register"
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.locator("body")).to_contain_text("You are on the register.")
