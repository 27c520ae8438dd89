"""Error pages: our own words, nothing about how the service is built."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from recruitment.ui import views
from tests.ui.markup import Page

pytestmark = pytest.mark.urls("tests.ui.gallery.urls")


@pytest.fixture
def request_() -> object:
    return RequestFactory().get("/x/")


def heading(response) -> tuple[int, str]:
    return response.status_code, Page(response.content.decode()).one("h1").text


def test_400(request_) -> None:
    assert heading(views.bad_request(request_, Exception())) == (
        400,
        "We could not read that request",
    )


@pytest.mark.parametrize("error", [RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent])
def test_413_says_the_limits_and_that_answers_are_kept(request_, error: type[Exception]) -> None:
    response = views.bad_request(request_, error())
    assert heading(response) == (413, "What you sent is too large")
    assert "Answers that you saved before are kept." in response.content.decode()


@pytest.mark.django_db
def test_404(client: Client) -> None:
    response = client.get("/nothing-here/")
    assert heading(response) == (404, "Page not found")
    assert Page(response.content.decode()).one("title").text == "Page not found – Met recruitment"


@pytest.mark.django_db
def test_403(client: Client) -> None:
    response = client.post("/cookies/", {"all": "yes"})
    assert heading(response) == (403, "You cannot open this page")


@pytest.mark.django_db
def test_a_form_without_its_token_says_how_to_keep_the_answers() -> None:
    response = Client(enforce_csrf_checks=True).post("/feedback/", {"text": "x"})
    assert heading(response) == (403, "We could not check that this form came from you")
    text = Page(response.content.decode()).one("main").text
    assert "Go back with your browser’s Back button. What you typed is usually still there." in text
    assert "CSRF" not in text


def test_500_needs_no_database_and_no_context(request_, django_assert_num_queries) -> None:
    response = views.server_error(request_)
    assert heading(response) == (500, "Sorry, there is a problem with the service")


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_503_when_the_database_is_away(request_, error: type[Exception]) -> None:
    try:
        raise error("connection refused")
    except error:
        response = views.server_error(request_)
    assert heading(response) == (503, "Sorry, the service is not available for a moment")
    assert response["Retry-After"] == "30"
    assert "Answers that you saved before are safe." in response.content.decode()
    assert "connection refused" not in response.content.decode()


def test_other_failures_are_500(request_) -> None:
    try:
        raise ValueError("secret detail")
    except ValueError:
        response = views.server_error(request_)
    assert response.status_code == 500
    assert "secret detail" not in response.content.decode()
    assert "Retry-After" not in response


@pytest.mark.django_db
@pytest.mark.parametrize("template", ["400", "403", "403_csrf", "404", "413", "429", "500", "503"])
def test_every_error_page_is_whole_and_tells_nothing(template: str, request_) -> None:
    request_.user = AnonymousUser()
    request_._messages = CookieStorage(request_)
    html = render_to_string(f"{template}.html", {}, request_)
    page = Page(html)
    assert page.one("html")["lang"] == "en-GB"
    assert len(page.all("h1")) == 1
    for word in ("Django", "Traceback", "Python", "Exception"):
        assert word not in html
