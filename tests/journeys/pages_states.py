"""The pages that somebody meets when a form can neither be kept nor simply be shown again: signed
out while writing, a form that cannot be trusted, an old tab, a vacancy that closed meanwhile."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.journeys.stages import username
from tests.journeys.visits import Act, Role, Visit, choose_file, sign_in_as

WRITER = username("draft")
STATEMENT = "{own}sections/statement/"


def write_words(page: Page) -> None:
    """Write into the page's first text area and stay there."""
    page.locator("main textarea").first.fill("What I wrote before all this.")


def send(page: Page) -> None:
    """Press the first button of the page's form."""
    with page.expect_navigation():
        page.locator("main form[method=post] button:not([type=button], .app-enter)").first.click()


def lose(*cookies: str) -> Act:
    """These cookies are gone: the session that ended, or the token of the forms."""

    def act(page: Page) -> None:
        for name in cookies:
            page.context.clear_cookies(name=name)

    return act


def send_from_an_old_tab(page: Page) -> None:
    """Send the application that the page is about, as a tab does that was opened long before."""
    application = page.url.removesuffix("tasks/")
    page.goto("/accounts/logout/")  # for a form with a token
    with page.expect_navigation():
        page.evaluate(
            "(to) => { const form = document.querySelector('main form'); "
            "form.action = to; form.submit(); }",
            f"{application}submit/",
        )


STATES = (
    Role(
        "visitor",
        "visitor",
        (
            Visit(
                "feedback that cannot be trusted",
                "/feedback/",
                [write_words, lose("csrftoken"), send],
                status=403,
            ),
        ),
    ),
    Role(
        WRITER,
        "candidate",
        (
            Visit(
                "signed out while writing",
                STATEMENT,
                [write_words, lose("sessionid"), send],
                at="account_login",
            ),
            Visit("what was typed, restored", "", [sign_in_as(WRITER)], at="applicants:section"),
            Visit(
                "a section that cannot be trusted",
                STATEMENT,
                [write_words, lose("csrftoken"), send],
                status=403,
                wrong=True,
            ),
            Visit(
                "signed out while withdrawing",
                "{own}withdraw/",
                [write_words, lose("sessionid"), send],
                at="account_login",
            ),
            Visit("a reason, restored", "", [sign_in_as(WRITER)], at="applicants:withdraw"),
            Visit(
                "a reason that cannot be trusted, alone",
                "{own}withdraw/",
                [write_words, lose("csrftoken"), send],
                status=403,
                wrong=True,
            ),
            Visit(
                "a file that is refused",
                "/profile/status-evidence/",
                [choose_file("letter.csv", "a,b"), send],
                wrong=True,
                at="applicants:profile_section",
            ),
        ),
    ),
    Role(
        username("late"),
        "candidate",
        (
            Visit("applications", "/applications/"),
            Visit("late: what became of it", "{own}"),
            Visit("late: what was written", "{own}check-answers/"),
            Visit(
                "late: sent all the same", "{own}", [send_from_an_old_tab], status=409, wrong=True
            ),
        ),
    ),
    Role(
        username("withdrawn"),
        "candidate",
        (Visit("sent in an old tab", "{own}", [send_from_an_old_tab], status=409, wrong=True),),
    ),
)
