"""What stands in the masthead, the navigation and the footer. Names of pages are kept here alone.

A page of a part that is not installed is left out, so the furniture never breaks a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse


@dataclass(frozen=True, slots=True)
class Place:
    """A page that the furniture links to."""

    label: str
    url_name: str
    query: str = ""
    for_trusted_device: bool = False
    for_staff: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    href: str
    current: bool = False  # this very page
    active: bool = False  # this page or one beneath it


HOME = "vacancies:home"
NAVIGATION = (
    Place("Vacancies", "vacancies:list"),
    Place("New police constables", "ways:constables"),
    Place("Transferring officers", "specialisms:index"),
    Place("Temporary and interim", "ways:temporary"),
    Place("Internal vacancies", "vacancies:internal"),
    Place("Restricted vacancies", "vacancies:restricted", for_trusted_device=True),
)
ACCOUNT = (
    Place("Staff area", "admin:index", for_staff=True),
    Place("Your applications", "applicants:applications"),
    Place("Your job alerts", "vacancies:alerts"),
    Place("Your profile", "applicants:profile"),
    Place("Your account", "account_email"),
)
FOOTER = (
    Place("Online forums", "forums:forums"),
    Place("Accessibility statement", "ui:accessibility"),
    Place("Cookies", "ui:cookies"),
    Place("Privacy notice", "ui:privacy"),
    Place("Am I eligible?", "applicants:routes"),
    Place("How we decide eligibility", "applicants:rules"),
    Place("The Met at a glance", "vacancies:organisation"),
    Place("For developers", "vacancies:api"),
    Place("Contact and help", "ui:contact"),
    Place("Demonstration mailbox", "demo:mailbox"),
)


def address_of(url_name: str) -> str:
    """The path of a page, or "" when no such page is installed."""
    urlconf = get_urlconf() or settings.ROOT_URLCONF
    return _address_of(url_name, str(urlconf), get_script_prefix())


@lru_cache(maxsize=256)
def _address_of(url_name: str, urlconf: str, prefix: str) -> str:
    try:
        return reverse(url_name, urlconf=urlconf)
    except NoReverseMatch:
        return ""


def links(places: tuple[Place, ...], request: HttpRequest) -> list[Link]:
    """The places that exist and concern this reader, with the one that is being read marked."""
    there = [
        (place.label, address_of(place.url_name) + place.query)
        for place in places
        if address_of(place.url_name) and concerns(place, request)
    ]
    hrefs = [href for _, href in there]
    here = request.get_full_path()
    # A filter of a list is a place of its own; any other query is still the list.
    current = here if here in hrefs else request.path
    above = [href for href in hrefs if href != "/" and request.path.startswith(href)]
    section = current if current in hrefs else max(above, key=len, default="")
    return [
        Link(label, href, current=href == current, active=href == section) for label, href in there
    ]


def concerns(place: Place, request: HttpRequest) -> bool:
    if place.for_trusted_device:
        device: Any = getattr(request, "device", None)
        return bool(device and device.trusted and request.user.is_authenticated)
    if place.for_staff:
        return bool(request.user.is_authenticated and getattr(request.user, "is_staff", False))
    return True
