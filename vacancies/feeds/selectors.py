"""What feeds, the API and the sitemap list: public adverts, as a signed-out reader sees them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max, Q, QuerySet

from vacancies.alerts.matching import matching
from vacancies.choices import Visibility
from vacancies.models import Vacancy
from vacancies.visibility import anonymous_viewer, visible_vacancies

NEWEST = 50


def open_public_vacancies(*, at: datetime) -> QuerySet[Vacancy]:
    """The open adverts that everybody may read."""
    return visible_vacancies(anonymous_viewer(at)).filter(visibility=Visibility.PUBLIC)


def newest_vacancies(query: str, *, at: datetime) -> list[Vacancy]:
    """The newest public adverts of a search, at most 50, with their bases."""
    found = matching(open_public_vacancies(at=at), query, at=at)
    return list(found.order_by("-published_at", "-id").prefetch_related("bases")[:NEWEST])


def last_change(*, at: datetime) -> datetime | None:
    """When the public lists last became different: an edit, an opening or a closing time.

    Restricted adverts and unpublished ones are not looked at, so that nothing of them shows.
    """
    published = Vacancy.objects.filter(published_at__isnull=False)
    seen = published.exclude(visibility=Visibility.RESTRICTED)
    moments = seen.aggregate(
        edited=Max("updated_at"),
        opened=Max("opens_at", filter=Q(opens_at__lte=at)),
        closed=Max("closes_at", filter=Q(closes_at__lte=at)),
    )
    return max((one for one in moments.values() if one is not None), default=None)
