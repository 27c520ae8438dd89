"""Restricted vacancies through a real nginx: nothing outside, and all of the way in inside.

Outside is a browser without the certificate of a managed device; inside is one that shows it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from recruitment.demo.data.vacancies import OUTLINES
from recruitment.demo.people import PASSWORD
from tests.demo_services.edge import MISSING, Edge, find_nginx
from tests.journeys.behind_edge import edge_before
from tests.journeys.conftest import DESKTOP, note
from tests.journeys.forms import press
from tests.journeys.portal import Portal
from tests.journeys.visits import RESTRICTED

TITLE = next(one.title for one in OUTLINES if one.reference == RESTRICTED)
ADVERT, LIST = f"/vacancies/{RESTRICTED}/", "/vacancies/restricted/"
NEVER = "MPS-26-9999"
SEARCHES = (
    "/vacancies/?q=covert+support",
    f"/vacancies/?q={RESTRICTED}",
    "/vacancies/internal/",
    "/vacancies/internal/?q=covert+support",
    "/vacancies/internal/?q=cofert+suport",  # what is suggested comes from titles
)
MACHINES = (
    "/vacancies/feed.atom?q=covert",
    "/vacancies/feed.json?q=covert",
    "/api/v1/vacancies/?q=covert",
    "/sitemap.xml",
    "/sitemap-vacancies.xml",
)
Visitor = Callable[..., Page]


@pytest.fixture(scope="module")
def edge(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    if find_nginx() is None:
        pytest.skip(MISSING)
    if os.environ.get("PORTAL_URL"):
        pytest.skip("This journey needs a portal that it started itself, for its database.")
    with edge_before(portal, tmp_path_factory.mktemp("edge")) as running:
        yield running


@pytest.fixture
def visitor(browser: Browser, edge: Edge, problems: list[str]) -> Iterator[Visitor]:
    """A browser of somebody: `visitor(inside=True, script=False)`."""
    contexts = []

    def make(*, inside: bool = False, script: bool = True) -> Page:
        certificate: Any = {
            "origin": edge.url,
            "certPath": edge.place / "device_certificate.pem",
            "keyPath": edge.place / "device_key.pem",
        }
        context = browser.new_context(
            base_url=edge.url,
            ignore_https_errors=True,  # the trial certificate is nobody's
            client_certificates=[certificate] if inside else [],
            java_script_enabled=script,
            viewport=DESKTOP,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: note(message, problems))
        return page

    yield make
    for context in contexts:
        context.close()


def signs_in(page: Page, username: str) -> None:
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(PASSWORD)
    press(page, "Sign in")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def status_of(page: Page, path: str) -> int:
    answer = page.goto(path)
    assert answer is not None
    return answer.status


def body_of(page: Page, path: str) -> str:
    """The page as it came, without the token of its forms."""
    answer = page.goto(path)
    assert answer is not None
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.text())


def then_there_is_no_trace(page: Page) -> None:
    assert status_of(page, ADVERT) == 404
    # Each names the address that was asked for, in the link "Give feedback".
    absent = body_of(page, ADVERT).replace(RESTRICTED, NEVER)
    assert absent == body_of(page, f"/vacancies/{NEVER}/")
    assert status_of(page, f"{ADVERT}apply/") == 404
    assert status_of(page, f"{ADVERT}closing.ics") == 404
    assert status_of(page, LIST) == 404
    for path in SEARCHES:
        shown = body_of(page, path)
        assert TITLE not in shown, path
        # The words that were looked for stand in their box and in links; no advert has them.
        assert f"/vacancies/{RESTRICTED}" not in shown, path
    for path in MACHINES:
        text = page.request.get(path).text()
        assert TITLE not in text, path
        assert f"/vacancies/{RESTRICTED}" not in text, path


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_outside_there_is_nothing(visitor: Visitor, problems: list[str], script: bool) -> None:
    then_there_is_no_trace(visitor(script=script))
    person = visitor(script=script)
    signs_in(person, "indigo")  # of the Met, at home
    then_there_is_no_trace(person)
    assert problems == []


def test_what_a_browser_claims_opens_nothing(visitor: Visitor, edge: Edge) -> None:
    person = visitor()
    signs_in(person, "indigo")
    secret = (edge.place / "met_device_secret").read_text()
    for claim in ({"X-Met-Device": secret}, {"X-Real-IP": "10.20.1.1"}):
        person.set_extra_http_headers(claim)
        assert status_of(person, ADVERT) == 404
        assert status_of(person, LIST) == 404


def test_inside_a_device_alone_and_somebody_from_outside_see_nothing(visitor: Visitor) -> None:
    device = visitor(inside=True)
    assert (status_of(device, ADVERT), status_of(device, LIST)) == (404, 404)
    signs_in(device, "robin")  # a candidate from outside the Met, at somebody's desk
    assert (status_of(device, ADVERT), status_of(device, LIST)) == (404, 404)


@pytest.mark.parametrize(
    ("script", "username"), [(True, "reese"), (False, "indigo")], ids=["script", "no script"]
)
def test_inside_somebody_of_the_met_finds_it_and_starts_applying(
    visitor: Visitor, problems: list[str], script: bool, username: str
) -> None:
    page = visitor(inside=True, script=script)
    signs_in(page, username)
    page.goto(f"{LIST}?q=covert+support")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.goto(f"{ADVERT}apply/")
    press(page, "Start now")
    expect(page).to_have_url(re.compile(r"/tasks/$"))
    tasks = page.url
    page.goto("/applications/")
    expect(page.locator("main")).to_contain_text(TITLE)

    home = visitor(script=script)
    signs_in(home, username)
    assert TITLE not in body_of(home, "/applications/")
    assert RESTRICTED not in body_of(home, "/applications/")
    assert status_of(home, tasks) == 404
    assert status_of(home, ADVERT) == 404
    assert problems == []
