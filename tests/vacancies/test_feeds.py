"""Feeds, sitemap and robots.txt: public adverts alone, the same bytes for the same adverts, 304."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
import time_machine

from recruitment import sitemaps
from tests.vacancies.adverts import (
    INTERNAL,
    MET_DEVICE,
    RESTRICTED,
    TRANSFEREE,
    make_draft,
    make_internal_user,
    make_open,
    signed_in,
)

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def titles(client, path: str, **extra) -> list[str]:
    response = client.get(path, **extra)
    if path.startswith("/vacancies/feed.json"):
        return [item["title"] for item in response.json()["items"]]
    root = ElementTree.fromstring(response.content)
    return [entry.findtext("a:title", namespaces=ATOM) for entry in root.findall("a:entry", ATOM)]


@pytest.mark.parametrize("path", ["/vacancies/feed.atom", "/vacancies/feed.json", "/vacancies/"])
@pytest.mark.parametrize("odd", ["%01", "%0B", "%1B", "%7F", "%C2%9F", "%EF%BF%BF"])
def test_odd_characters_in_a_search_break_nothing(client, path, odd):
    make_open(title="New\x0bPainter", summary="Paint\x01s.")
    for name in ("q", "near"):
        response = client.get(f"{path}?{name}=New{odd}Painter")
        assert response.status_code == 200
        if path.endswith(".atom"):
            ElementTree.fromstring(response.content)


@pytest.mark.parametrize("path", ["/vacancies/feed.atom", "/vacancies/feed.json"])
def test_a_feed_has_the_public_vacancies_of_its_search_newest_first(client, path):
    make_open(title="Old Painter", days_ago=3)
    make_open(title="New Painter")
    make_open(title="Analyst", **TRANSFEREE)
    make_open(title="Inside", **INTERNAL)
    make_open(title="Covert", **RESTRICTED)
    make_draft(title="Draft")
    assert sorted(titles(client, path)) == ["Analyst", "New Painter", "Old Painter"]
    assert titles(client, path + "?q=painter") == ["New Painter", "Old Painter"]
    inside = signed_in(make_internal_user())
    assert "Covert" not in titles(inside, path, **MET_DEVICE)


@pytest.mark.parametrize(
    "path",
    [
        "/vacancies/feed.atom",
        "/vacancies/feed.json",
        "/sitemap.xml",
        "/sitemap-pages.xml",
        "/sitemap-1.xml",
        "/robots.txt",
    ],
)
def test_an_unchanged_answer_is_not_sent_again(client, path):
    make_open()
    first = client.get(path)
    assert first["Cache-Control"] == "public, max-age=60"
    with time_machine.travel(datetime(2026, 11, 22, 12, 30, tzinfo=UTC), tick=False):
        again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    if path not in ("/robots.txt",):
        since = client.get(path, headers={"if-modified-since": first["Last-Modified"]})
        assert since.status_code == 304


@pytest.mark.parametrize("path", ["/vacancies/feed.atom", "/vacancies/feed.json"])
def test_an_empty_feed_is_whole_and_steady(client, path):
    first = client.get(path)
    assert (first.status_code, titles(client, path)) == (200, [])
    with time_machine.travel(datetime(2026, 11, 23, tzinfo=UTC), tick=False):
        assert client.get(path).content == first.content


def test_what_a_title_holds_is_escaped(client):
    make_open(title='<b>& "Analyst"', summary="Turn <i>facts</i> & plans.")
    root = ElementTree.fromstring(client.get("/vacancies/feed.atom").content)
    entry = root.find("a:entry", ATOM)
    assert entry.findtext("a:title", namespaces=ATOM) == '<b>& "Analyst"'
    assert entry.findtext("a:summary", namespaces=ATOM).startswith(
        "Turn &lt;i&gt;facts&lt;/i&gt; &amp; plans."
    )


def test_the_list_names_its_own_feed(client):
    text = client.get("/vacancies/?route=transferee").content.decode()
    assert 'type="application/atom+xml"' in text
    assert 'href="/vacancies/feed.atom?route=transferee"' in text


@pytest.mark.parametrize("path", ["/vacancies/feed.atom", "/vacancies/feed.json"])
def test_three_vacancies_cost_what_one_does(client, path, django_assert_max_num_queries):
    make_open(bases=("Lambeth",))
    with django_assert_max_num_queries(4) as one:
        client.get(path)
    for _ in range(2):
        make_open(bases=("Lambeth", "Croydon"))
    with django_assert_max_num_queries(len(one)):
        assert len(titles(client, path)) == 3


def places(client, path: str) -> list[str]:
    root = ElementTree.fromstring(client.get(path).content)
    return [one.text for one in root.iterfind(".//s:loc", MAP)]


def test_the_sitemap_has_every_public_page_and_advert(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "A_FILE", 2)
    shown = [make_open().reference for _ in range(3)]
    make_open(**INTERNAL)
    make_open(**RESTRICTED)
    make_draft()
    assert places(client, "/sitemap.xml") == [
        f"https://portal.example/sitemap-{name}.xml" for name in ("pages", "1", "2")
    ]
    adverts = places(client, "/sitemap-1.xml") + places(client, "/sitemap-2.xml")
    assert adverts == [f"https://portal.example/vacancies/{one}/" for one in shown]
    pages = places(client, "/sitemap-pages.xml")
    assert len(pages) == len(set(pages)) == len(sitemaps.PAGES) + 8 + 11
    for way in ("temporary-and-interim", "new-police-constables", "transferring-officers/so15"):
        assert f"https://portal.example/join/{way}/" in pages
    for page in pages:
        assert client.get(page.removeprefix("https://portal.example")).status_code == 200
    for name in ("0", "3", "01", "x", "99999999"):
        assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_robots_are_told_where_the_sitemap_is(client):
    text = client.get("/robots.txt").content.decode()
    assert text.splitlines()[-1] == "Sitemap: https://portal.example/sitemap.xml"
    assert "Disallow: /alerts/" in text
    assert "staff" not in text
