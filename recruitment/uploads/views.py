"""Serving a file: through this view only, to those whom its owner's policy lets read it."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from recruitment.accounts.models import User
from recruitment.uploads.selectors import file_for_reading
from recruitment.uploads.services.downloading import open_for_download
from recruitment.uploads.serving import download


@require_safe
def file(request: HttpRequest, pk: UUID) -> FileResponse:
    """A file for a signed-in person; `open_for_download` writes down who had it."""
    found = file_for_reading(request, pk)
    if found is None or not isinstance(request.user, User):
        raise Http404
    try:
        content = open_for_download(file=found, by=request.user)
    except FileNotFoundError:
        raise Http404 from None
    return download(found, content)
