"""Somebody who uses the keyboard alone: whatever it is, Tab leads there and a key does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page

from recruitment.demo.people import PASSWORD as DEMO_PASSWORD
from tests.journeys.applying import Answer, Applicant, Choose
from tests.journeys.forms import DAYS_AWAY, SHORT, WORDS, text_for

MOST_TABS = 250
FOCUSED = """() => {
  const one = document.activeElement;
  return {
    tag: one.tagName, type: one.type || '', name: one.name || '', value: one.value || '',
    text: (one.innerText || '').trim(), inForm: one.closest('main form') !== null,
    inMain: one.closest('main') !== null, checked: Boolean(one.checked),
    label: one.labels && one.labels.length ? one.labels[0].innerText.trim() : '',
    long: (one.parentElement?.parentElement?.innerText || '').includes('words'),
    visible: one.getBoundingClientRect().width > 0,
  };
}"""


@dataclass
class ByKeyboard(Applicant):
    """The same person with the mouse put away."""

    def gives_name_and_password(self) -> None:
        typed = {"login": self.username, "password": DEMO_PASSWORD}
        self._goes_through("Sign in", lambda one: self._types(typed.get(one["name"])))

    def presses(self, name: str) -> None:
        for one in self._tabs():
            if one["inMain"] and one["text"] == name:
                self._enters()
                return
        raise AssertionError(f"Nobody reaches “{name}” with Tab on {self.page.url}")

    def answers(self, answer: Answer) -> None:
        if isinstance(answer, Choose):
            self._goes_through("Continue", lambda one: self._chooses_labels(one, answer.labels))
        else:
            self._goes_through("Continue", lambda one: self._types(answer.boxes.get(one["label"])))

    def fills_the_page(self, button: str = "Save and continue") -> None:
        for days in DAYS_AWAY:
            self._goes_through(button, lambda one, days=days: self._answers(one, days))  # type: ignore[misc]
            if not self.page.title().startswith("Error"):
                return
        raise AssertionError(self.page.locator("main").inner_text())

    def _tabs(self) -> Iterator[dict[str, Any]]:
        """What gets the focus, one after the other."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            yield self._focused()

    def _focused(self) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate(FOCUSED)
        return found

    def _enters(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _goes_through(self, button: str, do: Callable[[dict[str, Any]], None]) -> None:
        """Through the form with Tab, doing something at each field once, to its button."""
        seen: set[tuple[str, str]] = set()
        for one in self._tabs():
            if not one["inForm"]:
                continue
            if one["tag"] == "BUTTON" and one["text"] == button:
                self._enters()
                return
            assert one["visible"], one
            # Each box of a group has the focus for itself; buttons of one share it.
            field = (one["name"], one["value"] if one["type"] == "checkbox" else "")
            if one["name"] and field not in seen:
                seen.add(field)
                do(one)
        raise AssertionError(f"Nobody reaches “{button}” with Tab on {self.page.url}")

    def _types(self, text: str | None) -> None:
        if text is not None:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.insert_text(text)

    def _chooses_labels(self, one: dict[str, Any], labels: tuple[str, ...]) -> None:
        if one["type"] == "checkbox":
            if one["label"] in labels:
                self.page.keyboard.press("Space")
        elif one["type"] == "radio":
            self._chooses(one, lambda now: now["label"] in labels)

    def _chooses(self, one: dict[str, Any], fits: Callable[[dict[str, Any]], bool]) -> None:
        """Down the buttons of a group to the one that fits; the first where none does."""
        keys, group = self.page.keyboard, f"input[type=radio][name='{one['name']}']"
        keys.press("Space")
        for _ in range(self.page.locator(group).count()):
            if fits(self._focused()):
                return
            keys.press("ArrowDown")

    def _answers(self, one: dict[str, Any], days: int) -> None:
        keys, kind, name = self.page.keyboard, one["type"], one["name"]
        if kind == "radio":
            self._chooses(one, lambda now: now["value"] == "no")
        elif kind == "checkbox":
            self._ticks_the_first(one)
        elif one["tag"] == "SELECT":
            if not one["value"]:
                for _ in range(int(name[-1]) if name[-1].isdigit() else 1):
                    keys.press("ArrowDown")
        elif one["tag"] == "TEXTAREA":
            self._types(WORDS if one["long"] else SHORT)
        elif one["tag"] == "INPUT":
            day = datetime.now(UTC).date() + timedelta(days=days)
            self._types(text_for(name, kind, day))

    def _ticks_the_first(self, one: dict[str, Any]) -> None:
        """Of boxes with one name the first is the answer."""
        first = first_value(self.page, one["name"])
        wanted = not one["name"].endswith("-month-only") and one["value"] == first
        if wanted and not one["checked"]:
            self.page.keyboard.press("Space")


def first_value(page: Page, name: str) -> str:
    """The value of the first box with this name."""
    return page.locator(f"input[type=checkbox][name='{name}']").first.get_attribute("value") or "on"
