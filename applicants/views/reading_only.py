"""Where the owner of a draft reads what they wrote, once the vacancy has closed."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from applicants.choices import Status
from applicants.models import Application
from applicants.selectors.writable import is_open_draft


def is_late_draft(application: Application) -> bool:
    """A draft, expired or not yet, of a vacancy that takes no applications now."""
    if application.status == Status.DRAFT_EXPIRED:
        return True
    return application.is_draft and not is_open_draft(application, at=timezone.now())


def where_to_read(application: Application, code: str = "") -> str:
    """The page with everything that was typed; with `code` at that section."""
    page = reverse("applicants:check_answers", args=[application.pk])
    return f"{page}#{code}" if code else page
