"""The other doors: a forum booked and cancelled from the mailbox; the register from both sides."""

from __future__ import annotations

import time

import pytest

from tests.journeys.actors import PASSWORD, Mailbox, Staff

EITHER = pytest.mark.parametrize(
    ("script", "phone"), [(True, False), (False, True)], ids=["script", "no script, phone"]
)


def new_name(script: bool) -> str:
    return f"{'door' if script else 'scriptless.door'}{int(time.time())}"


@EITHER
def test_a_forum_is_booked_and_cancelled_from_the_mailbox(
    new_page, mailbox: Mailbox, problems, script, phone
):
    page, email = new_page(script=script, phone=phone), f"{new_name(script)}@people.example"
    page.goto("/")
    page.locator("main").get_by_role("link", name="New police constables").click()
    page.locator("main").get_by_role("link", name="Becoming a police constable: ask").click()
    page.get_by_role("button", name="Book a place").click()
    page.get_by_role("button", name="Book my place").click()
    assert page.title().startswith("Error: ")
    page.get_by_label("Full name").fill("Sam Journey")
    page.get_by_label("Email address").fill(email)
    page.get_by_role("button", name="Book my place").click()
    assert "check your email" in page.locator("h1").inner_text()

    page.goto(mailbox.link(email, "Confirm your place", "/forums/booking/"))
    page.get_by_role("button", name="Yes, I want to come").click()
    assert page.locator("h1").inner_text() == "Your place is booked"

    assert "https://meeting.example/forum" in mailbox.read(email, "Your place is booked")
    page.goto(mailbox.link(email, "Your place is booked", "/cancel/"))
    page.get_by_role("button", name="Yes, cancel my place").click()
    assert page.locator("h1").inner_text() == "Your booking is cancelled"
    mailbox.read(email, "Your booking is cancelled")
    assert problems == []


@EITHER
def test_somebody_registers_is_matched_invited_and_says_yes(
    new_page, mailbox: Mailbox, problems, script, phone
):
    who = new_name(script).replace(".", "")
    name, email = f"Sam {who.capitalize()}", f"{who}@people.example"
    page = new_page(script=script, phone=phone)
    given_answers_without_an_account(page, name)
    given_an_account(page, mailbox, who, email)
    when_they_register(page, mailbox, email)
    recruiter = Staff(new_page(script=script), "remi")
    when_a_recruiter_invites(recruiter, name)
    then_they_say_yes(page, mailbox, email)
    then_the_recruiter_sees_the_answer(recruiter, name, email)
    assert problems == []


def go_on(page) -> None:
    page.get_by_role("button", name="Save and continue").click()


def given_answers_without_an_account(page, name: str) -> None:
    page.goto("/join/temporary-and-interim/")
    page.get_by_role("button", name="Register your interest").click()
    page.get_by_role("button", name="Start now").click()
    for title in (
        "Your contact details", "Your right to work", "Roles that interest you",
        "When, where and for what rate", "Security clearance", "About you in two lines",
        "Earlier service with the Met",
    ):  # fmt: skip
        page.get_by_role("link", name=title).click()
        if title == "Your contact details":
            page.get_by_label("Full name").fill(name)
            page.get_by_label("Telephone number").fill("020 7946 0123")
        elif title == "Your right to work":
            page.get_by_label("Yes", exact=True).check()
        elif title == "Roles that interest you":
            page.get_by_label("HR Advisor", exact=True).check()
        elif title == "When, where and for what rate":
            for box, number in (("Day", "1"), ("Month", "12"), ("Year", "2027")):
                page.get_by_label(box, exact=True).fill(number)
            page.get_by_label("Anywhere", exact=True).check()
            page.get_by_label("Either is fine", exact=True).check()
            page.get_by_label("By the hour", exact=True).check()
            page.get_by_label("The lowest rate").fill("20")
        elif title == "Security clearance":
            page.get_by_label("Which clearance do you hold now?").select_option("none")
        elif title == "Earlier service with the Met":
            page.locator("input[name=q-left_before][value=no]").check()
        go_on(page)
        assert page.locator("h1").inner_text() == "Your registration of interest"
    assert "You have completed 7 of 7 sections" in page.locator("main").inner_text()


def given_an_account(page, mailbox: Mailbox, who: str, email: str) -> None:
    page.locator("main").get_by_role("button", name="Create an account").click()
    page.locator("input[name=username]").fill(who)
    page.locator("input[name=email]").fill(email)
    for field in ("password1", "password2"):
        page.locator(f"input[name={field}]").fill(PASSWORD)
    # With script, the form has a button that shows the password as well.
    page.locator("main form button[type=submit], main form button:not([type])").first.click()
    page.goto(mailbox.link(email, "onfirm", "confirm-email"))
    page.locator("main").get_by_role("button").first.click()
    page.goto("/accounts/login/?next=/register/join/")
    page.locator("input[name=login]").fill(who)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form").get_by_role("button", name="Sign in").first.click()


def when_they_register(page, mailbox: Mailbox, email: str) -> None:
    assert page.locator("h1").inner_text() == "Check your answers and register"
    page.get_by_label("I have read the statement about convictions").check()
    page.get_by_label("You may match me with openings for 12 months").check()
    page.get_by_role("button", name="Register my interest").click()
    assert page.locator("h1").inner_text() == "Your profile on the temporary register"
    mailbox.read(email, "You are on the temporary and interim register")


def when_a_recruiter_invites(staff: Staff, name: str) -> None:
    staff.signs_in()
    page = staff.page
    page.goto("/staff/register/invitation/openings/")
    page.get_by_role("link", name="HR Advisor (employee relations)").click()
    row = page.get_by_role("row").filter(has_text=name)
    assert "Looks for “HR Advisor”." in row.inner_text()
    row.get_by_role("link", name=name).click()
    page.get_by_label("Your message").fill("Shall we talk this week?")
    page.get_by_role("button", name="Send the invitation").click()
    row = page.get_by_role("row").filter(has_text=name)
    assert "Waiting for an answer" in row.inner_text()


def then_they_say_yes(page, mailbox: Mailbox, email: str) -> None:
    page.goto("/register/profile/")
    assert "Register recruiter on" in page.locator("main").inner_text()
    page.goto(mailbox.link(email, "Invitation: HR Advisor", "/register/answer/"))
    page.get_by_label("Yes, please contact me").check()
    page.get_by_label("Message to the recruiter").fill("After 5pm.")
    page.get_by_role("button", name="Send my answer").click()
    assert "You said yes" in page.locator("main").inner_text()
    mailbox.read(email, "You have accepted our invitation")


def then_the_recruiter_sees_the_answer(staff: Staff, name: str, email: str) -> None:
    page = staff.page
    page.goto("/staff/register/invitation/?state__exact=accepted")
    page.get_by_role("link", name=name).click()
    shown = page.locator("#content").inner_text()
    assert email in shown
    assert "After 5pm." in shown
