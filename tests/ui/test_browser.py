"""What only a browser shows: leaving, revealed questions, cookies, time-outs. Run by `make e2e`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, Page, Route

LEAVE_SITE_URL = django_settings.LEAVE_SITE_URL
pytestmark = [
    pytest.mark.e2e,
    pytest.mark.urls("tests.ui.gallery.urls"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def tab(browser: Browser, live_server) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url)

    def stand_in(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<title>Weather</title>")

    context.route(LEAVE_SITE_URL, stand_in)
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    assert problems == []
    context.close()


def test_escape_leaves_and_back_does_not_return(tab: Page) -> None:
    tab.goto("/contact/")
    tab.goto("/privacy/")
    tab.keyboard.press("Escape")
    tab.wait_for_url(LEAVE_SITE_URL)
    tab.go_back()
    assert tab.url.endswith("/contact/")


def test_shift_three_times_leaves(tab: Page) -> None:
    tab.goto("/contact/")
    for _ in range(3):
        tab.keyboard.press("Shift")
    tab.wait_for_url(LEAVE_SITE_URL)


def test_button_leaves(tab: Page) -> None:
    tab.goto("/contact/")
    tab.get_by_role("link", name="Leave this site").click()
    tab.wait_for_url(LEAVE_SITE_URL)


def test_writing_with_capitals_does_not_leave(tab: Page) -> None:
    tab.goto("/gallery/")
    box = tab.get_by_label("Full name")
    box.focus()
    for letter in "ABC":
        tab.keyboard.press(f"Shift+{letter}")
    tab.keyboard.press("Shift")
    tab.keyboard.press("Shift")
    tab.keyboard.press("a")
    tab.keyboard.press("Shift")
    assert box.input_value() == "ABCa"
    assert tab.url.endswith("/gallery/")


@pytest.mark.parametrize(
    "setup",
    [
        "() => { const d = document.createElement('dialog'); document.body.append(d); d.show(); }",
        "() => { const l = document.createElement('div'); l.setAttribute('role', 'listbox');"
        " l.tabIndex = 0; document.querySelector('main').append(l); l.focus(); }",
        "() => document.querySelector('select').focus()",
        "() => document.addEventListener('keydown', (e) => e.preventDefault(), true)",
    ],
    ids=["dialog", "listbox", "select", "handled"],
)
def test_escape_belongs_to_what_is_open(tab: Page, setup: str) -> None:
    tab.goto("/gallery/")
    tab.evaluate(setup)
    tab.keyboard.press("Escape")
    tab.wait_for_timeout(200)
    assert tab.url.endswith("/gallery/")


def test_escape_while_composing_does_not_leave(tab: Page) -> None:
    tab.goto("/gallery/")
    tab.evaluate(
        "document.querySelector('input').dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Escape', isComposing: true, bubbles: true}))"
    )
    tab.wait_for_timeout(200)
    assert tab.url.endswith("/gallery/")


def test_revealed_question_follows_the_choice(tab: Page) -> None:
    tab.goto("/gallery/")
    where = tab.get_by_label("Where did you work?")
    assert not where.is_visible()
    tab.get_by_label("Yes", exact=True).check()
    assert where.is_visible()
    tab.get_by_label("No", exact=True).check()
    assert not where.is_visible()


def test_none_of_these_clears_the_rest(tab: Page) -> None:
    tab.goto("/gallery/")
    tab.get_by_label("Digital").check()
    tab.get_by_label("None of these").check()
    assert not tab.get_by_label("Digital").is_checked()
    tab.get_by_label("Finance").check()
    assert not tab.get_by_label("None of these").is_checked()


def test_error_summary_takes_focus_and_leads_to_the_box(tab: Page) -> None:
    tab.goto("/gallery/?errors=1")
    focused = "document.activeElement.className"
    assert tab.evaluate(focused) == "govuk-error-summary"
    tab.get_by_role("link", name="Your date of birth must be a real date.").click()
    assert tab.evaluate("document.activeElement.id") == "id_born-day"


def test_words_are_counted_while_writing(tab: Page) -> None:
    tab.goto("/gallery/")
    tab.get_by_label("Why do you want this role?").press_sequentially("one two three ")
    tab.get_by_text("You have 17 words remaining").first.wait_for()


def test_cookie_banner_is_answered_once(tab: Page) -> None:
    tab.goto("/contact/")
    tab.get_by_role("button", name="Reject additional cookies").click()
    assert tab.url.endswith("/contact/")
    tab.get_by_role("button", name="Hide this message").click()
    assert not tab.get_by_text("Your choice about cookies is saved.").is_visible()


def test_everything_works_without_script(browser: Browser, live_server) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/contact/")
    link = page.get_by_role("link", name="Leave this site")
    assert link.get_attribute("href") == LEAVE_SITE_URL
    page.get_by_role("button", name="Accept additional cookies").click()
    assert page.get_by_text("Your choice about cookies is saved.").is_visible()
    page.goto("/gallery/")
    assert page.get_by_label("Where did you work?").is_visible()
    assert page.get_by_text("You can enter up to 20 words").is_visible()
    context.close()


@pytest.mark.parametrize(
    "path", ["/gallery/", "/gallery/?errors=1", "/accounts/signup/", "/cookies/"]
)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_is_wider_than_the_screen(tab: Page, path: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(path)
    assert tab.evaluate("document.documentElement.scrollWidth") == width


@pytest.fixture
def signed_in_tab(tab: Page, client: Client, django_user_model, live_server) -> Page:
    client.force_login(django_user_model.objects.create_user("Ada", "ada@candidate.example"))
    cookie = {"name": "sessionid", "value": client.session.session_key, "url": live_server.url}
    tab.context.add_cookies([cookie])
    return tab


def test_warning_before_the_session_ends_keeps_people_signed_in(
    signed_in_tab: Page, settings
) -> None:
    settings.SESSION_IDLE = {**settings.SESSION_IDLE, "candidate": timedelta(seconds=122)}
    signed_in_tab.goto("/contact/")
    dialog = signed_in_tab.get_by_role("dialog", name="You will soon be signed out")
    assert not dialog.is_visible()
    dialog.wait_for(timeout=5000)
    signed_in_tab.get_by_role("button", name="Stay signed in").click()
    dialog.wait_for(state="hidden")
    assert signed_in_tab.url.endswith("/contact/")


def test_escape_in_the_warning_stays_on_the_site(signed_in_tab: Page, settings) -> None:
    settings.SESSION_IDLE = {**settings.SESSION_IDLE, "candidate": timedelta(seconds=122)}
    signed_in_tab.goto("/contact/")
    dialog = signed_in_tab.get_by_role("dialog", name="You will soon be signed out")
    dialog.wait_for(timeout=5000)
    signed_in_tab.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert signed_in_tab.url.endswith("/contact/")


AXE = django_settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
FIND = "() => axe.run().then((found) => found.violations.map((one) => [one.id, one.nodes[0].html]))"


@pytest.mark.parametrize(
    "path",
    [
        "/gallery/",
        "/gallery/?errors=1",
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/cookies/",
        "/privacy/",
        "/accessibility/",
        "/contact/",
        "/feedback/",
    ],
)
def test_axe_finds_nothing(tab: Page, path: str) -> None:
    tab.goto(path)
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    assert tab.evaluate(FIND) == []
