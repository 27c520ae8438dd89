"""The ways in that the first page offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from vacancies.choices import Route


@dataclass(frozen=True, slots=True)
class Door:
    """A way in from the first page."""

    title: str
    text: str
    url: str
    count: int


_DOORS = (
    (
        Route.EXTERNAL_STAFF,
        "Police staff",
        "Professional and support roles behind the scenes.",
        "",
    ),
    (
        Route.TEMPORARY,
        "Temporary and interim",
        "Register your interest in project work and cover, by the hour or the day.",
        "ways:temporary",
    ),
    (
        Route.TRANSFEREE,
        "Transferring officers",
        "Serving constables of another Home Office force. You do not need to move to London.",
        "specialisms:index",
    ),
    (
        Route.NEW_CONSTABLE,
        "New police constables",
        "Start a full-time career as a police officer. No experience needed.",
        "ways:constables",
    ),
    (
        Route.SPECIAL_CONSTABLE,
        "Special constables",
        "Volunteer as a police officer beside your job or studies.",
        "ways:specials",
    ),
)


def doors(counts: Mapping[Route, int]) -> list[Door]:
    """The ways in, each with the number of open adverts.

    A way without a page of its own leads to its adverts, and is not shown when it has none.
    """
    public = reverse("vacancies:list")
    found = [
        Door(title, text, reverse(page) if page else f"{public}?route={route}", counts[route])
        for route, title, text, page in _DOORS
        if page or counts[route]
    ]
    text = "For people who already work or volunteer with the Met, from home or the office."
    internal = Door(
        "Internal vacancies", text, reverse("vacancies:internal"), counts[Route.INTERNAL_STAFF]
    )
    return [internal, *found]
