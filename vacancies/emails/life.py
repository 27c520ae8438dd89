"""Emails to colleagues about an advert on its way to publication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.conf import settings
from django.urls import reverse

from recruitment.accounts.models import User
from recruitment.outbox.registry import register_email
from vacancies.choices import VacancyStatus
from vacancies.choices_life import VacancyEvent
from vacancies.models import VacancyChange

RESTRICTED_NAME = "a restricted vacancy (sign in on a Met device)"


@dataclass(frozen=True, slots=True, kw_only=True)
class _AdvertEmail:
    """An email about one step of an advert; it is sent only while the advert is still there."""

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1
    true_at: ClassVar[frozenset[str]] = frozenset()

    name: str
    advert: str
    link: str
    who: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """None when the advert has moved on, or the colleague has left."""
        change = VacancyChange.objects.select_related("vacancy").filter(pk=ids["change"]).first()
        reader = User.objects.filter(pk=ids["user"], is_active=True, is_staff=True).first()
        if change is None or reader is None:
            return None
        if change.vacancy.status not in cls.true_at | {change.to_status}:
            return None
        return cls(**cls.common(change, reader), **cls.details(change))

    @classmethod
    def common(cls, change: VacancyChange, reader: User) -> dict[str, str]:
        """What every such email says."""
        vacancy = change.vacancy
        person = User.objects.filter(pk=change.actor_id).first() if change.actor_id else None
        path = reverse("admin:vacancies_vacancy_life", args=[vacancy.pk])
        title = f"{vacancy.title} ({vacancy.reference})"
        return {
            "name": _name(reader),
            "advert": RESTRICTED_NAME if vacancy.is_restricted else title,
            "link": settings.BASE_URL.rstrip("/") + path,
            "who": _name(person) if person else "The recruitment team",
        }

    @classmethod
    def details(cls, change: VacancyChange) -> dict[str, Any]:
        """The parts of this kind alone."""
        return {}


def _name(user: User) -> str:
    return user.get_full_name() or user.get_username()


SAMPLE: dict[str, str] = {
    "name": "Rowan Example",
    "advert": "Business Support Officer (MPS-26-0403)",
    "link": "https://portal.example/staff/vacancies/vacancy/3/life/",
    "who": "Harper Example",
}


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class AdvertWaiting(_AdvertEmail):
    """To those who could approve it: an advert waits for a second person."""

    kind: ClassVar[str] = "advert_waiting"

    @property
    def subject(self) -> str:
        return f"Please approve: {self.advert}"

    @classmethod
    def sample(cls) -> Self:
        return cls(**SAMPLE)


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class AdvertDecided(_AdvertEmail):
    """To whoever sent it for approval: it is approved, or comes back with a reason."""

    kind: ClassVar[str] = "advert_decided"
    # An approved advert may be published by the time this is sent: still true.
    true_at: ClassVar[frozenset[str]] = frozenset({VacancyStatus.OPEN})

    approved: bool
    reason: str

    @property
    def subject(self) -> str:
        return f"{'Approved' if self.approved else 'To be changed'}: {self.advert}"

    @classmethod
    def details(cls, change: VacancyChange) -> dict[str, Any]:
        reason = "" if change.vacancy.is_restricted else change.reason
        return {"approved": change.event == VacancyEvent.APPROVE, "reason": reason}

    @classmethod
    def sample(cls) -> Self:
        return cls(**SAMPLE, approved=False, reason="The pay does not fit the band.")
