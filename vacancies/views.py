"""Pages of adverts: the first page, three lists and the advert itself. Nobody needs an account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from recruitment.page_cache.shared import mark_shared, shared_page
from recruitment.ui.calendar_files import MIMETYPE
from recruitment.uploads.models import file_storage
from recruitment.uploads.serving import download
from vacancies import attachments, controls, presenting, selectors
from vacancies.choices import Visibility
from vacancies.closing_file import closing_entry, closing_url, has_closing_file
from vacancies.doors import doors
from vacancies.hooks import apply_panel
from vacancies.listed import row_htmls
from vacancies.params import read_params
from vacancies.structured import structured_data
from vacancies.visibility import may_see_restricted, viewer_of


@login_not_required
@require_safe
@shared_page
def home(request: HttpRequest) -> HttpResponse:
    """What this is, and a door for each way to join."""
    ways = doors(selectors.open_counts(viewer_of(request)))
    return render(request, "vacancies/home.html", {"doors": ways})


@login_not_required
@require_safe
@shared_page
def public_list(request: HttpRequest) -> HttpResponse:
    """Adverts that anyone may read."""
    return _list(request, Visibility.PUBLIC)


@login_not_required
@require_safe
@shared_page
def internal_list(request: HttpRequest) -> HttpResponse:
    """Adverts for people of the Met; readable by anyone, from home too."""
    return _list(request, Visibility.INTERNAL)


@login_not_required
@require_safe
def restricted_list(request: HttpRequest) -> HttpResponse:
    """Sensitive adverts: there is no such page except at a Met device."""
    if not may_see_restricted(viewer_of(request)):
        raise Http404
    response = _list(request, Visibility.RESTRICTED)
    add_never_cache_headers(response)
    return response


def _list(request: HttpRequest, kind: Visibility) -> HttpResponse:
    viewer = viewer_of(request)
    params, notices = read_params(request.GET)
    result = selectors.search_vacancies(viewer, params, kind=kind)
    context: dict[str, Any] = {
        "kind": str(kind),
        "params": params,
        "result": result,
        "notices": [*notices, *result.notices],
        "rows": row_htmls(
            result.page, kind=kind, at=viewer.at, place=params.place, bases=result.bases
        ),
        "chosen": controls.chosen(params, result.facets),
        "controls": controls.controls(params, result.steps),
    }
    return render(request, f"vacancies/list_{kind}.html", context)


@login_not_required
@require_safe
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """One advert. What does not exist for this reader and what never existed are the same."""
    viewer = viewer_of(request)
    vacancy = selectors.get_visible_vacancy(viewer, reference)
    if vacancy is None:
        raise Http404
    selectors.read_bases_and_criteria(vacancy)
    is_open = vacancy.accepts_applications_at(viewer.at)
    panel = apply_panel(request, vacancy) if is_open else None
    apply_here = panel is not None and not panel["url"].startswith("mailto:")
    context = {
        "vacancy": vacancy,
        "advert": presenting.advert(vacancy, at=viewer.at),
        "is_open": is_open,
        "panel": panel,
        "documents": attachments.shown_to_readers(vacancy),
        "similar": selectors.similar_vacancies(viewer, vacancy),
        "calendar_url": closing_url(vacancy) if has_closing_file(vacancy, viewer.at) else "",
        "structured": structured_data(vacancy, at=viewer.at, apply_here=apply_here),
    }
    response = render(request, "vacancies/detail.html", context)
    if vacancy.is_restricted:
        add_never_cache_headers(response)
        return response
    mark_shared(response)
    return response


@login_not_required
@require_safe
def closing(request: HttpRequest, reference: str) -> HttpResponse:
    """The closing time as a calendar file. A restricted advert leaves nothing in a calendar."""
    viewer = viewer_of(request)
    vacancy = selectors.get_visible_vacancy(viewer, reference)
    if vacancy is None or not has_closing_file(vacancy, viewer.at):
        raise Http404
    return HttpResponse(
        closing_entry(vacancy, made_at=viewer.at).as_bytes(),
        content_type=f"{MIMETYPE}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{vacancy.reference}.ics"'},
    )


@login_not_required
@require_safe
def attachment(request: HttpRequest, reference: str, pk: UUID) -> FileResponse:
    """A document of an advert, for whoever may see the advert; clean ones alone.

    Nobody writes down who had it: everybody may, as they may read the advert.
    """
    vacancy = selectors.get_visible_vacancy(viewer_of(request), reference)
    file = attachments.readable_file(vacancy, pk) if vacancy is not None else None
    if file is None:
        raise Http404
    try:
        content = file_storage().open(file.place)
    except FileNotFoundError:
        raise Http404 from None
    return download(file, content)
