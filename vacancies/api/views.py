"""The API's addresses. Everybody gets the same answer: it looks with the eyes of nobody."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from recruitment.access.limits import too_many
from recruitment.outbox.links import absolute
from vacancies import finding, selectors
from vacancies.api.schema import document, query_parameters
from vacancies.api.serialising import full, short
from vacancies.attachments import readable_files
from vacancies.choices import Visibility
from vacancies.feeds.conditional import shared
from vacancies.feeds.selectors import last_change
from vacancies.params import SearchParams, read_params
from vacancies.visibility import anonymous_viewer

ASKED_A_MINUTE = 120


@login_not_required
@require_safe
def vacancy_list(request: HttpRequest) -> HttpResponse:
    """One page of the open public vacancies that answer a search."""
    if _too_often(request):
        return _problem(429, "Too many requests", "Wait a minute, then ask again.")
    at = timezone.now()
    params, notices = read_params(request.GET)
    result = finding.search_vacancies(anonymous_viewer(at), params)
    page = result.page
    answer = {
        "total": result.total,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "next": _page_url(params, page.next_page_number()) if page.has_next() else None,
        "previous": _page_url(params, page.previous_page_number()) if page.has_previous() else None,
        "notices": [*notices, *result.notices],
        "vacancies": [short(vacancy) for vacancy in page],
    }
    return shared(request, JsonResponse(answer), changed=_changed(params, at))


@login_not_required
@require_safe
def vacancy_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """One public vacancy; closed ones stay readable. Any other was never there."""
    if _too_often(request):
        return _problem(429, "Too many requests", "Wait a minute, then ask again.")
    at = timezone.now()
    vacancy = selectors.get_visible_vacancy(anonymous_viewer(at), reference)
    if vacancy is None or vacancy.visibility != Visibility.PUBLIC:
        return _problem(404, "Not found", "There is no public vacancy with this reference.")
    files = list(readable_files(vacancy))
    # A document appears when the virus check has found nothing: that is no edit of the advert.
    moments = [last_change(at=at), *(file.scanned_at for file in files)]
    changed = max((one for one in moments if one is not None), default=None)
    return shared(request, JsonResponse(full(vacancy, files, at=at)), changed=changed)


@login_not_required
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of this API as OpenAPI 3.1."""
    return shared(request, JsonResponse(document()), changed=None)


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the API offers, for people."""
    context = {
        "list_url": absolute(reverse("vacancies:api_list")),
        "detail_url": absolute(reverse("vacancies:api_detail", args=["MPS-26-0417"])),
        "parameters": query_parameters(),
        "most": ASKED_A_MINUTE,
    }
    return render(request, "vacancies/api/about.html", context)


def _changed(params: SearchParams, at: datetime) -> datetime | None:
    """A limit on the closing time moves with the clock: then the content alone says what is new."""
    return None if params.closing else last_change(at=at)


def _too_often(request: HttpRequest) -> bool:
    return too_many(request, action="api", most=ASKED_A_MINUTE, seconds=60)


def _page_url(params: SearchParams, page: int) -> str:
    query = params.query(page=page)
    return absolute(reverse("vacancies:api_list")) + (f"?{query}" if query else "")


def _problem(status: int, title: str, detail: str) -> HttpResponse:
    """An error as RFC 9457 wants it."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    response = JsonResponse(body, status=status, content_type="application/problem+json")
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    if status == 429:
        response["Retry-After"] = "60"
    return response
