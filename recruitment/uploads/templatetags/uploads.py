"""Showing a stored file on a page: its name, its size, and what became of the virus check."""

from __future__ import annotations

from typing import Any

from django import template

from recruitment.uploads import scanner
from recruitment.uploads.models import StoredFile
from recruitment.uploads.names import spoken_size

register = template.Library()


@register.inclusion_tag("uploads/file.html")
def stored_file(file: StoredFile) -> dict[str, Any]:
    """One file: a link once it may be opened, and until then a sentence that says why not."""
    return {
        "file": file,
        "size": spoken_size(file.size),
        "scanner": scanner.is_configured(),
    }
