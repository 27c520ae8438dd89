"""Adverts of a list as HTML. A row that says nothing about today is kept until some advert changes.

The template engine needs more time for twenty rows than for everything else on the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from recruitment.page_cache.kept import Kept, stamp_number
from vacancies import presenting
from vacancies.choices import Visibility
from vacancies.data.london import LondonPlace
from vacancies.models import Vacancy
from vacancies.whereabouts import KnownBase

KEPT_ROWS = 6000  # about a kilobyte each
_kept: Kept[int, SafeString] = Kept(KEPT_ROWS)


def row_htmls(
    vacancies: Iterable[Vacancy],
    *,
    kind: Visibility,
    at: datetime,
    place: LondonPlace | None = None,
    bases: Iterable[KnownBase] = (),
) -> list[SafeString]:
    """The rows of one page. A distance, or days that run out, are told as they are now."""
    adverts = list(vacancies)
    keeps = place is None and kind != Visibility.RESTRICTED
    number = stamp_number() if keeps else None
    lasting = {one.pk for one in adverts if not presenting.is_closing_soon(one, at)}
    kept = _kept.get(lasting, number)
    made = {
        one.pk: _html(presenting.row(one, at=at, place=place, bases=bases), kind)
        for one in adverts
        if one.pk not in kept
    }
    _kept.put({pk: html for pk, html in made.items() if pk in lasting}, number)
    return [kept.get(one.pk) or made[one.pk] for one in adverts]


def _html(row: presenting.Row, kind: Visibility) -> SafeString:
    html = get_template("vacancies/parts/row.html").render({"row": row, "kind": str(kind)})
    return mark_safe(html)  # nosec B308 B703: the template escapes
