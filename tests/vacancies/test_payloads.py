"""Hostile words and texts: never an error page, never markup that runs."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import quote, urlencode

import pytest
from django.test import Client

from tests.vacancies.adverts import make_open
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db

SQL = [
    "'",
    "''",
    '"',
    "' OR '1'='1",
    "'; DROP TABLE vacancies_vacancy; --",
    "1) UNION SELECT NULL,NULL--",
    "%",
    "_%_%",
    "\\",
    "\\'",
    "$$",
    "\x00",
    "a\x00b",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "((((((((((",
    "a & | ! b",
    "<-> <2> :*",
    ":* :ABCD",
    "MPS-26-0401'--",
    "é" * 500,
    "word " * 500,
    "\r\nSet-Cookie: a=b",
    "{{ 7|add:7 }}",
    "{% debug %}",
    "\u202egnp.exe",
]
XSS = [
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '" autofocus onfocus="alert(1)',
    "javascript:alert(1)",
    "<iframe src=javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<<script>alert(1)//<</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<style>@import 'https://evil.example/x.css';</style>",
]
PARAMETERS = [
    "q",
    "route",
    "role",
    "group",
    "pattern",
    "contract",
    "bcu",
    "closing",
    "sort",
    "page",
]
NEVER = {"iframe", "style", "math", "object", "embed", "base", "mglyph"}


class Watch(HTMLParser):
    """Reads a page as a browser would and notes whatever could run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        own_script = values.get("src", "").startswith("/static/")
        data_block = values.get("type") == "application/ld+json"  # read by machines, never run
        if tag in NEVER or (tag == "script" and not (own_script or data_block)):
            self.found.append(tag)
        for name, value in values.items():
            scripted = value.strip().lower().startswith("javascript:")
            if name.startswith("on") or (name in {"href", "src", "action"} and scripted):
                self.found.append(f"{tag} {name}")


def harmless(body: bytes) -> bool:
    """True when no payload became markup that runs."""
    watch = Watch()
    watch.feed(body.decode())
    return watch.found == []


def test_a_search_answers_whatever_is_typed_anywhere() -> None:
    make_open(title="Test Analyst")
    client = Client(raise_request_exception=True)
    for payload in SQL + XSS:
        everywhere = urlencode([(name, payload) for name in PARAMETERS])
        for query in (f"q={quote(payload)}", everywhere):
            response = client.get(f"/vacancies/?{query}")
            assert response.status_code == 200, payload
            assert harmless(response.content), payload


def test_an_odd_reference_is_simply_not_there() -> None:
    for payload in SQL + XSS:
        response = Client().get(f"/vacancies/{quote(payload, safe='')}/")
        assert response.status_code == 404, payload
        assert harmless(response.content), payload


def test_markup_in_any_text_of_an_advert_never_runs() -> None:
    for payload in XSS:
        vacancy = make_open(
            title=payload[:120],
            summary=payload,
            body=f"{payload}\n\n[link](javascript:alert(1))\n\n{payload}",
            grade=payload[:60],
            responsibilities=[payload] * 3,
            desirable=[payload],
            conditions=[payload],
            assessment_plan=[{"stage": payload, "when": payload}],
            location_note=payload,
            working_note=payload,
            pay_note=payload,
            vetting_note=payload,
            criteria=[{"code": "one", "operator": "is_true", "value": True, "label": payload}],
        )
        # The list of units refuses it; an advert may be older than the list.
        Vacancy.objects.filter(pk=vacancy.pk).update(unit=payload)
        client = Client()
        for path in (vacancy.get_absolute_url(), "/vacancies/", "/"):
            response = client.get(path)
            assert response.status_code == 200
            assert harmless(response.content), (path, payload)


def test_the_check_itself_sees_markup_that_runs() -> None:
    for payload in [*XSS[:4], *XSS[6:8]]:
        assert harmless(f"<p>{payload}</p>".encode()) is False


def test_markdown_keeps_what_an_advert_needs() -> None:
    vacancy = make_open(body="Some **bold** words.\n\n* one\n* two\n\n[site](https://met.example/)")
    html = Client().get(vacancy.get_absolute_url()).content.decode()
    assert "<p>Some <strong>bold</strong> words.</p>" in html
    assert "<li>one</li>" in html
    assert '<a href="https://met.example/" rel="nofollow noopener noreferrer">site</a>' in html
