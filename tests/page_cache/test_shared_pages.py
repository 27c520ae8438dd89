"""Shared pages: who gets them, what drops them, and what must never become one."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recruitment.accounts.roles import Role
from recruitment.page_cache import middleware, stamp
from recruitment.page_cache.middleware import COMMON_SHELF_BYTES, Allowance, allowance, shelf
from recruitment.page_cache.stamp import clock
from recruitment.ui import services
from recruitment.ui.models import TextVersion
from recruitment.ui.selectors import TEXTS
from recruitment.ui.services import write_text
from recruitment.uploads.inspection import check_file
from recruitment.uploads.models import StoredFile
from tests.accounts.people import make_staff
from tests.uploads.files import pdf, upload
from tests.uploads.test_serving import pass_check
from tests.vacancies.adverts import (
    MET_DEVICE,
    NOW,
    RESTRICTED,
    make_internal_user,
    make_open,
    signed_in,
)
from vacancies.attachments import Purpose
from vacancies.models import Base, Vacancy
from vacancies.services import attach_file, close_vacancy

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/vacancies/"


@pytest.fixture(autouse=True)
def _on(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS = 60
    monkeypatch.setattr(stamp, "READ_SECONDS", 0.0)  # a process looks at once, not in half a second
    cache.clear()
    shelf.clear()
    allowance.clear()
    clock.forget()
    with time_machine.travel(NOW, tick=False):
        yield
    cache.clear()
    shelf.clear()
    allowance.clear()
    clock.forget()


def costs(path: str, client: Client | None = None, **headers: Any) -> int:
    """Queries beside the one that reads the stamp."""
    with CaptureQueriesContext(connection) as made:
        (client or Client()).get(path, **headers)
    return sum("page_stamp" not in one["sql"] for one in made.captured_queries)


def text(path: str = LIST, **headers: Any) -> str:
    return Client().get(path, **headers).content.decode()


@pytest.mark.parametrize("path", ["/", LIST, "/vacancies/internal/", "/vacancies/?q=analyst"])
def test_the_second_reader_costs_no_query_and_gets_the_same_page(path: str) -> None:
    make_open(title="Analyst")
    first, second = Client().get(path), Client().get(path)
    assert first.content == second.content
    assert first.headers == second.headers
    assert costs(path) == 0
    assert second["Cache-Control"] == "no-cache"
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"] != ""
    assert "Set-Cookie" not in second.headers


def test_an_advert_page_is_shared_and_holds_no_token() -> None:
    path = make_open().get_absolute_url()
    assert "csrfmiddlewaretoken" not in text(path)
    assert costs(path) == 0


def test_a_change_drops_the_page_however_it_is_written() -> None:
    vacancy = make_open(title="Before", bases=("Croydon",))
    assert "Before" in text()
    Vacancy.objects.filter(pk=vacancy.pk).update(title="After")
    assert "After" in text()
    Base.objects.filter(name="Croydon").update(name="Croydon House")
    assert "Croydon House" in text()
    vacancy.bases.clear()
    assert "Croydon House" not in text()
    close_vacancy(by=None, vacancy_id=vacancy.pk, reason="Filled.")
    assert "After" not in text()
    make_open(title="Another")
    assert "Another" in text()
    Vacancy.objects.filter(title="Another").first().delete()  # type: ignore[union-attr]
    assert "Another" not in text()


def test_a_document_drops_the_page_of_its_advert_once_it_is_checked_and_when_it_goes() -> None:
    vacancy = make_open()
    path = vacancy.get_absolute_url()
    file = attach_file(
        by=None,
        vacancy_id=vacancy.pk,
        checked=check_file(upload("Profile.pdf", pdf())),
        purpose=Purpose.ROLE_PROFILE,
    )
    assert "Profile.pdf" not in text(path)
    pass_check(file)
    assert "Profile.pdf" in text(path)
    assert costs(path) == 0
    other = StoredFile.objects.create(
        owner_kind="application", owner_id="1", purpose="cv", kind="pdf", name="CV.pdf",
        place="uploads/cv.pdf", size=1, sha256="0" * 64, uploaded_at=NOW,
    )  # fmt: skip
    pass_check(other)
    other.delete()
    assert costs(path) == 0  # files of candidates are on no shared page
    StoredFile.objects.filter(pk=file.pk).delete()
    assert "Profile.pdf" not in text(path)


def test_a_text_that_staff_write_drops_the_page_however_it_is_written() -> None:
    make_open()
    assert "Closed on Monday" not in text()
    editor = make_staff(Role.CONTENT_EDITOR, username="editor")
    version = write_text(key="banner", text="Closed on Monday.", note="", seen=0, by=editor)
    assert "Closed on Monday" in text()
    assert costs(LIST) == 0
    TextVersion.objects.filter(pk=version.pk).update(text="Open on Monday.")
    cache.delete(TEXTS)
    assert "Open on Monday" in text()


def test_a_page_made_while_a_text_is_written_does_not_live_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Between the commit and the moment at which the texts' own cache is emptied, a page is made
    from the old words."""
    make_open()
    editor = make_staff(Role.CONTENT_EDITOR, username="editor")
    text()  # the texts are in their cache
    seen = []
    empty = cache.delete

    def read_before(key: str) -> bool:
        seen.append("Closed on Monday" in text())
        return bool(empty(key))

    monkeypatch.setattr(services.cache, "delete", read_before)
    write_text(key="banner", text="Closed on Monday.", note="", seen=0, by=editor)
    assert seen == [False]
    assert "Closed on Monday" in text()


def test_a_change_that_is_rolled_back_drops_nothing() -> None:
    vacancy = make_open(title="Before")
    before = clock.current()
    with transaction.atomic():
        Vacancy.objects.filter(pk=vacancy.pk).update(title="After")
        transaction.set_rollback(True)
    assert clock.current() == before
    assert costs(LIST) > 0
    assert costs(LIST) == 0


def test_one_transaction_raises_the_stamp_once() -> None:
    vacancies = [make_open(title=f"{number}") for number in range(3)]
    before = clock.current()
    with transaction.atomic():
        for vacancy in vacancies:
            Vacancy.objects.filter(pk=vacancy.pk).update(title="After")
    after = clock.current()
    assert before is not None
    assert after is not None
    assert after.number == before.number + 1


def test_an_advert_leaves_and_enters_at_its_own_moment() -> None:
    make_open(title="Falconer", closes_at=NOW + timedelta(seconds=20))
    make_open(title="Gardener", opens_at=NOW + timedelta(seconds=40))
    seen = []
    for seconds in (0, 20, 21, 39, 41):
        with time_machine.travel(NOW + timedelta(seconds=seconds), tick=False):
            page = text()
            seen.append(("Falconer" in page, "Gardener" in page))
    assert seen == [(True, False), (True, False), (False, False), (False, False), (False, True)]


def test_a_page_is_made_again_after_a_minute() -> None:
    make_open()
    assert costs(LIST) > 0
    with time_machine.travel(NOW + timedelta(seconds=59), tick=False):
        assert costs(LIST) == 0
    with time_machine.travel(NOW + timedelta(seconds=61), tick=False):
        assert costs(LIST) > 0


def test_the_same_tag_is_answered_without_the_page() -> None:
    make_open()
    page = Client().get(LIST)
    again = Client().get(LIST, HTTP_IF_NONE_MATCH=page["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == page["ETag"]
    assert Client().get(LIST, HTTP_IF_NONE_MATCH='"other"').status_code == 200
    Vacancy.objects.update(title="After")
    assert Client().get(LIST, HTTP_IF_NONE_MATCH=page["ETag"]).status_code == 200


def test_compressed_and_plain_readers_get_their_own_copy() -> None:
    make_open()
    plain, small = Client().get(LIST), Client().get(LIST, HTTP_ACCEPT_ENCODING="gzip, br")
    assert gzip.decompress(small.content) == plain.content
    assert small["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in Client().get(LIST).headers
    assert plain["ETag"] != small["ETag"]


def test_each_answer_to_the_cookie_banner_has_its_own_copy() -> None:
    make_open()
    asked = text()
    answered = Client()
    answered.cookies["cookie_policy"] = '{"essential":true,"settings":false,"usage":false}'
    chosen = answered.get(LIST).content.decode()
    assert ("Accept additional cookies" in asked, "Accept additional cookies" in chosen) == (
        True,
        False,
    )
    assert costs(LIST, answered) == 0
    saved = Client()
    saved.cookies["cookie_policy"] = answered.cookies["cookie_policy"].value
    saved.cookies["cookie_policy_saved"] = "1"
    assert "Your choice about cookies is saved" in saved.get(LIST).content.decode()
    assert "Your choice about cookies is saved" not in answered.get(LIST).content.decode()


def test_whoever_is_signed_in_gets_a_page_of_their_own_and_leaves_none_behind() -> None:
    make_open()
    person = signed_in(make_internal_user())
    page = person.get(LIST)
    assert "Sign out" in page.content.decode()
    assert page["Cache-Control"] == "no-store, private"
    assert "ETag" not in page.headers
    assert costs(LIST) > 0  # nothing was kept from that
    assert "Sign out" not in text()
    assert "Sign out" in person.get(LIST).content.decode()


@pytest.mark.parametrize("cookie", ["sessionid", "messages", "something_new"])
def test_any_other_cookie_means_a_page_of_ones_own(cookie: str) -> None:
    make_open()
    text()
    client = Client()
    client.cookies[cookie] = "x"
    assert costs(LIST, client) > 0
    assert costs(LIST, client) > 0


def test_a_reader_with_a_token_is_served_but_never_copied() -> None:
    make_open()
    client = Client()
    client.cookies["csrftoken"] = "a" * 32
    assert costs(LIST, client) > 0
    assert costs(LIST, client) > 0
    text()
    assert costs(LIST, client) == 0


@pytest.mark.parametrize("value", [MET_DEVICE["HTTP_X_MET_DEVICE"], "wrong", ""])
def test_a_device_header_of_any_kind_means_a_page_of_ones_own(value: str) -> None:
    make_open()
    text()
    assert costs(LIST, HTTP_X_MET_DEVICE=value) > 0
    assert costs(LIST, HTTP_X_MET_DEVICE=value) > 0


def test_restricted_adverts_never_enter(monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = make_open(title="Falconer", **RESTRICTED)
    kept: list[bytes] = []
    put = shelf.put

    def noted(key: str, page: middleware.Page) -> None:
        kept.append(page.body)
        put(key, page)

    monkeypatch.setattr(shelf, "put", noted)
    person = signed_in(make_internal_user())
    for path in ("/vacancies/restricted/", hidden.get_absolute_url(), LIST):
        assert person.get(path, **MET_DEVICE).status_code == 200
    assert kept == []
    for path in ("/vacancies/restricted/", hidden.get_absolute_url(), "/vacancies/MPS-26-9999/"):
        assert Client().get(path).status_code == 404
    assert kept == []
    assert "Falconer" not in text()
    assert (len(kept), b"Falconer" in kept[0]) == (1, False)


def test_a_dead_redis_serves_pages_all_the_same(settings: Any) -> None:
    make_open(title="Analyst")
    settings.CACHES = {
        "default": {
            "BACKEND": "recruitment.access.cache.ForgivingRedisCache",
            "LOCATION": "unix:///nowhere/valkey.sock",
        }
    }
    assert "Analyst" in text()
    assert costs(LIST) == 0  # the shelf of this process still works
    shelf.clear()
    assert "Analyst" in text()


def test_an_unreadable_stamp_means_no_sharing(monkeypatch: pytest.MonkeyPatch) -> None:
    make_open(title="Analyst")
    monkeypatch.setattr(clock, "current", lambda: None)
    assert "Analyst" in text()
    assert costs(LIST) > 0
    assert costs(LIST) > 0


def test_all_processes_share_what_one_of_them_made() -> None:
    make_open()
    text()
    shelf.clear()  # as in another process
    assert costs(LIST) == 0


def test_addresses_are_told_apart() -> None:
    make_open(title="Analyst")
    assert "Analyst" in text("/vacancies/?q=analyst")
    assert "Analyst" not in text("/vacancies/?q=gardener")
    assert text(LIST, HTTP_HOST="localhost") == text(LIST, HTTP_HOST="localhost")
    assert Client().get(LIST, HTTP_HOST="evil.example").status_code == 400


def test_ever_new_addresses_do_not_fill_the_common_shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    small = Allowance(150_000)
    monkeypatch.setattr(middleware, "allowance", small)
    kept_sizes: list[int] = []

    class Shelves:
        def get(self, key: str) -> None:
            return None

        def set(self, key: str, page: Any, seconds: int) -> None:
            kept_sizes.append(len(page.body))

    monkeypatch.setattr(middleware, "cache", Shelves())
    for number in range(40):
        assert Client().get(f"{LIST}?nonsense={number}").status_code == 200
    kept = sum(kept_sizes)
    assert 0 < kept <= 150_000
    with time_machine.travel(NOW + timedelta(seconds=61), tick=False):
        Client().get(f"{LIST}?nonsense=later")
    assert sum(kept_sizes) > kept


def test_the_common_shelf_of_a_process_is_bounded() -> None:
    whole = Allowance(COMMON_SHELF_BYTES)
    taken = sum(whole.takes(500_000, seconds=60) for _ in range(1_000))
    assert taken == COMMON_SHELF_BYTES // 500_000
