"""Somebody who uses the keyboard alone: every field is reached with Tab and answered with keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.applying import Applicant
from tests.journeys.forms import DAYS_AWAY, WORDS, text_for

MOST_TABS = 250
FOCUSED = """() => {
  const one = document.activeElement;
  return {
    tag: one.tagName, type: one.type || '', name: one.name || '', value: one.value || '',
    text: (one.innerText || '').trim(), inForm: one.closest('main form') !== null,
    inMain: one.closest('main') !== null,
    visible: one.getBoundingClientRect().width > 0,
  };
}"""
YES = ("transfer_serving", "transfer_probation", "transfer_current_force", "transfer_requirements")


@dataclass
class ByKeyboard(Applicant):
    """The same person with the mouse put away."""

    def presses(self, name: str) -> None:
        """Tab to a button or link with these words and press Enter."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            focused = self._focused()
            if focused["inMain"] and focused["text"] == name:
                with self.page.expect_navigation():
                    self.page.keyboard.press("Enter")
                return
        raise AssertionError(f"Nobody reaches “{name}” with Tab on {self.page.url}")

    def checks_eligibility(self, answers: Any = ()) -> None:
        self.presses("Check if you are eligible")
        self.presses("Start now")
        for _ in range(12):
            if "You can apply" in self.page.get_by_role("heading", level=1).inner_text():
                return
            self._answers_all(days=-1000, button="Continue")
        raise AssertionError(self.page.url)

    def fills_the_page(self) -> None:
        for days in DAYS_AWAY:
            self._answers_all(days=days, button="Save and continue")
            if not self.page.title().startswith("Error"):
                return
        raise AssertionError(self.page.locator("main").inner_text())

    def sends(self) -> str:
        self.presses("Check your answers and send")
        self.presses("Continue")
        self.presses("Send my application")
        expect(self.page.locator(".govuk-panel--confirmation")).to_be_visible()
        return self.reads_the_receipt()

    def _focused(self) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate(FOCUSED)
        return found

    def _answers_all(self, *, days: int, button: str) -> None:
        """Go through the form with Tab, answer what has the focus, and press its button."""
        seen: set[str] = set()
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            focused = self._focused()
            if not focused["inForm"]:
                continue
            if focused["tag"] == "BUTTON" and focused["text"] == button:
                with self.page.expect_navigation():
                    self.page.keyboard.press("Enter")
                return
            assert focused["visible"], focused
            if focused["name"] and focused["name"] not in seen:
                seen.add(focused["name"])
                _answer(self.page, focused, days)
        raise AssertionError(f"Nobody reaches “{button}” with Tab on {self.page.url}")


def _answer(page: Page, focused: dict[str, Any], days: int) -> None:
    keys, kind, name = page.keyboard, focused["type"], focused["name"]
    if kind == "radio":
        _choose(page, focused, wanted="yes" if page.url.rstrip("/").endswith(YES) else "no")
    elif kind == "checkbox":
        if not name.endswith("-month-only"):
            keys.press("Space")
    elif focused["tag"] == "SELECT":
        for _ in range(int(name[-1]) if name[-1].isdigit() else 1):
            keys.press("ArrowDown")
    elif focused["tag"] == "TEXTAREA":
        keys.press("Control+A")
        keys.insert_text(WORDS)
    elif focused["tag"] == "INPUT":
        keys.press("Control+A")
        keys.insert_text(text_for(name, kind, datetime.now(UTC).date() + timedelta(days=days)))


def _choose(page: Page, focused: dict[str, Any], *, wanted: str) -> None:
    """The wanted answer of a group of radios if it has one, else the first."""
    page.keyboard.press("Space")
    group = page.locator(f"input[type=radio][name='{focused['name']}']")
    values = [one.get_attribute("value") for one in group.all()]
    if wanted not in values:
        return
    for _ in values:
        if page.evaluate("() => document.activeElement.value") == wanted:
            return
        page.keyboard.press("ArrowDown")
