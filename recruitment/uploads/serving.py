"""The answer that hands a file out, the same wherever a view serves one."""

from __future__ import annotations

from django.core.files.base import File
from django.http import FileResponse

from recruitment.uploads.models import StoredFile


def download(file: StoredFile, content: File[bytes]) -> FileResponse:
    """A download, never a page: a file may be a good PDF and a web page at the same time.

    The caller has shown that this reader may have it, and that it is clean.
    """
    response = FileResponse(
        content, as_attachment=True, filename=file.name, content_type=file.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store, private"
    return response
