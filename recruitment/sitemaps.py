"""The sitemap and robots.txt: every public page and advert, for search engines.

Stands beside the address table because it knows the pages of every part.
"""

from __future__ import annotations

import math
import re
from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from recruitment.outbox.links import absolute
from recruitment.ui.navigation import address_of
from vacancies.feeds.conditional import shared
from vacancies.feeds.selectors import last_change, open_public_vacancies
from vacancies.organisation.selectors import SLUGS
from vacancies.specialisms.data import BY_SLUG

A_FILE = 10_000  # addresses; the format allows 50,000
# Public pages without arguments; one of a part that is not installed is left out.
PAGES = (
    "vacancies:home",
    "vacancies:list",
    "vacancies:internal",
    "vacancies:organisation",
    "vacancies:organisation_bcus",
    "ways:temporary",
    "ways:constables",
    "ways:specials",
    "specialisms:index",
    "specialisms:interest",
    "forums:forums",
    "register:start",
    "vacancies:api",
    "applicants:routes",
    "applicants:rules",
    "ui:accessibility",
    "ui:privacy",
    "ui:cookies",
    "ui:contact",
)
# Pages of one person, and endless combinations of filters: nothing to find there.
NOT_FOR_ROBOTS = (
    "/accounts/", "/applications/", "/alerts/", "/verify/", "/register/*/", "/vacancies/*?",
)  # fmt: skip
NUMBER = re.compile(r"[1-9][0-9]{0,5}")
XML = "application/xml; charset=utf-8"


@login_not_required
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Which files there are."""
    at = timezone.now()
    count = open_public_vacancies(at=at).count()
    files = ["pages", *(str(n) for n in range(1, math.ceil(count / A_FILE) + 1))]
    places = [absolute(reverse("sitemap_file", args=[name])) for name in files]
    response = render(request, "sitemap_index.xml", {"places": places}, content_type=XML)
    return shared(request, response, changed=last_change(at=at))


@login_not_required
@require_safe
def sitemap_file(request: HttpRequest, name: str) -> HttpResponse:
    """One file: the pages, or up to 10,000 adverts."""
    at = timezone.now()
    if name == "pages":
        places: list[tuple[str, datetime | None]] = [
            (absolute(address), None) for address in _pages() if address
        ]
    elif NUMBER.fullmatch(name):
        start = (int(name) - 1) * A_FILE
        rows = open_public_vacancies(at=at).order_by("id")[start : start + A_FILE]
        fetched = rows.values_list("reference", "updated_at")
        places = [
            (absolute(reverse("vacancies:detail", args=[reference])), updated)
            for reference, updated in fetched
        ]
    else:
        places = []
    if not places:
        raise Http404
    response = render(request, "sitemap.xml", {"places": places}, content_type=XML)
    return shared(request, response, changed=last_change(at=at))


def _pages() -> list[str]:
    """Those of PAGES, and the ones of each specialism and each part of the organisation."""
    return [
        *map(address_of, PAGES),
        *(reverse("specialisms:specialism", args=[slug]) for slug in BY_SLUG),
        *(reverse("vacancies:organisation_group", args=[slug]) for slug in SLUGS),
    ]


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines should leave alone, and where the sitemap is."""
    lines = ["User-agent: *", *(f"Disallow: {place}" for place in NOT_FOR_ROBOTS), ""]
    lines.append(f"Sitemap: {settings.BASE_URL.rstrip('/')}{reverse('sitemap')}")
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    return shared(request, response, changed=None)


urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    path("sitemap-<str:name>.xml", sitemap_file, name="sitemap_file"),
]
