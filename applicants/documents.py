"""A person's own application as a tagged PDF (PDF/UA-1), for reading and keeping.

The library needs Pango on the machine. Where it is missing, everything else works, and the page
says plainly that the PDF cannot be made here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import structlog
from django.template.loader import render_to_string

log = structlog.get_logger(__name__)


class PdfUnavailable(Exception):
    """This machine lacks the system libraries for PDF files."""


@lru_cache(maxsize=1)
def _library() -> Any:
    """The library, or None where its system libraries are missing: looked for once a process."""
    try:
        # Loading it needs Pango, which a bare machine lacks.
        import weasyprint  # type: ignore[import-untyped]  # noqa: PLC0415
    except OSError as error:
        log.warning("pdf_unavailable", error=str(error).splitlines()[0])
        return None
    return weasyprint


def can_make_pdf() -> bool:
    """Whether this machine can make PDF files."""
    return _library() is not None


def make_pdf(template: str, context: dict[str, Any]) -> bytes:
    """The PDF of a template. Nothing is fetched while it is made. Raises PdfUnavailable."""
    library = _library()
    if library is None:
        raise PdfUnavailable
    html = render_to_string(template, context)
    made: bytes = library.HTML(string=html, url_fetcher=_fetch_nothing).write_pdf(
        pdf_variant="pdf/ua-1"
    )
    return made


def _fetch_nothing(url: str, *args: Any, **kwargs: Any) -> Any:
    raise ValueError("A document of the portal refers to nothing outside it.")
