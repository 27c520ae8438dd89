"""Adverts of a list as HTML, each kept until some advert changes or its days run out.

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
_kept: Kept[tuple[int, str], SafeString] = Kept(KEPT_ROWS)


def row_htmls(
    vacancies: Iterable[Vacancy],
    *,
    kind: Visibility,
    at: datetime,
    place: LondonPlace | None = None,
    bases: Iterable[KnownBase] = (),
) -> list[SafeString]:
    """The rows of one page. A distance is told afresh; so are days that run out, once an hour."""
    adverts = list(vacancies)
    keeps = place is None and kind != Visibility.RESTRICTED
    number = stamp_number() if keeps else None
    # What a row says about today is a part of its key.
    keys = {one.pk: (one.pk, presenting.time_left_if_soon(one, at)) for one in adverts}
    kept = _kept.get(keys.values(), number)
    made = {
        keys[one.pk]: _html(presenting.row(one, at=at, place=place, bases=bases), kind)
        for one in adverts
        if keys[one.pk] not in kept
    }
    _kept.put(made, number)
    rows = kept | made
    return [rows[keys[one.pk]] for one in adverts]


def _html(row: presenting.Row, kind: Visibility) -> SafeString:
    html = get_template("vacancies/parts/row.html").render({"row": row, "kind": str(kind)})
    return mark_safe(html)  # nosec B308 B703: the template escapes
