"""After sending: an interview time, adjustments, the PDF, and one's own data."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from recruitment.demo.people import CROWD, PASSWORD, Person
from tests.journeys.actors import Staff
from tests.journeys.forms import press


@pytest.mark.parametrize(
    ("script", "phone", "person"),
    [(True, False, CROWD[3]), (False, True, CROWD[6])],
    ids=["script", "no script, phone"],
)
def test_a_candidate_looks_after_their_application(new_page, problems, script, phone, person):
    recruiter = Staff(new_page(script=script), "rowan")
    candidate = Applicant(new_page(script=script, phone=phone), person)
    given_an_invitation_to_choose_a_time(recruiter, person)
    candidate.signs_in()
    first = candidate.chooses_a_time()
    second = candidate.chooses_another_time()
    assert first != second
    assert candidate.calendar_file().count(b"BEGIN:VEVENT") == 1
    candidate.asks_for_adjustments()
    candidate.reads_the_pdf()
    candidate.downloads_their_data()
    assert problems == []


def given_an_invitation_to_choose_a_time(recruiter: Staff, person: Person) -> None:
    recruiter.signs_in()
    page = recruiter.page
    page.goto(f"/staff/applicants/application/?q={person.last_name}")
    page.get_by_role("link", name=re.compile("^A-")).first.click()
    recruiter.takes_step("Invite to interview")


class Applicant:
    """A person of the demo with one application."""

    def __init__(self, page: Page, person: Person) -> None:
        self.page = page
        self.person = person

    def signs_in(self) -> None:
        page = self.page
        page.goto("/accounts/login/?next=/applications/")
        page.locator("input[name=login]").fill(self.person.username)
        page.locator("input[name=password]").fill(PASSWORD)
        press(page, "Sign in")

    def opens_application(self) -> None:
        self.page.goto("/applications/")
        self.page.locator("main a[href*='/applications/']").first.click()

    def chooses_a_time(self) -> str:
        page = self.page
        self.opens_application()
        page.get_by_role("link", name="Choose a time").or_(
            page.get_by_role("button", name="Choose a time")
        ).first.click()
        press(page, "Send my answer")
        expect(page).to_have_title(re.compile("^Error: "))
        return self.takes(0)

    def chooses_another_time(self) -> str:
        self.opens_application()
        self.page.get_by_role("link", name="choose another time").click()
        return self.takes(1)

    def takes(self, number: int) -> str:
        page = self.page
        choice = page.locator("input[name=slot]").nth(number)
        label = page.locator(f"label[for='{choice.get_attribute('id')}']").inner_text()
        choice.check()
        press(page, "Send my answer")
        expect(page.locator("body")).to_contain_text(f"Your interview is booked: {label.strip()}")
        return label

    def calendar_file(self) -> bytes:
        self.opens_application()
        return self.file(lambda: self.page.get_by_role("link", name="Add it to your").click())

    def asks_for_adjustments(self) -> None:
        page = self.page
        self.opens_application()
        page.get_by_role("link", name=re.compile("^Ask for adjustments")).click()
        page.locator("input[name=q-needs][value=yes]").check()
        page.locator("input[name=q-stages][value=interview]").check()
        page.locator("textarea[name=q-what_interview]").fill("The questions in writing.")
        page.locator("input[name=q-professional_advice][value=no]").check()
        press(page, "Save")
        expect(page.locator("body")).to_contain_text("The advisers on adjustments will contact")

    def reads_the_pdf(self) -> None:
        self.opens_application()
        content = self.file(lambda: self.page.get_by_role("link", name="as a PDF").click())
        assert content.startswith(b"%PDF-1.7")

    def downloads_their_data(self) -> None:
        page = self.page
        page.goto("/your-data/")
        press(page, "Download my data")
        page.locator("main input[name=password]").fill(PASSWORD)
        content = self.file(lambda: press(page, "Confirm"))
        archive = zipfile.ZipFile(io.BytesIO(content))
        data = json.loads(archive.read("data.json"))
        assert data["details"]["Email address"] == self.person.email
        assert "The questions in writing." in json.dumps(data["applications"])

    def file(self, act: Callable[[], object]) -> bytes:
        """What the browser is given to keep."""
        with self.page.expect_download() as given:
            act()
        return Path(given.value.path()).read_bytes()
