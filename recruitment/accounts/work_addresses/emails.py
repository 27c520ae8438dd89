"""The emails of standings by work address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from recruitment.accounts.models import InternalStanding, WorkAddress
from recruitment.accounts.services import london_today
from recruitment.accounts.work_addresses.links import CONFIRM_WITHIN, confirm_path
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email
from recruitment.ui.dates import london_date, london_datetime


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class StandingConfirm:
    """To the work address: did you ask for this? It names the account's user name alone."""

    kind: ClassVar[str] = "standing_confirm"
    urgent: ClassVar[bool] = True
    version: ClassVar[int] = 1

    username: str
    what: str
    link: str
    until: str
    days: int
    mailbox: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """None once it was confirmed, is too old or the account is closed."""
        asked = WorkAddress.objects.select_related("user").filter(pk=ids["asked"]).first()
        if asked is None or asked.confirmed_at is not None or not asked.user.is_active:
            return None
        ends = asked.asked_at + CONFIRM_WITHIN
        if ends <= timezone.now():
            return None
        return cls(
            username=asked.user.username,
            what=asked.get_kind_display(),
            link=absolute(confirm_path(asked)),
            until=london_datetime(ends),
            days=settings.STANDING_WORK_DAYS,
            mailbox=settings.CONTACT_MAILBOX,
        )

    @classmethod
    def sample(cls) -> Self:
        """An invented example."""
        return cls(
            username="rowan.example",
            what="Police staff",
            link="https://portal.example/accounts/standing/link/sample-that-opens-nothing/",
            until="9:30am on 25 November 2026",
            days=180,
            mailbox="recruitment@met.example",
        )

    @property
    def subject(self) -> str:
        return "Confirm your work address"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class StandingEnding:
    """To the account's address: it ends soon, and how to renew it."""

    kind: ClassVar[str] = "standing_ending"
    version: ClassVar[int] = 1

    name: str
    what: str
    until: str
    link: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """None once it was renewed, ended or is over."""
        rows = InternalStanding.objects.select_related("user").filter(user__is_active=True)
        found = rows.filter(pk=ids["standing"], ended_on__isnull=True).first()
        if found is None or found.valid_until < london_today():
            return None
        return cls(
            name=found.user.display_name,
            what=found.get_kind_display(),
            until=london_date(found.valid_until),
            link=absolute(reverse("account_standing")),
        )

    @classmethod
    def sample(cls) -> Self:
        """An invented example."""
        return cls(
            name="Rowan Example",
            what="Police staff",
            until="25 November 2026",
            link="https://portal.example/accounts/standing/",
        )

    @property
    def subject(self) -> str:
        return "Confirm again that you work with the Met"
