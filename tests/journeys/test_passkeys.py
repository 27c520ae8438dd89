"""A passkey in a real browser: added to an account, then used instead of the password.

Browsers give passkeys to named hosts only, so the portal is visited as localhost.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from recruitment.demo.people import PASSWORD
from tests.journeys.portal import Portal

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(browser: Browser, portal: Portal):
    """A browser with a fingerprint reader of its own."""
    context = browser.new_context(base_url=f"http://localhost:{portal.port}", locale="en-GB")
    context.set_default_timeout(15_000)
    page = context.new_page()
    reader = context.new_cdp_session(page)
    reader.send("WebAuthn.enable")
    reader.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield page
    context.close()


def signs_in_with_password(page: Page, username: str) -> None:
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/applications/")


def adds_a_passkey(page: Page, name: str) -> None:
    page.goto("/accounts/2fa/webauthn/add/")
    if "reauthenticate" in page.url:
        page.locator("input[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Sign in with this passkey instead of a password").check()
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url("**/recovery-codes/**")


def test_a_candidate_adds_a_passkey_and_signs_in_with_it_alone(page: Page):
    signs_in_with_password(page, "quinn")
    adds_a_passkey(page, "Own phone")
    page.goto("/accounts/2fa/webauthn/")
    row = page.locator(".govuk-summary-list__row", has_text="Own phone")
    assert "Passkey." in row.inner_text()
    assert "Not used yet." in row.inner_text()

    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/applications/")
    page.goto("/accounts/2fa/webauthn/")
    assert "Last used at" in page.locator(".govuk-summary-list__row").inner_text()
