"""The people of the journeys: each method is something that a person does in a browser."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from recruitment.demo.people import PASSWORD as DEMO_PASSWORD
from tests.journeys.forms import fill_field, fill_form, press

LONDON = ZoneInfo("Europe/London")
PASSWORD = "lantern bridge otter 4711"
EMAIL_SECONDS = 30


@dataclass
class Mailbox:
    """Reads emails as they arrive."""

    page: Page

    def read(self, to: str, subject: str) -> str:
        """Wait for the newest email to `to` whose subject contains `subject`; returns its text."""
        deadline = time.monotonic() + EMAIL_SECONDS
        while time.monotonic() < deadline:
            self.page.goto(f"/demo/mailbox/?to={to}")
            link = self.page.get_by_role("link", name=re.compile(re.escape(subject)))
            if link.count():
                link.first.click()
                return self.page.locator("main").inner_text()
            time.sleep(0.5)
        raise AssertionError(f"No email “{subject}” reached {to}: {self.subjects(to)}")

    def link(self, to: str, subject: str, part: str) -> str:
        """The first address in that email that contains `part`."""
        text = self.read(to, subject)
        found = re.search(rf"https?://\S*{re.escape(part)}\S*", text)
        assert found, text
        return found.group(0)

    def subjects(self, to: str) -> list[str]:
        """All subjects so far, newest first."""
        self.page.goto(f"/demo/mailbox/?to={to}")
        return self.page.locator(".app-vacancy__title").all_inner_texts()


@dataclass
class Candidate:
    """Somebody who looks for a job, applies, and follows the application."""

    page: Page
    mailbox: Mailbox
    username: str
    email: str

    def finds_internal_vacancy(self, title: str) -> None:
        self.page.goto("/")
        self.page.get_by_role("link", name="Internal vacancies").first.click()
        self.page.get_by_role("link", name=title).click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(title)

    def checks_eligibility_as_confirmed_staff(self) -> None:
        page = self.page
        page.get_by_role("link", name="Check if you are eligible", exact=True).click()
        page.get_by_role("button", name="Start now").click()
        page.get_by_label("Met police staff", exact=True).check()
        press(page, "Continue")
        page.get_by_label("Yes", exact=True).check()
        press(page, "Continue")
        page.get_by_label("Day", exact=True).fill("3")
        page.get_by_label("Month", exact=True).fill("6")
        page.get_by_label("Year", exact=True).fill("2025")
        press(page, "Continue")
        page.get_by_label("No", exact=True).check()
        press(page, "Continue")
        expect(page.get_by_role("heading", level=1)).to_contain_text("You can apply")
        expect(page.locator("main")).to_contain_text("3 June 2025")

    def applies_and_registers(self) -> None:
        page = self.page
        press(page, "Apply for this role")
        page.locator("main").get_by_role("button", name="Register").click()
        page.locator("input[name=username]").fill(self.username)
        page.locator("input[name=email]").fill(self.email)
        page.locator("input[name=password1]").fill(PASSWORD)
        page.locator("input[name=password2]").fill(PASSWORD)
        page.locator("main form button[type=submit], main form button:not([type])").first.click()
        page.goto(self.mailbox.link(self.email, "onfirm", "confirm-email"))
        page.locator("main form button").first.click()
        self.signs_in()

    def signs_in(self) -> None:
        page = self.page
        if not page.locator("input[name=login]").count():
            page.goto("/accounts/login/?next=/applications/")
        page.locator("input[name=login]").fill(self.username)
        page.locator("input[name=password]").fill(PASSWORD)
        press(page, "Sign in")

    def fills_every_section(self) -> None:
        page = self.page
        self.opens_task_list()
        for _ in range(40):
            open_task = (
                page.locator("li.govuk-task-list__item")
                .filter(has_not_text="Completed")
                .get_by_role("link")
            )
            if not open_task.count():
                break
            open_task.first.click()
            fill_form(page)
            self.opens_task_list()
        expect(page.get_by_role("button", name="Check your answers and send")).to_be_visible()

    def comes_back_to_the_vacancy(self, title: str) -> None:
        """After registering, the portal still knows which role it was for."""
        page = self.page
        page.goto("/applications/")
        expect(page.locator("main")).to_contain_text(title)
        page.get_by_role("button", name="Start your application").click()
        press(page, "Start now")
        expect(page).to_have_url(re.compile(r"/tasks/$"))

    def opens_task_list(self) -> None:
        page = self.page
        page.goto("/applications/")
        page.locator("main").get_by_role("link", name=re.compile("Crime Analyst")).first.click()
        expect(page).to_have_url(re.compile(r"/tasks/$"))

    def sends_the_application(self) -> str:
        page = self.page
        page.get_by_role("button", name="Check your answers and send").click()
        page.get_by_role("button", name="Continue").click()
        press(page, "Send my application")
        panel = page.locator(".govuk-panel--confirmation")
        expect(panel).to_be_visible()
        found = re.search(r"A-\d\d-\d+", panel.inner_text())
        assert found, panel.inner_text()
        return found.group(0)

    def sees_status(self, words: str) -> None:
        self.page.goto("/applications/")
        self.page.locator("main").get_by_role("link").first.click()
        expect(self.page.locator("main")).to_contain_text(words)

    def confirms_the_interview(self) -> None:
        page = self.page
        page.goto(self.mailbox.link(self.email, "Invitation to interview", "/applications/"))
        page.get_by_role("link", name=re.compile("confirm|interview|answer", re.IGNORECASE)).or_(
            page.get_by_role("button", name=re.compile("confirm|answer", re.IGNORECASE))
        ).first.click()
        if page.locator("input[type=radio]").count():
            page.locator("input[type=radio]").first.check()
            press(page, "Send my answer")
        expect(page.locator("main")).to_contain_text("Interview booked")

    def accepts_the_offer(self, *, manager: str, manager_email: str) -> None:
        page = self.page
        page.goto(self.mailbox.link(self.email, "Conditional offer", "/offer/"))
        page.locator("input[name=reply]").first.check()
        page.locator("input[name=line_manager_name]").fill(manager)
        page.locator("input[name=line_manager_email]").fill(manager_email)
        press(page, "Send my reply")


@dataclass
class Staff:
    """A member of recruitment staff, with a second factor."""

    page: Page
    username: str

    def signs_in(self) -> None:
        page = self.page
        page.goto("/staff/")
        page.locator("input[name=login]").fill(self.username)
        page.locator("input[name=password]").fill(DEMO_PASSWORD)
        press(page, "Sign in")
        code = self.enters_code()
        if page.locator("input[name=code]").count():
            # A code works once, and another journey used this one: the next comes within 30 s.
            self.waits_for_another_code(than=code)
            self.enters_code()
        expect(page).to_have_url(re.compile("/staff/"))

    def enters_code(self) -> str:
        code = self.current_code()
        self.page.locator("input[name=code]").fill(code)
        press(self.page, "Sign in")
        return code

    def waits_for_another_code(self, *, than: str, seconds: int = 45) -> None:
        until = time.monotonic() + seconds
        while self.current_code() == than:
            assert time.monotonic() < until, f"The code stayed the same for {seconds} seconds."
            time.sleep(1)

    def current_code(self) -> str:
        codes = self.page.context.new_page()
        codes.goto("/demo/codes/")
        row = codes.get_by_role("row").filter(has_text=self.username)
        code = row.get_by_role("cell").first.inner_text().strip()
        codes.close()
        return code

    def opens_case(self, reference: str) -> None:
        page = self.page
        page.goto(f"/staff/applicants/application/?q={reference}")
        page.get_by_role("link", name=reference).click()
        expect(page.get_by_role("heading", name=re.compile(reference)).first).to_be_visible()

    def takes_step(self, label: str, **fields: str) -> None:
        """Press a next step, fill what it asks, confirm."""
        page = self.page
        page.get_by_role("link", name=re.compile(f"^{re.escape(label)}")).first.click()
        for name, value in fields.items():
            fill_field(page, name, value)
        page.locator("form.staff-form button[type=submit]").click()
        errors = page.locator(".errornote, .staff-errors, .errorlist")
        assert not errors.count(), errors.all_inner_texts()

    def scores(self, reference: str, *, mark: int) -> None:
        page = self.page
        self.opens_case(reference)
        page.get_by_role("link", name=re.compile("score", re.IGNORECASE)).first.click()
        for select in page.locator("form.staff-form select").all():
            select.select_option(str(mark))
        radios = page.locator("form.staff-form input[type=radio]").all()
        for name in {radio.get_attribute("name") for radio in radios}:
            page.locator(f"input[name='{name}'][value='{mark}']").check()
        for text in page.locator("form.staff-form textarea").all():
            text.fill("A clear example with a result.")
        page.get_by_role("button", name="Save", exact=True).click()

    def completes_check(self, name: str) -> None:
        page = self.page
        page.get_by_role("row").filter(has_text=name).get_by_role("link").first.click()
        fill_field(page, "state", "complete")
        page.locator("form.staff-form button[type=submit]").click()


@dataclass
class Manager:
    """A line manager with one strange email and no account."""

    page: Page
    mailbox: Mailbox
    email: str

    def opens_the_link(self) -> None:
        self.page.goto(self.mailbox.link(self.email, "Please confirm evidence", "/verify/"))

    def confirms_everything(self) -> None:
        page = self.page
        page.get_by_label("Yes, and I can answer questions about them").check()
        press(page, "Continue")
        for radio in page.get_by_label("Yes, this is right").all():
            radio.check()
        press(page, "Continue")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Check your answers")
        press(page, "Send my answers")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Your answers are sent")


def next_minute() -> datetime:
    """The next full minute that is at least 15 seconds away, London time."""
    soon = datetime.now(LONDON) + timedelta(seconds=75)
    return soon.replace(second=0, microsecond=0)


def wait_until(moment: datetime) -> None:
    """Wait for a moment in the near future."""
    time.sleep(max(0.0, (moment - datetime.now(LONDON)).total_seconds()) + 1)
