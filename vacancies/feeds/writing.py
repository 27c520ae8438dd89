"""Atom (RFC 4287) and JSON Feed 1.1 of adverts. The same adverts give the same bytes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from recruitment.outbox.links import absolute
from recruitment.ui.templatetags.govuk import render_markdown
from vacancies import presenting
from vacancies.models import Vacancy
from vacancies.words import without_controls


class _SteadyFeed(Atom1Feed):
    """Django's Atom feed; an empty one says when the list last changed and not what time it is."""

    def latest_post_date(self) -> datetime:
        newest: datetime = self.feed["changed"]
        return newest


def atom(vacancies: list[Vacancy], *, title: str, path: str, page: str, changed: datetime) -> str:
    """The feed as XML. `path` is its own address, `page` that of the list."""
    feed = _SteadyFeed(
        title=title,
        link=absolute(page),
        description="",
        subtitle=f"Vacancies of the {settings.ORGANISATION_NAME}, newest first.",
        language="en-GB",
        feed_url=absolute(path),
        author_name=settings.ORGANISATION_NAME,
        changed=changed,
    )
    for vacancy in vacancies:
        feed.add_item(
            title=without_controls(vacancy.title),
            link=absolute(vacancy.get_absolute_url()),
            description=escape(without_controls(_summary(vacancy))),
            unique_id=absolute(vacancy.get_absolute_url()),
            pubdate=vacancy.published_at,
            updateddate=vacancy.updated_at,
            categories=_tags(vacancy),
        )
    text: str = feed.writeString("utf-8")
    return text


def json_feed(vacancies: list[Vacancy], *, title: str, path: str, page: str) -> dict[str, Any]:
    """The feed as JSON Feed 1.1."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "description": f"Vacancies of the {settings.ORGANISATION_NAME}, newest first.",
        "home_page_url": absolute(page),
        "feed_url": absolute(path),
        "language": "en-GB",
        "authors": [{"name": settings.ORGANISATION_NAME, "url": absolute("/")}],
        "items": [_item(vacancy) for vacancy in vacancies],
    }


def _item(vacancy: Vacancy) -> dict[str, Any]:
    url = absolute(vacancy.get_absolute_url())
    return {
        "id": url,
        "url": url,
        "title": vacancy.title,
        "summary": _summary(vacancy),
        "content_html": str(render_markdown(vacancy.body)),
        "date_published": _moment(vacancy.published_at),
        "date_modified": _moment(vacancy.updated_at),
        "tags": _tags(vacancy),
    }


def _summary(vacancy: Vacancy) -> str:
    where = presenting.places(vacancy)
    parts = [vacancy.summary, f"Closes: {presenting.closing(vacancy)}."]
    if where:
        parts.insert(1, f"Where: {where[0]}.")
    return " ".join(parts)


def _tags(vacancy: Vacancy) -> list[str]:
    return [
        str(vacancy.get_route_display()),
        str(vacancy.get_role_class_display()),
        str(vacancy.get_business_group_display()),
    ]


def _moment(at: datetime | None) -> str | None:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else None
