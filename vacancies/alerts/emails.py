"""The emails of job alerts. Each leads to the page of its alert and ends it with one click."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from django.urls import reverse
from django.utils import timezone

from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email
from recruitment.ui.dates import london_date, london_datetime
from vacancies import presenting
from vacancies.alerts.links import CONFIRM_WITHIN, alert_path, stop_path
from vacancies.alerts.matching import describe
from vacancies.alerts.running import GRACE
from vacancies.alerts.selectors import may_be_told_now, vacancies_told
from vacancies.choices import Visibility
from vacancies.models import SavedSearch, Vacancy

MOST_LISTED = 20
_SAMPLE: dict[str, Any] = {
    "search": ("“investigator”", "Way to join: Police staff"),
    "how_often": "every day",
    "link": "https://portal.example/alerts/link/sample-that-opens-nothing/",
    "stop_link": "https://portal.example/alerts/link/sample-that-opens-nothing/stop/",
}
_HOW_OFTEN = {"daily": "every day", "weekly": "once a week, on Monday"}


@dataclass(frozen=True, slots=True)
class Told:
    """One vacancy in an alert."""

    title: str
    url: str
    group: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _AlertEmail:
    """What every email about an alert shows: the search, how often, and both ways on."""

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1
    sample_details: ClassVar[Mapping[str, Any]] = {}

    search: tuple[str, ...]
    how_often: str
    link: str
    stop_link: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        search = SavedSearch.objects.select_related("user").filter(pk=ids["search"]).first()
        details = cls.details(search, ids) if search is not None else None
        if search is None or details is None:
            return None
        return cls(
            search=describe(search.query, search.kind),
            how_often=_HOW_OFTEN[search.frequency],
            link=absolute(alert_path(search)),
            stop_link=absolute(stop_path(search)),
            **details,
        )

    @classmethod
    def details(cls, search: SavedSearch, ids: Mapping[str, Any]) -> dict[str, Any] | None:
        """The parts of this kind alone; None when it is no longer true."""
        raise NotImplementedError

    @classmethod
    def sample(cls) -> Self:
        return cls(**_SAMPLE, **cls.sample_details)

    @property
    def unsubscribe_url(self) -> str:
        """One POST there ends the alert (RFC 8058)."""
        return self.stop_link


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class AlertConfirm(_AlertEmail):
    """Is this your address? Only while nobody has said so."""

    kind: ClassVar[str] = "alert_confirm"
    urgent: ClassVar[bool] = True
    sample_details: ClassVar[Mapping[str, Any]] = {"until": "9:30am on 25 November 2026"}

    until: str

    @classmethod
    def details(cls, search: SavedSearch, ids: Mapping[str, Any]) -> dict[str, Any] | None:
        ends = search.asked_at + CONFIRM_WITHIN
        if search.confirmed_at is not None or ends <= timezone.now():
            return None
        return {"until": london_datetime(ends)}

    @property
    def subject(self) -> str:
        return "Confirm your job alert"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSaved(_AlertEmail):
    """To somebody with an account: it is noted, and how to change or stop it."""

    kind: ClassVar[str] = "alert_saved"
    urgent: ClassVar[bool] = True

    @classmethod
    def details(cls, search: SavedSearch, ids: Mapping[str, Any]) -> dict[str, Any] | None:
        return {} if search.confirmed_at is not None else None

    @property
    def subject(self) -> str:
        return "Your job alert is set up"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class AlertVacancies(_AlertEmail):
    """What is new for one search. Vacancies that closed or moved since the run are left out."""

    kind: ClassVar[str] = "alert_vacancies"
    sample_details: ClassVar[Mapping[str, Any]] = {
        "count": 1,
        "vacancies": (
            Told(
                title="Police Staff Investigator (PIP 2)",
                url="https://portal.example/vacancies/MPS-26-0407/",
                group="Frontline Policing",
                facts=("Where: Holborn or Lewisham", "Closes: 11:59pm on 18 December 2026"),
            ),
        ),
        "list_link": "https://portal.example/vacancies/?q=investigator",
    }

    count: int
    vacancies: tuple[Told, ...]
    list_link: str

    @classmethod
    def details(cls, search: SavedSearch, ids: Mapping[str, Any]) -> dict[str, Any] | None:
        if not may_be_told_now(search):
            return None
        now = timezone.now()
        rows = list(vacancies_told(search, date.fromisoformat(ids["day"]), at=now))
        if not rows:
            return None
        return {
            "count": len(rows),
            "vacancies": tuple(_told(row) for row in rows[:MOST_LISTED]),
            "list_link": _list_link(search),
        }

    @property
    def subject(self) -> str:
        if self.count == 1:
            return f"New vacancy: {self.vacancies[0].title}"
        return f"{self.count} new vacancies for {self.search[0]}"

    @property
    def more(self) -> int:
        """How many are not listed one by one."""
        return self.count - len(self.vacancies)


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class AlertKeep(_AlertEmail):
    """After twelve months: keep it? Without an answer it lapses."""

    kind: ClassVar[str] = "alert_keep"
    sample_details: ClassVar[Mapping[str, Any]] = {"until": "22 December 2027"}

    until: str

    @classmethod
    def details(cls, search: SavedSearch, ids: Mapping[str, Any]) -> dict[str, Any] | None:
        if search.asked_to_keep_at is None:
            return None
        return {"until": london_date(search.asked_to_keep_at + GRACE)}

    @property
    def subject(self) -> str:
        return "Do you want to keep your job alert?"


def _told(vacancy: Vacancy) -> Told:
    row = presenting.row(vacancy, at=timezone.now())
    facts = tuple(f"{fact.name}: {fact.lines[0]}" for fact in row.facts if any(fact.lines))
    return Told(title=row.title, url=absolute(row.url), group=row.group, facts=facts)


def _list_link(search: SavedSearch) -> str:
    internal = search.kind == Visibility.INTERNAL
    path = reverse("vacancies:internal" if internal else "vacancies:list")
    return absolute(f"{path}?{search.query}" if search.query else path)
