"""Am I eligible: seven people who ask, with script and without, and one who asks a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from recruitment.demo.people import PASSWORD as DEMO_PASSWORD
from recruitment.demo.stories import EXTERNAL, INTERNAL
from tests.journeys.actors import LONDON, Staff
from tests.journeys.forms import fill_field, press

YES, NO, UNSURE = "Yes", "No", "I am not sure"
LEAVER = (YES, YES, YES)


def today() -> date:
    return datetime.now(LONDON).date()


def years_ago(number: int) -> date:
    """The same day so many years before; on 29 February the day before it."""
    day = today()
    last = day.day if (day.month, day.day) != (2, 29) else 28
    return date(day.year - number, day.month, last)


def months_ago(number: int) -> date:
    """The first day of the month so many months back."""
    total = today().year * 12 + today().month - 1 - number
    return date(total // 12, total % 12 + 1, 1)


Answer = str | date | tuple[str, str]


def answer(page: Page, given: Answer) -> None:
    """One question: a choice by its words, a date, or hours and minutes."""
    if isinstance(given, date):
        for part in ("Day", "Month", "Year"):
            page.get_by_label(part, exact=True).fill(str(getattr(given, part.lower())))
    elif isinstance(given, tuple):
        page.locator("input[name=answer]").fill(given[0])
        page.locator("input[name=minutes]").fill(given[1])
    else:
        page.get_by_label(given, exact=True).check()
    press(page, "Continue")


# who: vacancy, what they answer, and what their page says
STORIES: dict[str, tuple[str, Callable[[], Sequence[Answer]], tuple[str, ...]]] = {
    "probationer": (
        INTERNAL,
        lambda: ("Met police officer", NO, NO),
        ("You cannot apply for this role now", "advertised to external candidates"),
    ),
    "agency worker at eleven months": (
        INTERNAL,
        lambda: ("Agency worker on an assignment with the Met", months_ago(10), NO, NO),
        ("You cannot apply for this role now", "you can apply from 1 ", "Tell me when I can apply"),
    ),
    "special at 199 h 45": (
        INTERNAL,
        lambda: ("Met special constable", ("199", "45"), NO, NO),
        ("You cannot apply for this role now", "199 hours 45 minutes", "at least 200 hours"),
    ),
    "volunteer without cadets": (
        INTERNAL,
        lambda: ("Met volunteer", years_ago(3), ("150", "0"), NO, NO),
        ("You can apply. A person will decide whether you are eligible.",),
    ),
    "leaver two years ago": (
        EXTERNAL,
        lambda: (*LEAVER, years_ago(2)),
        ("You cannot apply for police staff roles now", "five years", "special constable"),
    ),
    "leaver on the fifth anniversary": (
        EXTERNAL,
        lambda: (*LEAVER, years_ago(5)),
        ("You can apply. A person will decide whether you are eligible.",),
    ),
    "leaver who is not sure": (
        EXTERNAL,
        lambda: (YES, YES, UNSURE, years_ago(2)),
        ("You can apply. We need more from you before we can decide.",),
    ),
}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_each_person_reads_the_right_page(new_page, problems, script):
    for who, (reference, answers, expected) in STORIES.items():
        page = new_page(script=script, phone=not script)
        page.goto(f"/vacancies/{reference}/eligibility/")
        page.get_by_role("button", name="Start now").click()
        for given in answers():
            if page.url.endswith("/result/"):
                break  # nothing that is left could change the answer
            answer(page, given)
        expect(page, who).to_have_url(re.compile("/eligibility/result/$"))
        text = page.locator("main").inner_text()
        for words in expected:
            assert words in text, (who, words, text)
        assert "“" in page.locator("blockquote").first.text_content(), who
        page.context.close()
    assert problems == []


def test_a_route_in_general_is_checked_without_a_vacancy(new_page, problems):
    page = new_page(script=False, phone=True)
    page.goto("/eligibility/")
    page.get_by_role("link", name="Transferring from another force").click()
    page.get_by_role("button", name="Start now").click()
    for given in (YES, "Another force or agency", "Constable", YES, date(2020, 6, 3), YES, YES):
        answer(page, given)
    expect(page.get_by_role("heading", level=1)).to_contain_text("A person will decide")
    assert problems == []


def test_the_barred_one_who_asks_a_person_is_reinstated(new_page, problems, mailbox):
    page = new_page(script=False, phone=True)
    page.goto("/accounts/login/?next=/applications/")
    page.locator("input[name=login]").fill("linden")
    page.locator("input[name=password]").fill(DEMO_PASSWORD)
    press(page, "Sign in")
    barred = page.locator("main .app-vacancies li", has_text="Not eligible: automatic check")
    barred.get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("Not eligible: automatic check")
    status_url = page.url
    page.get_by_role("button", name="Ask a person to look again").click()
    page.locator("textarea[name=statement]").fill("I was never paid any compensation.")
    page.locator("input[type=file]").set_input_files(
        files=[{"name": "letter.png", "mimeType": "image/png", "buffer": picture()}]
    )
    press(page, "Ask a person to look again")
    expect(page.locator("main")).to_contain_text("I was never paid any compensation.")
    expect(page.locator("main")).to_contain_text("10 working days left")
    expect(page.locator("main")).to_contain_text("letter.png")
    reference = page.locator("main .govuk-caption-l").inner_text()

    reviewer = Staff(new_page(), "ellis")
    reviewer.signs_in()
    desk = reviewer.page
    desk.goto("/staff/applicants/eligibilitywork/")
    desk.get_by_role("link", name=reference).click()
    expect(desk.locator("main")).to_contain_text("I was never paid any compensation.")
    row = desk.get_by_role("row").filter(has_text="Was awarded compensation")
    row.get_by_role("link").click()
    for name, value in (
        ("answer", "no"),
        ("source", "hr_record"),
        ("note", "The payroll record shows that no compensation was paid."),
    ):
        fill_field(desk, name, value)
    desk.locator("form.staff-form button[type=submit]").click()
    expect(desk.locator("body")).to_contain_text("Decided again: eligible")

    page.goto(status_url)
    expect(page.locator("main")).to_contain_text("Application received")
    told = mailbox.read("linden@people.example", "Result of your review")
    assert "The payroll record shows that no compensation was paid." in told
    assert problems == []


def picture() -> bytes:
    """A small image, as a phone would send one."""
    content = BytesIO()
    Image.new("RGB", (40, 40), "white").save(content, "PNG")
    return content.getvalue()
