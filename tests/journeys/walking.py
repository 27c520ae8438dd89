"""Walks through the pages of `pages.py` in a browser and writes down what each of them is like."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    Route,
    sync_playwright,
)

from recruitment.demo.people import PASSWORD
from tests.journeys.actors import Mailbox, Staff
from tests.journeys.portal import ROOT
from tests.journeys.visits import ADVERTS, APPLICATIONS, Role, Visit, start_if_asked, wanted_at

NARROW = 320
ADVERTS_KNOWN = "adverts"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
PICTURES = os.environ.get("PICTURES", "")  # a folder for pictures of every page in two widths
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = (
    "() => axe.run().then(found => found.violations.map("
    "one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 160)).join(' | ')))"
)
# What lies beyond the right edge, so that the message names the culprit.
FIND_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return '';
  const wide = [...document.querySelectorAll('body *')].filter(
    one => one.getBoundingClientRect().right > width + 1);
  return document.documentElement.scrollWidth + ' px: ' +
    wide.slice(-3).map(one => one.outerHTML.slice(0, 120)).join(' | ');
}"""
# Without script nothing of a form may be hidden but what is hidden for good.
FIND_HIDDEN = """() => {
  const found = [];
  const seen = one => one.checkVisibility() && one.getBoundingClientRect().width > 0;
  for (const one of document.querySelectorAll('main, main h1')) {
    if (!seen(one)) found.push(one.tagName);
  }
  // A button of type button sends nothing: it is for a script alone.
  const fields = 'input:not([type=hidden]):not([hidden]), select, textarea, ' +
    'button:not([hidden], [type=button])';
  for (const form of document.querySelectorAll('main form')) {
    const asks = form.querySelector('input:not([type=hidden]):not([hidden]), select, textarea');
    if (asks && !form.querySelector('button, input[type=submit]')) {
      found.push('a form without a button');
    }
    for (const one of form.querySelectorAll(fields)) {
      const folded = one.closest('details:not([open]), .empty-form');
      if (!folded && !seen(one)) found.push(one.outerHTML.slice(0, 120));
    }
  }
  return found;
}"""
EMPTY_FORM = """() => {
  const form = document.querySelector('main form[method=post]');
  form.noValidate = true;
  for (const one of form.elements) {
    if (one.type === 'checkbox' || one.type === 'radio') one.checked = false;
    else if (one.type === 'select-one' || one.type === 'select-multiple') one.value = '';
    else if (one.type !== 'hidden' && 'value' in one && one.tagName !== 'BUTTON' &&
      one.type !== 'submit') one.value = '';
  }
}"""


@dataclass
class Seen:
    """One page as it was found. Empty lists and texts are good news."""

    role: str
    name: str
    html: str = ""
    title: str = ""
    status: int = 0
    wanted_status: int = 200
    sent_empty: bool = False
    headings: int = 0
    complaints: list[str] = field(default_factory=list)
    axe: list[str] = field(default_factory=list)
    wide: str = ""
    wide_without_script: str = ""
    hidden_without_script: list[str] = field(default_factory=list)
    failure: str = ""
    wanted_at: str = ""
    path: str = ""

    def __str__(self) -> str:
        return f"{self.role}: {self.name}"


class Walker:
    """One person's browser, with script, and beside it one without."""

    def __init__(self, browser: Browser, base_url: str, role: Role) -> None:
        self.role = role
        self.base_url = base_url
        options: dict[str, Any] = {
            "base_url": base_url,
            "viewport": DESKTOP,
            "locale": "en-GB",
            "timezone_id": "Europe/London",
        }
        self.context: BrowserContext = browser.new_context(**options)
        self.context.set_default_timeout(10_000)
        self.context.add_init_script(path=AXE)
        self.page: Page = self.context.new_page()
        self.plain = browser.new_context(**options, java_script_enabled=False).new_page()
        self.plain.set_viewport_size({"width": NARROW, "height": 800})
        self.places: dict[str, str] = {}
        self.document: Response | None = None
        self.complaints: list[str] = []
        self.page.on("response", self._note_response)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def close(self) -> None:
        self.plain.context.close()
        self.context.close()

    def walk(self) -> Iterator[Seen]:
        """Come in, then see every page. A page that cannot be reached is written down as such."""
        try:
            self._come_in()
        except Exception as error:  # as for a page below
            yield Seen(self.role.name, "coming in", failure=f"{type(error).__name__}: {error}")
            return
        before = ""
        for visit in self.role.visits:
            seen = Seen(self.role.name, visit.name, wanted_status=visit.status)
            seen.sent_empty, seen.wanted_at = visit.empty or visit.wrong, wanted_at(visit, before)
            before = seen.wanted_at
            try:
                self._go(visit)
                self._look(seen)
            except Exception as error:  # the test reports it, and goes on with the other pages
                seen.failure = f"{type(error).__name__}: {error}"
            yield seen

    def _come_in(self) -> None:
        if self.role.kind == "staff":
            Staff(self.page, self.role.name).signs_in()
            self._learn_cases()
        elif self.role.kind == "candidate":
            self.page.goto("/accounts/login/")
            self.page.locator("input[name=login]").fill(self.role.name)
            self.page.locator("input[name=password]").fill(PASSWORD)
            with self.page.expect_navigation():
                self.page.get_by_role("button", name="Sign in", exact=True).click()
            self._learn_own()
        elif self.role.kind == "line manager":
            mailbox = Mailbox(self.page)
            link = mailbox.link(self.role.name, "evidence for Reese", "/verify/")
            self.page.goto(link)

    def _learn_own(self) -> None:
        self.page.goto("/applications/")
        found = re.search(r"/applications/[0-9a-f-]{36}/", self.page.content())
        if found:
            self.places["own"] = found.group(0)

    def _learn_cases(self) -> None:
        answer = self.page.goto(APPLICATIONS)
        if answer is None or not answer.ok:
            return
        for row in self.page.locator("#result_list tbody tr").all():
            where = row.locator(".field-where").inner_text().strip()
            link = row.locator("a").first.get_attribute("href") or ""
            self.places.setdefault(f"case:{where}", link)

    def _learn_adverts(self) -> None:
        self.page.goto(ADVERTS)
        for row in self.page.locator("#result_list tbody tr").all():
            link = row.locator("a").first
            change = link.get_attribute("href") or ""
            self.places[f"advert:{link.inner_text().strip()}"] = change.partition("change/")[0]
        self.places[ADVERTS_KNOWN] = ADVERTS

    def _go(self, visit: Visit) -> None:
        self.document = None
        self.complaints.clear()
        if visit.path:
            if "{own}" in visit.path and "own" not in self.places:
                self._learn_own()  # an earlier visit has started it
            if "{advert:" in visit.path and ADVERTS_KNOWN not in self.places:
                self._learn_adverts()
            path = re.sub(r"\{(.+?)\}", lambda found: self.places[found.group(1)], visit.path)
            self.page.goto(path)
        elif not visit.acts and not visit.empty:
            self.page.reload()
        for act in visit.acts:
            act(self.page)
        if start_if_asked in visit.acts:  # from here on this is the person's own
            self.places["own"] = urlsplit(self.page.url).path.removesuffix("tasks/")
        if visit.empty:
            self.page.evaluate(EMPTY_FORM)
            form = self.page.locator("main form[method=post]").first
            button = form.locator("button:not([type=button], .app-enter), input[type=submit]")
            with self.page.expect_navigation():
                button.first.click()
        self.page.wait_for_load_state()

    def _look(self, seen: Seen) -> None:
        page, document = self.page, self.document
        assert document is not None, "no page came"
        seen.status, seen.html = document.status, document.text()
        seen.title, seen.path = page.title(), urlsplit(page.url).path
        seen.headings = page.locator("h1").count()
        seen.complaints = list(self.complaints)  # before axe, which breaks the policy itself
        seen.axe = page.evaluate(RUN_AXE)
        page.set_viewport_size({"width": NARROW, "height": 800})
        seen.wide = page.evaluate(FIND_WIDE)
        page.set_viewport_size(DESKTOP)
        if PICTURES:
            self._take_pictures(seen)
        self._look_without_script(seen, document)

    def _take_pictures(self, seen: Seen) -> None:
        """For a person to look at: no test reads them."""
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^a-z0-9]+", "-", str(seen).lower())
        for width, size in (("phone", PHONE), ("desktop", DESKTOP)):
            self.page.set_viewport_size(size)
            self.page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        self.page.set_viewport_size(DESKTOP)

    def _look_without_script(self, seen: Seen, document: Response) -> None:
        """The same answer of the server in a browser that runs no script."""

        def answer(route: Route) -> None:
            headers = {k: v for k, v in document.headers.items() if not k.startswith("content-en")}
            route.fulfill(status=document.status, headers=headers, body=seen.html)

        address = document.url.split("#")[0]
        self.plain.route(address, answer)
        self.plain.goto(address)
        self.plain.unroute(address)
        seen.hidden_without_script = self.plain.evaluate(FIND_HIDDEN)
        seen.wide_without_script = self.plain.evaluate(FIND_WIDE)

    def _note_response(self, response: Response) -> None:
        request = response.request
        if request.is_navigation_request() and response.frame == self.page.main_frame:
            if not 300 <= response.status < 400:
                self.document = response
        elif response.status >= 400:
            self.complaints.append(f"{response.status} {response.url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)


def walk_everything(
    base_url: str, roles: Sequence[Role], launch: Mapping[str, Any], *, at_once: int = 2
) -> list[Seen]:
    """All pages of these roles, by several browsers at once: each waits for the server a lot."""
    waiting: Queue[Role] = Queue()
    for role in sorted(roles, key=lambda one: -len(one.visits)):
        waiting.put(role)
    with ThreadPoolExecutor(at_once) as pool:
        walks = [pool.submit(_walk_some, base_url, waiting, launch) for _ in range(at_once)]
        return [seen for walk in walks for seen in walk.result()]


def _walk_some(base_url: str, waiting: Queue[Role], launch: Mapping[str, Any]) -> list[Seen]:
    found: list[Seen] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch)
        with suppress(Empty):
            while True:
                walker = Walker(browser, base_url, waiting.get_nowait())
                found += walker.walk()
                walker.close()
        browser.close()
    return found


def save(pages: list[Seen], directory: Path) -> dict[str, Seen]:
    """Every answer of the server as a file, by the file's name."""
    directory.mkdir(parents=True, exist_ok=True)
    by_name = {f"{number:03}.html": seen for number, seen in enumerate(pages) if seen.html}
    for name, seen in by_name.items():
        (directory / name).write_text(seen.html, encoding="utf-8")
    return by_name
