"""Cookies, feedback, help pages and health."""

from __future__ import annotations

import json
from unittest import mock

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client
from redis.exceptions import ConnectionError as RedisConnectionError

from recruitment.ui.models import Feedback
from tests.ui.markup import Page

pytestmark = [pytest.mark.urls("tests.ui.gallery.urls"), pytest.mark.django_db]

OURS = {"Sec-Fetch-Site": "same-origin"}


def policy(client: Client) -> dict[str, bool]:
    return json.loads(client.cookies["cookie_policy"].value)


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_banner_answers_for_all_and_leads_back(client: Client, answer: str) -> None:
    response = client.post("/cookies/", {"all": answer, "next": "/contact/?a=b"}, headers=OURS)
    assert (response.status_code, response["Location"]) == (302, "/contact/?a=b")
    allowed = answer == "yes"
    assert policy(client) == {"essential": True, "settings": allowed, "usage": allowed}
    cookie = client.cookies["cookie_policy"]
    assert (cookie["max-age"], cookie["samesite"], cookie["httponly"]) == (31536000, "Lax", "")


def test_page_saves_each_choice_and_shows_it(client: Client) -> None:
    response = client.post(
        "/cookies/", {"settings": "yes", "usage": "no"}, headers=OURS, follow=True
    )
    assert policy(client) == {"essential": True, "settings": True, "usage": False}
    page = Page(response.content.decode())
    assert page.one("h2", id="cookies-saved").text == "Success"
    chosen = [(one["name"], one["value"]) for one in page.all("input") if "checked" in one.attrs]
    assert chosen == [("settings", "yes"), ("usage", "no")]


def test_page_asks_for_missing_answers(client: Client) -> None:
    response = client.post("/cookies/", {"settings": "yes"}, headers=OURS)
    page = Page(response.content.decode())
    assert page.one("title").text == "Error: Cookies – Met recruitment"
    assert [(one["href"], one.text) for one in page.all("a") if one["href"].startswith("#id")] == [
        (
            "#id_usage_0",
            "Select an answer to “Do you want to allow cookies that show us how the service is"
            " used?”.",
        )
    ]
    assert "cookie_policy" not in client.cookies


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    ],
)
def test_other_sites_cannot_answer_for_the_reader(headers: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/cookies/", {"all": "yes"}, headers=headers)
    assert response.status_code == 403
    assert dict(client.cookies) == {}


def test_origin_serves_older_browsers(client: Client) -> None:
    response = client.post("/cookies/", {"all": "no"}, headers={"Origin": "http://testserver"})
    assert response.status_code == 302


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "x", "",
     "/a\r\nSet-Cookie: b=c"],
)  # fmt: skip
def test_the_way_back_never_leaves_the_site(client: Client, wanted: str) -> None:
    response = client.post("/cookies/", {"all": "no", "next": wanted}, headers=OURS)
    assert response["Location"] == "/cookies/"


def test_banner_asks_then_thanks_then_is_gone(client: Client) -> None:
    def banner() -> list[str]:
        page = Page(client.get("/contact/").content.decode())
        held = [one.attrs.get("data-cookie-banner") for one in page.elements]
        return [one for one in held if one is not None]

    assert banner() == ["question"]
    client.post("/cookies/", {"all": "yes"}, headers=OURS)
    assert banner() == ["saved"]
    del client.cookies["cookie_policy_saved"]
    assert banner() == []


@pytest.mark.parametrize("value", ["", "rubbish", "[1]", "null", '"x"'])
def test_a_broken_cookie_is_no_choice(client: Client, value: str) -> None:
    client.cookies["cookie_policy"] = value
    assert b'data-cookie-banner="question"' in client.get("/contact/").content


def test_banner_holds_no_token_and_its_button_works_without_script(client: Client) -> None:
    response = client.get("/contact/")
    page = Page(response.content.decode())
    assert "csrftoken" not in response.cookies
    assert page.all("input", name="csrfmiddlewaretoken") == []
    form = page.one("form")
    assert (form["method"], form["action"]) == ("post", "/cookies/")
    assert [one["value"] for one in page.all("button", name="all")] == ["yes", "no"]


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/accessibility/", "Accessibility statement"),
        ("/privacy/", "Privacy notice"),
        ("/contact/", "Contact and help"),
        ("/cookies/", "Cookies"),
        ("/feedback/", "Give feedback"),
    ],
)
def test_help_pages(client: Client, path: str, heading: str) -> None:
    page = Page(client.get(path).content.decode())
    assert page.one("h1").text == heading
    assert page.one("title").text == f"{heading} – Met recruitment"


def test_contact_says_what_candidates_rely_on(client: Client) -> None:
    text = Page(client.get("/contact/").content.decode()).one("main").text
    for words in (
        "Usernames and passwords are case sensitive",
        "You only need to register once",
        "discuss your application with your line manager",
        "from a Met device or while working on an Aware desktop",
        "recruitment@met.example",
    ):
        assert words in text


def test_privacy_notice_names_its_version(client: Client) -> None:
    text = Page(client.get("/privacy/").content.decode()).one("main").text
    assert "Version 2026-11, 22 November 2026." in text
    assert "for five years from the day they left" in text


def test_feedback_keeps_words_and_path_alone(client: Client) -> None:
    page = Page(client.get("/feedback/?page=/vacancies/?q=ada").content.decode())
    assert page.one("input", id="id_page")["value"] == "/vacancies/?q=ada"
    data = {"text": "Make it bigger", "page": "/vacancies/?q=ada"}
    response = client.post("/feedback/", data, follow=True)
    assert list(Feedback.objects.values_list("text", "page")) == [("Make it bigger", "/vacancies/")]
    banner = Page(response.content.decode()).one("p", class_="govuk-notification-banner__heading")
    assert banner.text == "Thank you. Your feedback has been sent to the team."


def test_one_address_sends_only_so_much_feedback(client: Client) -> None:
    cache.clear()
    codes = [client.post("/feedback/", {"text": "More"}).status_code for _ in range(21)]
    assert codes == [302] * 20 + [429]
    assert Feedback.objects.count() == 20
    cache.clear()


def test_feedback_of_robots_is_thanked_and_dropped(client: Client) -> None:
    data = {"text": "Buy now", "page": "/", "website": "https://spam.example"}
    assert client.post("/feedback/", data).status_code == 302
    assert Feedback.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Tell us what we could do better."),
        ("x" * 2001, "Shorten your feedback to 2000 characters or fewer. It has 2001 characters."),
    ],
)
def test_feedback_must_say_something_and_not_too_much(
    client: Client, text: str, message: str
) -> None:
    page = Page(client.post("/feedback/", {"text": text}).content.decode())
    assert page.one("p", id="id_text-error").text == f"Error: {message}"
    assert Feedback.objects.count() == 0


def test_feedback_needs_the_token() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/feedback/", {"text": "x"}).status_code == 403
    assert Feedback.objects.count() == 0


def test_feedback_forgets_addresses_that_are_none(client: Client) -> None:
    client.post("/feedback/", {"text": "x", "page": "https://evil.example/"})
    assert Feedback.objects.get().page == ""


def test_health_asks_nothing_of_the_database(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_ready(client: Client) -> None:
    response = client.get("/readyz")
    expected = {"database": "ok", "cache": "ok", "daily_checks": "late"}  # they never ran
    assert (response.status_code, response.json()) == (200, expected)


def test_not_ready_without_the_database(client: Client) -> None:
    with mock.patch.object(connection, "cursor", side_effect=DatabaseError):
        response = client.get("/readyz")
    expected = {"database": "unavailable", "cache": "ok", "daily_checks": "unknown"}
    assert (response.status_code, response.json()) == (503, expected)


def test_not_ready_without_the_cache(client: Client) -> None:
    with mock.patch.object(cache, "set", side_effect=RedisConnectionError):
        response = client.get("/readyz")
    expected = {"database": "ok", "cache": "unavailable", "daily_checks": "late"}
    assert (response.status_code, response.json()) == (503, expected)


def test_staying_signed_in_is_for_people_who_are(client: Client, django_user_model) -> None:
    assert client.post("/stay-signed-in/").status_code == 302
    client.force_login(django_user_model.objects.create_user("Ada", "ada@candidate.example"))
    assert client.post("/stay-signed-in/").status_code == 204
    assert client.get("/stay-signed-in/").status_code == 405
