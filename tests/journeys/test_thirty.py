"""A vacancy with thirty applications from closing to appointment, by the seven people whose work it
is; thirty decisions released at once, each of which its candidate reads; and one that is reversed.
"""

from __future__ import annotations

import re
import time
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from tests.journeys import crowd
from tests.journeys.actors import (
    LONDON,
    Candidate,
    Mailbox,
    Manager,
    Staff,
    next_minute,
    wait_until,
)
from tests.journeys.advert_actors import Recruiter
from tests.journeys.forms import fill_field, press
from tests.journeys.test_sift import gives

LIST = "/staff/applicants/application/"
PREPARED = "/staff/applicants/prepareddecision/"
BEST, REINSTATED = 1, 2  # numbers of people
READ_WHOLE = 4  # of the others the list of the mailbox is enough
FEEDBACK = "Thank you for the care that you took with this application."
MISSING = "We could not see what you did yourself."
RUN_SECONDS = 180


class Chair(Staff):
    """The chair of the panel, who is not on the demo's page of codes."""

    def current_code(self) -> str:
        return crowd.code_of_chair()


class OneOfMany(Candidate):
    """One of the thirty: the demo's password, and one application."""

    def signs_in(self) -> None:
        from recruitment.demo.people import PASSWORD  # noqa: PLC0415

        page = self.page
        page.goto("/accounts/login/?next=/applications/")
        page.locator("input[name=login]").fill(self.username)
        page.locator("input[name=password]").fill(PASSWORD)
        press(page, "Sign in")
        expect(page).to_have_url(re.compile("/applications/"))


def test_thirty_applications_from_closing_to_appointment(new_page, mailbox, portal, problems):
    references = crowd.tell(portal.port, "make")
    assert len(references) == crowd.NUMBER
    best = references[BEST - 1]
    recruiter = Recruiter(new_page(), "rowan")
    sifters = [
        Staff(new_page(script=script), f) for f, script in (("sasha", True), ("sidney", False))
    ]
    panel = Chair(new_page(script=False), crowd.CHAIR), Staff(new_page(), "parker")
    officer = Staff(new_page(script=False), "charlie")
    manager = Manager(
        new_page(script=False, phone=True), mailbox, f"{crowd.PREFIX}.boss@met.example"
    )
    name = crowd.username(BEST)
    candidate = OneOfMany(new_page(phone=True), mailbox, name, crowd.email(name))

    given_a_vacancy_that_closes(recruiter)
    when_all_are_taken_into_the_sift_at_once(recruiter)
    when_it_is_marked(portal.port, sifters, best)
    when_thirty_decisions_are_prepared(recruiter, best)
    candidate.signs_in()
    held_at = when_they_are_released_at_once(recruiter, best)
    candidate.confirms_the_interview()
    sessions = crowd.tell(portal.port, "sessions")
    then_each_candidate_reads_their_own(new_page(), mailbox, references, sessions)
    when_one_is_reversed_with_a_reason(
        recruiter, mailbox, references[REINSTATED - 1], new_page(), sessions[REINSTATED - 1]
    )
    when_the_panel_has_interviewed(panel, recruiter, best, held_at)
    when_the_offer_is_accepted_and_verified(recruiter, candidate, manager, best)
    then_the_checks_lead_to_an_appointment(officer, recruiter, candidate, best)
    assert problems == []


def given_a_vacancy_that_closes(recruiter: Recruiter) -> None:
    recruiter.signs_in()
    recruiter.moves_advert(crowd.REFERENCE, "Close now", reason_code="enough_applications")
    recruiter.opens_life(crowd.REFERENCE)
    expect(recruiter.page.locator("body")).to_contain_text("30 applications going on")


def all_that_match(recruiter: Staff, question: str, what: str) -> Page:
    """Choose an action for everything that the list shows, and see what would happen."""
    page = recruiter.page
    page.goto(f"/staff/vacancies/vacancy/?q={crowd.REFERENCE}")
    address = page.get_by_role("link", name=crowd.REFERENCE).first.get_attribute("href") or ""
    number = re.search(r"/vacancy/(\d+)/", address)
    assert number, address
    page.goto(f"{LIST}?vacancy={number[1]}&{question}")
    page.get_by_label("What to do", exact=True).select_option(label=what)
    page.get_by_label(re.compile("With everything that matches")).check()
    press(page, "See what would happen…")
    return page


def runs_to_its_end(page: Page) -> None:
    """The page looks again by itself; a reload is the same without its pauses."""
    until = time.monotonic() + RUN_SECONDS
    while not page.get_by_text("Finished", exact=True).count():
        assert time.monotonic() < until, page.locator("main, #content").first.inner_text()
        time.sleep(1)
        page.reload()


def when_all_are_taken_into_the_sift_at_once(recruiter: Staff) -> None:
    page = all_that_match(recruiter, "stage=new", "Start the sift")
    expect(page.get_by_role("heading", name="Start the sift for 30 applications?")).to_be_visible()
    press(page, "Start the sift: 30")
    runs_to_its_end(page)
    expect(page.locator(".staff-facts div", has_text="Done").first).to_contain_text("30")


def when_it_is_marked(port: int, sifters: list[Staff], best: str) -> None:
    for sifter in sifters:
        sifter.signs_in()
        page = sifter.page
        page.goto("/staff/applicants/siftmarking/")
        page.get_by_role("row").filter(has_text=crowd.TITLE).get_by_role("link").first.click()
        page.get_by_role("link", name="Say whom you know").click()
        fill_field(page, "knows", "nobody")
        page.locator("form.staff-form button[type=submit]").click()
        expect(page.get_by_role("heading", name="Mark the next application")).to_be_visible()
        sifter.opens_case(best)
        assert "Crowd01" not in page.locator("body").inner_text()
        page.get_by_role("link", name="Score the evidence").click()
        gives(sifter, 4)
        page.get_by_role("button", name="Save", exact=True).click()
    assert len(crowd.tell(port, "mark", best)) == crowd.NUMBER - 1


def when_thirty_decisions_are_prepared(recruiter: Staff, best: str) -> None:
    recruiter.opens_case(best)
    recruiter.takes_step("Prepare: Invite to interview")
    page = all_that_match(recruiter, "stage=sift", "Prepare: not successful at sift")
    expect(page.locator("body")).to_contain_text("prepared “Invite to interview”")
    fill_field(page, "reason_code", "criteria_not_shown")
    fill_field(page, "reason", FEEDBACK)
    press(page, "Prepare: not successful at sift: 29")
    expect(page.locator("body")).to_contain_text("Write what was missing for")
    for area in page.locator("textarea[name^=criterion_]").all():
        area.fill(MISSING)
    press(page, "Prepare: not successful at sift: 29")
    runs_to_its_end(page)
    expect(page.locator(".staff-facts div", has_text="Done").first).to_contain_text("29")


def when_they_are_released_at_once(recruiter: Staff, best: str) -> datetime:
    at = next_minute() + timedelta(minutes=1)
    recruiter.opens_case(best)
    recruiter.takes_step(
        "Set the interview",
        day=at.strftime("%Y-%m-%d"),
        time=at.strftime("%H:%M"),
        place="Lambeth",
    )
    page = recruiter.page
    page.goto(PREPARED)
    page.get_by_role(
        "link", name=re.compile(f"Release 30 decisions: {re.escape(crowd.TITLE)}")
    ).click()
    expect(page.locator("body")).to_contain_text("Not successful at sift: 29")
    press(page, "Release")
    until = time.monotonic() + RUN_SECONDS
    while page.get_by_text("Released", exact=True).count() < crowd.NUMBER:
        assert time.monotonic() < until, page.locator("body").inner_text()
        time.sleep(1)
        page.reload()
    return at


def sees_as(page: Page, session: str) -> str:
    """What somebody reads on the page of their application."""
    page.context.clear_cookies()
    page.context.add_cookies(
        [{"name": "sessionid", "value": session, "domain": "127.0.0.1", "path": "/"}]
    )
    page.goto("/applications/")
    page.locator("main").get_by_role("link").first.click()
    return page.locator("main").inner_text()


def then_each_candidate_reads_their_own(
    page: Page, mailbox: Mailbox, references: list[str], sessions: list[str]
) -> None:
    for number, (reference, session) in enumerate(zip(references, sessions, strict=True), start=1):
        to = crowd.email(crowd.username(number))
        words = sees_as(page, session)
        assert reference in words
        if number == BEST:
            assert "Interview booked" in words
            mailbox.read(to, "Invitation to interview")
            continue
        for line in (FEEDBACK, MISSING):
            assert line in words, words
        subject = f"Your application was not successful ({reference})"
        if number <= READ_WHOLE:
            email = mailbox.read(to, subject)
            assert FEEDBACK in email
            assert MISSING in email
        else:
            listed = mailbox.page.request.get(f"/demo/mailbox/?to={to}").text()
            assert listed.count(subject) == 1


def when_one_is_reversed_with_a_reason(
    recruiter: Staff, mailbox: Mailbox, reference: str, page: Page, session: str
) -> None:
    reason = "A page of the application was not shown to the markers."
    recruiter.opens_case(reference)
    recruiter.takes_step("Reverse", reason=reason)
    assert "Being assessed" in sees_as(page, session)
    to = crowd.email(crowd.username(REINSTATED))
    assert reason in mailbox.read(to, f"We have reversed our decision ({reference})")


def when_the_panel_has_interviewed(
    panel: tuple[Staff, Staff], recruiter: Staff, best: str, at: datetime
) -> None:
    for one in panel:
        one.signs_in()
    wait_until(at)
    for one in panel:
        one.opens_case(best)
        one.page.get_by_role("link", name="Your scorecard of the interview").first.click()
        gives(one, 4)
        press(one.page, "Send the scorecard")
        expect(one.page.locator(".messagelist")).to_contain_text("Your scorecard is sent.")
    chair = panel[0]
    chair.opens_case(best)
    chair.page.get_by_role("link", name=re.compile("^Record the panel")).first.click()
    gives(chair, 4)
    fill_field(chair.page, "result", "appointable")
    press(chair.page, "Save the result")
    recruiter.opens_case(best)
    recruiter.takes_step("Record the interview as held")


def when_the_offer_is_accepted_and_verified(
    recruiter: Staff, candidate: OneOfMany, manager: Manager, best: str
) -> None:
    recruiter.opens_case(best)
    recruiter.takes_step("Prepare the offer", start_on=datetime.now(LONDON).strftime("%Y-%m-%d"))
    recruiter.opens_case(best)
    recruiter.takes_step("Make a conditional offer")
    assert manager.mailbox.subjects(manager.email) == []
    candidate.accepts_the_offer(manager="Morgan Manager", manager_email=manager.email)
    manager.opens_the_link()
    manager.confirms_everything()
    candidate.sees_status("Pre-employment checks")


def then_the_checks_lead_to_an_appointment(
    officer: Staff, recruiter: Staff, candidate: OneOfMany, best: str
) -> None:
    officer.signs_in()
    for name in ("Identity", "Right to work", "Vetting", "Medical"):
        officer.opens_case(best)
        officer.completes_check(name)
    recruiter.opens_case(best)
    recruiter.takes_step("Confirm the offer")
    recruiter.opens_case(best)
    recruiter.takes_step("Record as started")
    candidate.sees_status("You have joined")
