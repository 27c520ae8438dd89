"""What stands around every page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from recruitment.ui import navigation
from recruitment.ui.navigation import Link, Place
from tests.ui.markup import Page

pytestmark = [pytest.mark.urls("tests.ui.gallery.urls"), pytest.mark.django_db]


def page(client: Client, path: str = "/contact/") -> Page:
    return Page(client.get(path).content.decode())


@pytest.fixture
def user(django_user_model):
    return django_user_model.objects.create_user("Ada", "ada@candidate.example", "a-long-password")


def account_links(shown: Page) -> list[tuple[str, str]]:
    return [(one.text, one["href"]) for one in shown.all("a", class_="app-account__link")]


def test_signed_out_offers_sign_in_and_register(client: Client) -> None:
    assert account_links(page(client)) == [
        ("Sign in", "/accounts/login/"),
        ("Register", "/accounts/signup/"),
    ]


def test_signed_in_offers_the_account_and_a_way_out(client: Client, user) -> None:
    client.force_login(user)
    shown = page(client)
    assert account_links(shown) == [("Your account", "/accounts/email/")]
    form = next(one for one in shown.all("form") if one["action"] == "/accounts/logout/")
    assert (form["method"], form.text) == ("post", "Sign out")


def test_staff_find_their_area(client: Client, user) -> None:
    user.is_staff = True
    user.save()
    client.force_login(user)
    assert account_links(page(client))[0] == ("Staff area", "/staff/")


def test_leaving_is_a_plain_link_that_tells_nobody(client: Client) -> None:
    link = page(client).one("a", class_="app-leave")
    assert link["href"] == settings.LEAVE_SITE_URL
    assert link["rel"] == "nofollow noreferrer"
    assert link.text == "Leave this site"


def test_language_title_viewport_icon_and_skip_link(client: Client) -> None:
    shown = page(client)
    assert shown.one("html")["lang"] == "en-GB"
    assert shown.one("meta", name="viewport")["content"].startswith("width=device-width")
    assert shown.one("link", rel="icon")["href"] == "/static/images/favicon.svg"
    assert shown.all("a")[0]["href"] == "#main-content"
    assert shown.one("main")["id"] == "main-content"


def test_beta_banner_leads_to_feedback_about_this_page(client: Client) -> None:
    link = next(one for one in page(client).all("a") if one.text == "Give feedback")
    assert link["href"] == "/feedback/?page=/contact/"


def test_a_page_with_a_key_in_its_address_never_repeats_it(client: Client) -> None:
    html = client.get("/accounts/confirm-email/a-secret-key/").content.decode()
    link = next(one for one in Page(html).all("a") if one.text == "Give feedback")
    assert link["href"] == "/feedback/?page=/"
    assert "a-secret-key" not in html


def test_footer(client: Client) -> None:
    links = page(client).all("a", class_="app-footer__link")
    assert [(one.text, one["href"]) for one in links] == [
        ("Accessibility statement", "/accessibility/"),
        ("Cookies", "/cookies/"),
        ("Privacy notice", "/privacy/"),
        ("Contact and help", "/contact/"),
    ]


def test_warning_before_the_session_ends_is_for_people_signed_in(client: Client, user) -> None:
    assert page(client).all("dialog") == []
    client.force_login(user)
    assert page(client).one("dialog")["data-session-seconds"] == "1800"
    user.is_staff = True
    user.save()
    assert page(client).one("dialog")["data-session-seconds"] == "900"


def test_errors_come_first_in_the_title(client: Client) -> None:
    assert page(client, "/gallery/").one("title").text == "Gallery – Met recruitment"
    shown = page(client, "/gallery/?errors=1")
    assert shown.one("title").text == "Error: Gallery – Met recruitment"
    main = shown.one("main").text
    assert main.index("There is a problem") < main.index("At a glance")


def test_pages_without_people_ask_the_database_nothing(
    client: Client, django_assert_num_queries
) -> None:
    with django_assert_num_queries(0):
        client.get("/contact/")


@pytest.mark.parametrize(
    "path", ["/contact/", "/gallery/", "/gallery/?errors=1", "/accounts/login/"]
)
def test_nothing_inline_and_ids_are_unique(client: Client, path: str) -> None:
    shown = page(client, path)
    assert [one for one in shown.elements if "style" in one.attrs or one.tag == "style"] == []
    assert [name for one in shown.elements for name in one.attrs if name.startswith("on")] == []
    inline = [one for one in shown.all("script") if "src" not in one.attrs]
    assert {one.attrs.get("type") for one in inline} <= {"application/json"}
    ids = [one["id"] for one in shown.elements if "id" in one.attrs]
    assert sorted(ids) == sorted(set(ids))


def test_policy_blocks_everything_from_elsewhere(client: Client) -> None:
    policy = client.get("/contact/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy


def test_navigation_marks_the_section(rf: RequestFactory) -> None:
    places = (
        Place("Sign in", "account_login"),
        Place("Help", "ui:contact"),
        Place("Not installed", "no:page"),
    )
    request = rf.get("/accounts/login/code/")
    request.user = AnonymousUser()
    assert navigation.links(places, request) == [
        Link("Sign in", "/accounts/login/", active=True),
        Link("Help", "/contact/"),
    ]
    request = rf.get("/contact/")
    request.user = AnonymousUser()
    assert navigation.links(places, request) == [
        Link("Sign in", "/accounts/login/"),
        Link("Help", "/contact/", current=True, active=True),
    ]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/contact/", ["All"]),
        ("/contact/?route=temporary", ["Temporary"]),
        ("/contact/?route=temporary&q=x", ["All"]),
        ("/elsewhere/", []),
    ],
)
def test_a_filter_of_a_list_is_a_place_of_its_own(
    rf: RequestFactory, path: str, current: list[str]
) -> None:
    places = (
        Place("All", "ui:contact"),
        Place("Temporary", "ui:contact", query="?route=temporary"),
    )
    request = rf.get(path)
    request.user = AnonymousUser()
    shown = navigation.links(places, request)
    assert [link.href for link in shown] == ["/contact/", "/contact/?route=temporary"]
    assert [link.label for link in shown if link.current] == current
    assert [link.label for link in shown if link.active] == current


def test_restricted_vacancies_are_shown_on_trusted_devices_alone(rf: RequestFactory, user) -> None:
    class Device:
        trusted = True

    places = (Place("Restricted", "ui:contact", for_trusted_device=True),)
    request = rf.get("/")
    request.user = user
    assert navigation.links(places, request) == []
    request.device = Device()
    assert [link.label for link in navigation.links(places, request)] == ["Restricted"]
    request.user = AnonymousUser()
    assert navigation.links(places, request) == []


TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
INLINE = re.compile(r"<script>|<style|\sstyle=|\son[a-z]+=|javascript:|\|safe\b|autoescape off")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_nothing_that_the_policy_blocks(path: Path) -> None:
    if "emails" in path.parts:
        # Mail readers know inline style alone; scripts stay out of mail too.
        assert "<script" not in path.read_text(encoding="utf-8")
        return
    if path.parts[-3:-1] == ("applicants", "data"):
        # Pages of a downloaded file have no policy, and no address to fetch styles from.
        assert "<script" not in path.read_text(encoding="utf-8")
        return
    assert INLINE.findall(path.read_text(encoding="utf-8")) == []
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 120


def test_lock_file_names_no_address() -> None:
    text = (settings.BASE_DIR / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    assert "://registry" not in text
