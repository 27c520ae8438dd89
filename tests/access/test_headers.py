"""Headers that depend on who asks and for what (security document, section 5)."""

from __future__ import annotations

import gzip

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse, HttpResponseRedirect
from django.test import Client, RequestFactory

from recruitment.access.middleware import HeadersMiddleware, SignedOutGZipMiddleware
from tests.accounts.people import make_user, sign_in


def answer(path: str, response: HttpResponse | None = None, user=None) -> HttpResponse:
    """What the middleware makes of a response, for nobody or for `user`."""
    request = RequestFactory().get(path)
    request.session = SessionStore()
    request.user = user or AnonymousUser()
    if user is not None:
        request.COOKIES["sessionid"] = "x"
    return HeadersMiddleware(lambda request: response or HttpResponse("<p>x</p>"))(request)


def test_a_public_page_stays_cacheable_one_copy_for_each_cookie():
    response = answer("/vacancies/")
    assert "Cache-Control" not in response
    assert "X-Robots-Tag" not in response
    assert response["Vary"] == "Cookie"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_view_may_say_how_long_a_public_page_is_good():
    response = HttpResponse("<p>x</p>", headers={"Cache-Control": "public, max-age=60"})
    assert answer("/vacancies/", response)["Cache-Control"] == "public, max-age=60"


@pytest.mark.django_db
def test_whatever_a_signed_in_person_gets_is_stored_nowhere():
    user = make_user()
    for headers in ({}, {"Cache-Control": "public, max-age=60"}):
        response = answer("/vacancies/", HttpResponse("x", headers=headers), user)
        assert response["Cache-Control"] == "no-store, private"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
    kept = HttpResponse("x", headers={"Cache-Control": "no-cache, no-store"})
    assert answer("/vacancies/", kept, user)["Cache-Control"] == "no-cache, no-store"


ACCOUNT_PAGE = "/accounts/password/change/"


@pytest.mark.parametrize("path", [ACCOUNT_PAGE, "/verify/", "/verify/abc/", "/staff/login/"])
def test_account_staff_and_link_pages_are_stored_nowhere_either(path):
    response = answer(path)
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
)
@pytest.mark.django_db
def test_the_way_in_is_found_by_search_engines_but_no_way_to_somewhere(path):
    bare = answer(path)
    assert bare["Cache-Control"] == "no-store, private"
    assert "X-Robots-Tag" not in bare
    assert answer(path + "?next=/applications/")["X-Robots-Tag"] == "noindex, nofollow"
    assert answer(path, user=make_user())["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize(
    ("path", "status", "policy"),
    [
        ("/verify/abc/", 302, "no-referrer"),
        ("/verify/abc/", 404, "no-referrer"),
        ("/verify/abc", 301, "no-referrer"),
        ("/verify/", 200, None),
        ("/verify/review/", 200, None),
        ("/verify/done/", 200, None),
        ("/accounts/password/reset/key/1-abc/", 302, "no-referrer"),
        ("/accounts/password/reset/key/1-set-password/", 200, None),
        ("/accounts/confirm-email/abc/", 302, "no-referrer"),
        # Under no-referrer a browser posts with "Origin: null", which the CSRF check refuses.
        ("/accounts/confirm-email/abc/", 200, None),
        ("/accounts/confirm-email/", 200, None),
        ("/vacancies/", 200, None),
    ],
)
def test_an_address_that_is_a_secret_does_not_travel_on(path, status, policy):
    assert answer(path, HttpResponse(status=status)).get("Referrer-Policy") == policy


def test_only_html_varies_by_cookie():
    assert "Vary" not in answer("/x.ics", HttpResponse("x", content_type="text/calendar"))


@pytest.mark.django_db
def test_signing_out_clears_what_the_browser_keeps_and_nothing_else_does():
    make_user("rowan")
    client = Client()
    sign_in(client, "rowan")
    assert "Clear-Site-Data" not in client.get("/accounts/logout/")
    response = client.post("/accounts/logout/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response.cookies["sessionid"].value == ""


@pytest.mark.django_db
def test_through_the_whole_stack():
    make_user("rowan")
    client = Client()
    login = client.get("/accounts/login/")
    assert "no-store" in login["Cache-Control"]
    assert login["Referrer-Policy"] == "same-origin"
    assert login["Cross-Origin-Opener-Policy"] == "same-origin"
    assert login["X-Frame-Options"] == "DENY"
    assert login["X-Content-Type-Options"] == "nosniff"
    sign_in(client, "rowan")
    page = client.get("/accounts/password/change/")
    assert page["Cache-Control"] == "no-store, private"
    assert "Cookie" in page["Vary"]


def zipped(response: HttpResponse, *, cookie: str = "", user=None) -> HttpResponse:
    request = RequestFactory().get("/", HTTP_ACCEPT_ENCODING="gzip")
    request.session = SessionStore()
    request.user = user or AnonymousUser()
    if cookie:
        request.COOKIES["sessionid"] = cookie
    return SignedOutGZipMiddleware(lambda request: response)(request)


def long_page(content_type: str = "text/html; charset=utf-8") -> HttpResponse:
    return HttpResponse("<p>word </p>" * 200, content_type=content_type)


def test_a_page_for_nobody_is_compressed():
    response = zipped(long_page())
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content) == long_page().content
    assert "Accept-Encoding" in response["Vary"]


def test_a_page_for_somebody_with_a_session_is_not():
    for response in (
        zipped(long_page(), cookie="x"),
        zipped(long_page("application/json")),
        zipped(HttpResponse("<p>short</p>")),
        zipped(HttpResponseRedirect("/")),
    ):
        assert "Content-Encoding" not in response
