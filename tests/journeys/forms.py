"""Fills any form of the portal as a person would: whatever it asks, something plausible."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from playwright.sync_api import Locator, Page

WORDS = (
    "I asked three short questions, wrote down what mattered, and stayed on the line while a "
    "colleague went. Afterwards we changed the order of our questions."
)
SHORT = "Example"
# Old enough for every role, and then a day ahead: one of them fits each page.
DAYS_AWAY = (-9000, 60)
BY_NAME = {
    "given_names": "Indigo",
    "family_name": "Journey",
    "postcode": "SW1A 0AA",
}


def press(page: Page, name: str) -> None:
    """Press a button by its words."""
    page.get_by_role("button", name=name, exact=True).click()


def fill_field(page: Page, name: str, value: str) -> None:
    """Give one named field a value, whatever kind of field it is."""
    radio = page.locator(f"input[type=radio][name='{name}'][value='{value}']")
    if radio.count():
        radio.check()
        return
    field = page.locator(f"[name='{name}']")
    if field.evaluate("e => e.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


def fill_form(page: Page) -> None:
    """Answer everything on the page and save; dates are tried in the past, then in the future."""
    for days in DAYS_AWAY:
        _fill(page, datetime.now(UTC).date() + timedelta(days=days))
        press(page, "Save and continue")
        if not page.title().startswith("Error"):
            return
    raise AssertionError(page.locator("main").inner_text())


def _fill(page: Page, day: date) -> None:
    form = page.locator("main form").first
    _radios(form)
    _checkboxes(form)
    for select in form.locator("select").all():
        if select.is_visible():
            # A ranked list takes every place once.
            ranked = re.search(r"choice_(\d)$", select.get_attribute("name") or "")
            select.select_option(index=int(ranked[1]) if ranked else 1)
    for area in form.locator("textarea").all():
        if area.is_visible():
            area.fill(WORDS if "words" in area.locator("xpath=../..").inner_text() else SHORT)
    kinds = "input[type=text], input[type=tel], input[type=email], input:not([type])"
    for box in form.locator(kinds).all():
        if box.is_visible():
            box.fill(_text(box, day))


def _radios(form: Locator) -> None:
    names = dict.fromkeys(
        radio.get_attribute("name") for radio in form.locator("input[type=radio]").all()
    )
    for name in names:
        group = form.locator(f"input[type=radio][name='{name}']")
        no = form.locator(f"input[type=radio][name='{name}'][value='no']")
        chosen = group.first if name in {"right_to_work", "discussed"} or not no.count() else no
        if chosen.is_visible():
            chosen.check()


def _checkboxes(form: Locator) -> None:
    seen = set()
    for box in form.locator("input[type=checkbox]").all():
        name = box.get_attribute("name") or ""
        if name not in seen and not name.endswith("-month-only") and box.is_visible():
            box.check()
        seen.add(name)


def _text(box: Locator, day: date) -> str:
    return text_for(box.get_attribute("name") or "", box.get_attribute("type") or "", day)


def text_for(name: str, kind: str, day: date) -> str:
    """What somebody would type into a box of this name and type; dates lie on `day`."""
    for ending, value in (("-day", day.day), ("-month", day.month), ("-year", day.year)):
        if name.endswith(ending):
            return str(value)
    if kind == "email":
        return "morgan.manager@met.example"
    if kind == "tel":
        return "020 7946 0123"
    return BY_NAME.get(name, SHORT)
