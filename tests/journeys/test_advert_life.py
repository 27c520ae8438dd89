"""The life of an advert, from draft to cancelled, as recruiters and applicants live it."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest

from tests.journeys.actors import LONDON
from tests.journeys.advert_actors import Applicant, Recruiter
from tests.journeys.visits import INTERNAL

WRITER, SECOND = "rowan", "harper"
SECOND_NAME = "Harper Second (harper)"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_advert_from_draft_to_cancelled(new_page, mailbox, problems, script):
    title = f"Records Analyst {int(time.time())}"
    writer = Recruiter(new_page(script=script), WRITER)
    second = Recruiter(new_page(script=script), SECOND)
    applicant, starter = (
        Applicant(new_page(script=script), mailbox, name, f"{name}@people.example")
        for name in ("reese", "indigo")
    )

    reference = given_an_advert_that_two_people_made(writer, second, mailbox, title)
    when_one_starts_and_one_applies(reference, applicant, starter)
    when_people_get_longer(reference, writer, title)
    then_both_read_of_it(applicant, starter, title)
    when_it_is_cancelled(reference, writer)
    then_both_are_told_and_it_is_gone(applicant, starter, title)
    assert problems == []


def given_an_advert_that_two_people_made(
    writer: Recruiter, second: Recruiter, mailbox, title: str
) -> str:
    writer.signs_in()
    reference = writer.copies_advert(INTERNAL, title=title, colleague=SECOND_NAME)
    writer.moves_advert(reference, "Send for approval")
    writer.sees_state("Waiting for approval")
    assert reference in mailbox.read(f"{SECOND}@people.example", f"Please approve: {title}")
    second.signs_in()
    second.moves_advert(reference, "Approve")
    assert reference in mailbox.read(f"{WRITER}@people.example", f"Approved: {title}")
    writer.moves_advert(reference, "Publish")
    writer.sees_state("Open")
    return reference


def when_one_starts_and_one_applies(
    reference: str, applicant: Applicant, starter: Applicant
) -> None:
    for person in (starter, applicant):
        person.reference = reference
        person.signs_in()
    starter.starts_a_draft()
    applicant.checks_and_starts()
    applicant.fills_every_section()
    sent = applicant.sends_the_application()
    assert sent in applicant.mailbox.read(applicant.email, "We’ve received your application")


def when_people_get_longer(reference: str, writer: Recruiter, title: str) -> None:
    until = datetime.now(LONDON) + timedelta(days=30)
    writer.moves_advert(
        reference,
        "Extend the closing time",
        closes_on=f"{until:%Y-%m-%d}",
        closes_time="23:59",
        reason_code="few_applications",
    )
    assert title in writer.page.locator("h1").inner_text()
    writer.sees_state("Open")


def then_both_read_of_it(applicant: Applicant, starter: Applicant, title: str) -> None:
    assert "is with us" in applicant.reads_of_extension(title)
    assert "You have not sent it yet" in starter.reads_of_extension(title)


def when_it_is_cancelled(reference: str, writer: Recruiter) -> None:
    writer.moves_advert(reference, "Cancel the vacancy", reason_code="not_needed")
    writer.sees_state("Cancelled")


def then_both_are_told_and_it_is_gone(applicant: Applicant, starter: Applicant, title: str) -> None:
    for person in (applicant, starter):
        assert "cannot go on" in person.mailbox.read(person.email, f"We’re sorry: {title}")
        person.sees_that_it_is_gone()
    applicant.page.goto("/applications/")
    row = applicant.page.locator("main li, main tr, main div").filter(has_text=title).first
    assert "withdrawn" in row.inner_text().lower()
