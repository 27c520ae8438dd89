"""One page for each way to join, with its open adverts. Nobody needs an account."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from vacancies.choices import Route
from vacancies.data.job_families import TITLES
from vacancies.forums.choices import ForumAbout
from vacancies.forums.selectors import upcoming_forums
from vacancies.visibility import viewer_of
from vacancies.ways.selectors import open_adverts

FORUMS_SHOWN = 3


@login_not_required
@require_safe
def temporary(request: HttpRequest) -> HttpResponse:
    """The eight families with their titles, and the way to register one's interest."""
    context: dict[str, Any] = {
        "families": [(family.label, titles) for family, titles in TITLES.items()],
        "adverts": open_adverts(viewer_of(request), Route.TEMPORARY),
        "route": Route.TEMPORARY,
    }
    return render(request, "ways/temporary.html", context)


@login_not_required
@require_safe
def constables(request: HttpRequest) -> HttpResponse:
    """What the job is, who can apply, and the next forums."""
    return _uniformed(
        request, Route.NEW_CONSTABLE, ForumAbout.NEW_CONSTABLE, "ways/constables.html"
    )


@login_not_required
@require_safe
def specials(request: HttpRequest) -> HttpResponse:
    """Volunteering as a special constable."""
    about = ForumAbout.SPECIAL_CONSTABLE
    return _uniformed(request, Route.SPECIAL_CONSTABLE, about, "ways/specials.html")


def _uniformed(
    request: HttpRequest, route: Route, about: ForumAbout, template: str
) -> HttpResponse:
    forums = upcoming_forums(at=timezone.now(), about=about)
    context: dict[str, Any] = {
        "adverts": open_adverts(viewer_of(request), route),
        "forums": forums[:FORUMS_SHOWN],
        "more_forums": len(forums) > FORUMS_SHOWN,
        "route": route,
    }
    return render(request, template, context)
