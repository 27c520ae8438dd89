"""The rows and filters of the list of applications, written out.

Django's templates and model instances cost several times as much for fifty rows and a hundred
choices: here are the values of the columns alone, and HTML of a fixed pattern, each value escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString

from applicants.labels import staff_label
from applicants.models import Application
from applicants.wording import eligibility_label

_PLACE = "00000000-0000-4000-8000-000000000000"
COLUMNS = (
    "pk",
    "reference",
    "status",
    "status_since",
    "vacancy__title",
    "vacancy__reference",
)
NAMES = ("candidate__given_names", "candidate__family_name", "candidate__user__username")
WHOLE = ("eligibility_result", "tier", "undelivered")
_LOST = '<br><span class="staff-tag staff-tag--bad">Email did not arrive</span>'
_SELECTED = ' class="selected"'


@dataclass(frozen=True, slots=True)
class ListRow:
    """One application. None is what the reader may not see: its column is left out."""

    pk: UUID
    url: str
    reference: str
    name: str | None
    vacancy: str
    vacancy_reference: str
    status: str
    undelivered: bool
    eligibility: str | None
    since: str


def read_rows(found: QuerySet[Application], *, names: bool, whole: bool) -> list[ListRow]:
    """One query. Without `names` nobody's name is even asked for; `whole` adds the columns that a
    blind marker does not see, for a set that says what was undelivered."""
    columns = (*COLUMNS, *(NAMES if names else ()), *(WHOLE if whole else ()))
    # Resolving an address costs more than the rest of a row: it is done once.
    before, after = reverse("admin:applicants_application_case", args=[_PLACE]).split(_PLACE)
    return [
        ListRow(
            pk=one["pk"],
            url=f"{before}{one['pk']}{after}",
            reference=one["reference"],
            name=_name(one) if names else None,
            vacancy=one["vacancy__title"],
            vacancy_reference=one["vacancy__reference"],
            status=staff_label(one["status"]),
            undelivered=whole and one["undelivered"],
            eligibility=_eligibility(one) if whole else None,
            since=_day(one["status_since"]),
        )
        for one in found.values(*columns)
    ]


def rows_html(rows: Iterable[ListRow], *, ticks: bool) -> SafeString:
    """The rows of the table, with a box to tick each where there is something to do to many."""
    # Every value goes through `escape` in `_row`.
    return SafeString("\n".join(_row(one, ticks=ticks) for one in rows))  # nosec B703


def _row(one: ListRow, *, ticks: bool) -> str:
    reference = escape(one.reference)
    tick = (
        '<td class="action-checkbox"><input type="checkbox" name="_selected_action"'
        f' value="{escape(str(one.pk))}" aria-label="Tick {reference}"></td>'
    )
    return (
        f"<tr>{tick if ticks else ''}"
        f'<th class="field-reference"><a href="{escape(one.url)}">{reference}</a></th>'
        f"{_cell('name', one.name)}"
        f'<td class="field-for_vacancy">{escape(one.vacancy)}<br>'
        f'<span class="staff-reference">{escape(one.vacancy_reference)}</span></td>'
        f'<td class="field-where">{escape(one.status)}{_LOST if one.undelivered else ""}</td>'
        f"{_cell('eligibility', one.eligibility)}"
        f'<td class="field-since"><span class="staff-reference">{escape(one.since)}</span></td>'
        "</tr>"
    )


def _cell(column: str, value: str | None) -> str:
    return "" if value is None else f'<td class="field-{column}">{escape(value)}</td>'


def choices_html(choices: Iterable[Mapping[str, Any]]) -> SafeString:
    """The choices of one filter as lines of a list."""
    # Both values go through `escape`.
    return SafeString(  # nosec B703
        "\n".join(
            f"<li{_SELECTED if one['selected'] else ''}>"
            f'<a href="{escape(iri_to_uri(str(one["query_string"])) or "")}">'
            f"{escape(str(one['display']))}</a></li>"
            for one in choices
        )
    )


def _name(one: Mapping[str, Any]) -> str:
    """As `Candidate.full_name`."""
    name = f"{one['candidate__given_names']} {one['candidate__family_name']}".strip()
    return name or str(one["candidate__user__username"])


def _eligibility(one: Mapping[str, Any]) -> str:
    tier = f", tier {one['tier']}" if one["tier"] else ""
    return f"{eligibility_label(one['eligibility_result'])}{tier}"


def _day(since: datetime) -> str:
    day = timezone.localtime(since)
    return f"{day.day} {day:%b %Y}"
