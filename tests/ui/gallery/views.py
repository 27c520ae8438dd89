"""A page with every component. Part of the tests alone; the portal has no such address."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines

from tests.ui.gallery.forms import GalleryForm

TEMPLATE = Path(__file__).with_name("gallery.html")


def gallery_context() -> dict[str, object]:
    return {
        "page_obj": Paginator(range(200), 20).page(5),
        "tasks": [
            {"title": "Your details", "href": "#", "status": "Completed"},
            {"title": "Work history", "href": "#", "status": "In progress", "hint": "10 years"},
            {"title": "Your evidence", "href": "#", "status": "Check this again"},
            {"title": "Equality questions", "href": "#", "status": "Not started"},
            {"title": "Declaration", "href": "", "status": "Cannot start yet"},
        ],
        "rows": [
            {"key": "Name", "value": "Ada Sample", "href": "#"},
            {"key": "Skills", "value": ["Analysis", "Drafting"], "href": "#"},
            {"key": "Notes", "value": ""},
        ],
        "clock": {
            "where": "With the sift panel",
            "detail": "Three trained assessors read your evidence without your name.",
            "who": "Sift panel",
            "since": datetime(2026, 12, 1, 9, 0, tzinfo=UTC),
            "usual": "10 working days after the closing date",
            "next_step": "We email you the result. If you pass, you choose a time to meet.",
            "stages": [
                {"label": "Sent", "state": "done"},
                {"label": "Eligibility", "state": "done"},
                {"label": "Sift", "state": "current"},
                {"label": "Interview", "state": "todo"},
                {"label": "Offer", "state": "todo"},
                {"label": "Checks", "state": "todo"},
            ],
        },
        "body": "# About the role\n\nYou will *lead* a team.\n\n- one\n- two",
        "closes_at": datetime(2026, 12, 10, 0, 0, tzinfo=UTC),
    }


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    form = GalleryForm(request.POST, request.FILES) if request.method == "POST" else GalleryForm()
    if "errors" in request.GET:
        form = GalleryForm({"born-day": "31", "born-month": "2", "born-year": "1990"})
    template = engines["django"].from_string(TEMPLATE.read_text(encoding="utf-8"))
    return HttpResponse(template.render(gallery_context() | {"form": form}, request))
