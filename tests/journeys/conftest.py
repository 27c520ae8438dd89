"""Browsers and a running portal for the journeys."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.journeys.actors import Mailbox
from tests.journeys.portal import Portal

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder drives a browser."""
    for item in items:
        if "journeys" in item.nodeid.split("/"):
            every_page = "test_pages.py" in item.nodeid
            item.add_marker(pytest.mark.pages if every_page else pytest.mark.e2e)


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The whole portal, started once for all journeys. PORTAL_URL names one that runs already."""
    given = os.environ.get("PORTAL_URL")
    if given:
        yield Portal(tmp_path_factory.mktemp("portal"), port=int(given.rsplit(":", 1)[1]))
        return
    running = Portal(tmp_path_factory.mktemp("portal"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def problems() -> list[str]:
    """What browsers complained about; a test that walks pages expects it to stay empty."""
    return []


@pytest.fixture
def new_page(
    browser: Browser, portal: Portal, problems: list[str]
) -> Iterator[Callable[..., Page]]:
    """A page of a person's own browser: `new_page(script=False, phone=True)`."""
    contexts = []

    def make(*, script: bool = True, phone: bool = False) -> Page:
        context = browser.new_context(
            base_url=portal.url,
            java_script_enabled=script,
            viewport=PHONE if phone else DESKTOP,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: note(message, problems))
        page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
        return page

    yield make
    for context in contexts:
        context.close()


def note(message: ConsoleMessage, problems: list[str]) -> None:
    """Write down what the console complained about."""
    # A 404 or a refused form is logged by the browser as an error and is no problem of the page.
    if message.type == "error" and "Failed to load resource" not in message.text:
        problems.append(f"{message.location.get('url')}: {message.text}")


@pytest.fixture
def mailbox(new_page: Callable[..., Page]) -> Mailbox:
    """Somebody who looks into the mailbox."""
    return Mailbox(new_page())
