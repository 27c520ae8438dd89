"""Where a person is signed in: each browser in words they know, and a way to end one."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import Http404

from recruitment.accounts.models import User
from recruitment.audit.services import record

# The first that stands in the browser's own line wins: the later ones call themselves Safari too.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "an Android device"),
    ("CrOS", "a Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "a Mac"),
    ("Linux", "Linux"),
)


def describe_browser(user_agent: str) -> str:
    """“Chrome on Windows” for a browser's own line; “An unknown browser” where it names none."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "An unknown browser")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return f"{browser} on {system}" if system else browser


@transaction.atomic
def end_session(*, pk: str, by: User) -> UserSession:
    """Signs one browser of `by` out. Raises Http404 where it is not theirs or has ended already."""
    found = UserSession.objects.filter(user=by, pk=pk).first() if pk.isdecimal() else None
    if found is None:
        raise Http404("No such session.")
    found.end()
    record(action="account.end_session", target=by, by=by)
    return found
