"""Feeds of public vacancies, with the search of the list in their address."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from vacancies.alerts.matching import describe, lasting
from vacancies.choices import Visibility
from vacancies.feeds import selectors, writing
from vacancies.feeds.conditional import shared
from vacancies.params import read_params

NEVER = datetime(2026, 1, 1, tzinfo=UTC)


@login_not_required
@require_safe
def atom_feed(request: HttpRequest) -> HttpResponse:
    """The newest public vacancies of a search as Atom."""
    query, title, page, at = _asked(request)
    changed = selectors.last_change(at=at)
    text = writing.atom(
        selectors.newest_vacancies(query, at=at),
        title=title,
        path=_own_path(request, query),
        page=page,
        changed=changed or NEVER,
    )
    response = HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
    return shared(request, response, changed=changed)


@login_not_required
@require_safe
def json_feed(request: HttpRequest) -> HttpResponse:
    """The same as JSON Feed."""
    query, title, page, at = _asked(request)
    feed = writing.json_feed(
        selectors.newest_vacancies(query, at=at),
        title=title,
        path=_own_path(request, query),
        page=page,
    )
    response = JsonResponse(feed, content_type="application/feed+json; charset=utf-8")
    return shared(request, response, changed=selectors.last_change(at=at))


def _asked(request: HttpRequest) -> tuple[str, str, str, datetime]:
    query = lasting(read_params(request.GET)[0]).query()
    words = ", ".join(describe(query, Visibility.PUBLIC)) if query else "all vacancies"
    page = reverse("vacancies:list") + (f"?{query}" if query else "")
    return query, f"{settings.SERVICE_NAME}: {words}", page, timezone.now()


def _own_path(request: HttpRequest, query: str) -> str:
    return request.path + (f"?{query}" if query else "")
