"""Serving a file: through this view only, to those whom its owner's policy lets read it."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from recruitment.accounts.models import User
from recruitment.uploads.selectors import file_for_reading
from recruitment.uploads.services.downloading import open_for_download


@require_safe
def file(request: HttpRequest, pk: UUID) -> FileResponse:
    """A download, never a page: a file may be a good PDF and a web page at the same time."""
    found = file_for_reading(request, pk)
    if found is None or not isinstance(request.user, User):
        raise Http404
    try:
        content = open_for_download(file=found, by=request.user)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        content, as_attachment=True, filename=found.name, content_type=found.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store, private"
    return response
