"""Emails to those who applied, or have begun to, about what happened to the advert."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self

from django.urls import reverse

from applicants.choices import Status
from applicants.emails.base import RESTRICTED_DETAILS, ApplicationEmail
from applicants.models import Application
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email
from recruitment.ui.dates import london_deadline
from vacancies.choices_life import ClosingReason, ExtensionReason, RelistReason
from vacancies.models import VacancyChange

UNSENT = frozenset({Status.DRAFT, Status.DRAFT_EXPIRED})
_REASONS: Mapping[str, str] = {
    **dict(RelistReason.choices),
    **dict(ClosingReason.choices),
    **dict(ExtensionReason.choices),
}


def _find(ids: Mapping[str, Any]) -> tuple[Application, VacancyChange] | None:
    application = (
        Application.objects.select_related("candidate__user", "vacancy")
        .filter(pk=ids["application"])
        .first()
    )
    change = VacancyChange.objects.filter(pk=ids["advert_change"]).first()
    return None if application is None or change is None else (application, change)


@dataclass(frozen=True, slots=True, kw_only=True)
class _AdvertEmail(ApplicationEmail):
    """An email about a change of the advert; `is_draft` is true where nothing was sent yet."""

    is_draft: bool

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        found = _find(ids)
        if found is None or not cls.is_true(*found):
            return None
        return cls.of(*found)

    @classmethod
    def recall(cls, ids: Mapping[str, Any]) -> Self | None:
        found = _find(ids)
        return cls.of(*found) if found is not None else None

    @classmethod
    def is_true(cls, application: Application, change: VacancyChange) -> bool:
        """Whether this still has to be said to this person."""
        return application.status not in (Status.WITHDRAWN, Status.VACANCY_CANCELLED)

    @classmethod
    def of(cls, application: Application, change: VacancyChange) -> Self:
        """The email as it is now."""
        is_draft = application.status in UNSENT
        common = cls.common(application)
        if is_draft:
            common["link"] = absolute(reverse("applicants:tasks", args=[application.pk]))
        return cls(**common, is_draft=is_draft, **cls.about(application, change))

    @classmethod
    def about(cls, application: Application, change: VacancyChange) -> dict[str, Any]:
        """The parts of this kind alone."""
        return {}


def _reason(change: VacancyChange, application: Application) -> str:
    """The reason as applicants read it: the words of its code, or those that were written."""
    if application.vacancy.is_restricted:
        return ""
    if change.reason_code == "other":
        return change.reason
    return _REASONS.get(change.reason_code, "")


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyExtended(_AdvertEmail):
    """There is longer to apply, or the vacancy has opened again (`reopened`).

    `closes` is empty where it is open until filled now.
    """

    kind: ClassVar[str] = "vacancy_extended"
    sample_details: ClassVar[Mapping[str, Any]] = {
        "is_draft": True,
        "reopened": False,
        "closes": "11:59pm on 16 December 2026",
        "was": "11:59pm on 9 December 2026",
        "reason": "We would like to hear from more people",
    }

    reopened: bool
    closes: str
    was: str
    reason: str

    @classmethod
    def is_true(cls, application: Application, change: VacancyChange) -> bool:
        """A later change of the closing time is told by an email of its own."""
        now = _moment(change.data.get("after", {}).get("closes_at"))
        return application.vacancy.closes_at == now and _AdvertEmail.is_true(application, change)

    @classmethod
    def about(cls, application: Application, change: VacancyChange) -> dict[str, Any]:
        was = _moment(change.data.get("before", {}).get("closes_at"))
        return {
            "reopened": change.from_status != change.to_status or (was is None or was < change.at),
            "closes": london_deadline(_moment(change.data.get("after", {}).get("closes_at"))),
            "was": london_deadline(was),
            "reason": _reason(change, application),
        }

    @property
    def subject(self) -> str:
        if self.reopened:
            return f"Open again: {self.vacancy}"
        return f"More time to apply for {self.vacancy}"


def _moment(iso: str | None) -> datetime | None:
    return datetime.fromisoformat(iso) if iso else None


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of the advert that reads differently now."""

    what: str
    before: str
    after: str


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class AdvertChanged(_AdvertEmail):
    """Something that people decide by has changed after publication, with what it was."""

    kind: ClassVar[str] = "advert_changed"
    sample_details: ClassVar[Mapping[str, Any]] = {
        "is_draft": False,
        "advert": "https://portal.example/vacancies/MPS-26-0403/",
        "lines": (
            Line("Pay", "£25,591 to £27,545 a year, basic", "£26,103 to £28,096 a year, basic"),
            Line("Where", "Croydon", "Croydon or Bromley"),
        ),
        "neutral": "",
    }

    advert: str
    lines: tuple[Line, ...]
    neutral: str

    @classmethod
    def about(cls, application: Application, change: VacancyChange) -> dict[str, Any]:
        vacancy = application.vacancy
        if vacancy.is_restricted:
            return {"advert": "", "lines": (), "neutral": RESTRICTED_DETAILS}
        lines = tuple(Line(**line) for line in change.data.get("changes", []))
        return {"advert": absolute(vacancy.get_absolute_url()), "lines": lines, "neutral": ""}

    @property
    def subject(self) -> str:
        return f"The advert has changed: {self.vacancy}"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyClosedEarly(_AdvertEmail):
    """To those with a draft: the vacancy closed before they had sent it."""

    kind: ClassVar[str] = "vacancy_closed_early"
    sample_details: ClassVar[Mapping[str, Any]] = {
        "is_draft": True,
        "reason": "Enough people have applied",
    }

    reason: str

    @classmethod
    def is_true(cls, application: Application, change: VacancyChange) -> bool:
        """Not when it is open again by now."""
        is_draft = application.status in UNSENT
        return is_draft and application.vacancy.status == change.to_status

    @classmethod
    def about(cls, application: Application, change: VacancyChange) -> dict[str, Any]:
        return {"reason": _reason(change, application)}

    @property
    def subject(self) -> str:
        return f"Closed early: {self.vacancy}"
