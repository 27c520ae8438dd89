"""Alerts from the mailbox, texts by the content editor, standings by file and by work address."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from tests.journeys.actors import DEMO_PASSWORD, Mailbox, Staff
from tests.journeys.portal import ROOT
from tests.journeys.stages import environment_of

EITHER = pytest.mark.parametrize(
    ("script", "phone"), [(True, False), (False, True)], ids=["script", "no script, phone"]
)
# The search is made older, so that what is open is news and its day has come (an alert that was
# confirmed today begins tomorrow); then the beat's own task runs.
RUN = """
from datetime import timedelta
from django.utils import timezone
from vacancies.models import SavedSearch
from vacancies.tasks import send_alerts
before = timezone.now() - timedelta(days=90)
found = SavedSearch.objects.filter(email="{email}")
assert found.update(told_until=before, run_on=before.date()) == 1
send_alerts()
send_alerts()
"""


def run_alerts(port: int, email: str) -> None:
    """Two runs of the task in the portal's own database, now."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", RUN.format(email=email)],
        cwd=ROOT,
        env={**os.environ, **environment_of(port)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def sign_in(page, username: str, then: str) -> None:
    page.goto(f"/accounts/login/?next={then}")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(DEMO_PASSWORD)
    page.locator("main form").get_by_role("button", name="Sign in").first.click()


@EITHER
def test_an_alert_is_saved_confirmed_sent_and_stopped(
    new_page, mailbox: Mailbox, portal, problems, script, phone
):
    page = new_page(script=script, phone=phone)
    email = f"alert{int(time.time())}{'s' if script else 'n'}@people.example"
    page.goto("/vacancies/?q=constable")
    titles = page.locator(".app-vacancy__title a").all_inner_texts()
    assert len(titles) > 1
    page.get_by_role("link", name="Email me new vacancies like these").click()
    page.get_by_role("button", name="Set up this alert").click()
    assert page.title().startswith("Error: ")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Every day").check()
    page.get_by_role("button", name="Set up this alert").click()
    assert page.locator("h1").inner_text() == "Check your email"

    page.goto(mailbox.link(email, "Confirm your job alert", "/alerts/link/"))
    page.get_by_role("button", name="Yes, write to me").click()
    assert "Your job alert is set up." in page.locator("main").inner_text()
    run_alerts(portal.port, email)
    told = mailbox.read(email, "new vacancies for")
    assert all(title in told for title in titles), told
    assert len(mailbox.subjects(email)) == 2
    page.goto(mailbox.link(email, "new vacancies for", "/stop/").removesuffix("stop/"))

    page.get_by_role("link", name="Stop this alert").click()
    page.get_by_role("button", name="Stop this alert").click()
    assert page.locator("h1").inner_text() == "Your job alert is stopped"
    assert problems == []


@EITHER
def test_a_work_address_gives_a_standing(new_page, mailbox: Mailbox, problems, script, phone):
    page = new_page(script=script, phone=phone)
    who = "casey" if script else "linden"
    work = f"{who}{int(time.time())}@met.example"
    sign_in(page, who, "/accounts/standing/")
    page.get_by_role("button", name="Confirm a work address").click()
    page.get_by_role("button", name="Send me a link").click()
    assert page.title().startswith("Error: ")
    page.get_by_label("Your work email address").fill(work)
    page.get_by_label("Police officer", exact=True).check()
    page.get_by_role("button", name="Send me a link").click()
    assert page.locator("h1").inner_text() == "Check your work email"
    page.goto(mailbox.link(work, "Confirm your work address", "/accounts/standing/link/"))
    page.locator("main").get_by_role("button", name="Confirm", exact=True).click()
    shown = page.locator("main").inner_text()
    assert "Your work address is confirmed." in page.locator("body").inner_text()
    assert "Confirmed work email address" in shown
    assert problems == []


@EITHER
def test_a_text_is_edited_and_read_at_once(new_page, problems, script, phone):
    staff = Staff(new_page(script=script, phone=phone), "adair")
    staff.signs_in()
    page, words = staff.page, f"We write this at {int(time.time())}."
    page.goto("/staff/ui/textversion/")
    page.locator("a[href$='/home.who_we_are/']").click()
    page.get_by_label("Text in Markdown").fill(f"**{words}**")
    page.get_by_role("button", name="Preview").click()
    assert words in page.locator("#content strong").all_inner_texts()
    page.get_by_role("button", name="Save and show").click()
    reader = new_page(script=script, phone=phone)
    reader.goto("/")
    assert words in reader.locator("main").inner_text()
    assert problems == []


@EITHER
def test_standings_come_by_file_and_are_undone(new_page, problems, script, phone):
    staff = Staff(new_page(script=script, phone=phone), "adair")
    staff.signs_in()
    page = staff.page
    page.goto("/staff/accounts/standingimport/upload/")
    person = "robin" if script else "marlowe"
    row = f"{person}@people.example,special,2026-01-01,2099-01-01"
    rows = f"email,kind,valid_from,valid_until\n{row}\n"
    page.locator("input[type=file]").set_input_files(
        {"name": "standings.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    page.locator(
        "#content form button[type=submit], #content form input[type=submit]"
    ).first.click()
    assert f"{person}@people.example" in page.locator("#content").inner_text()
    page.get_by_role("button", name="Apply this file").click()
    assert "The file is applied." in page.locator("body").inner_text()
    page.locator("button[name=undo], input[name=undo]").first.click()
    assert "Undone: 1." in page.locator("body").inner_text()
    assert problems == []
