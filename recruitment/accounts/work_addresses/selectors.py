"""What is held, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import QuerySet

from recruitment.accounts.models import InternalStanding, StandingKind, StandingSource, User
from recruitment.accounts.standing import current_standings


@dataclass(frozen=True, slots=True)
class Held:
    """One standing that holds today, for its owner."""

    standing: InternalStanding
    renewable: bool
    ends_soon: bool


def held_by(user: User, *, on: date) -> list[Held]:
    """What this person is to us today, strongest first."""
    soon = on + timedelta(days=settings.STANDING_REMIND_DAYS)
    return [
        Held(
            standing=one,
            renewable=one.source == StandingSource.WORK_ADDRESS,
            ends_soon=one.last_day <= soon,
        )
        for one in current_standings(user, on=on)
    ]


def kinds_of(address: str) -> list[str]:
    """What somebody with an address at this domain may say they are; empty for other domains.

    The whole domain counts: neither subdomains nor names that only end alike are listed with it.
    """
    domain = address.rpartition("@")[2].strip().lower()
    return list(settings.STANDING_WORK_DOMAINS.get(domain, ()))


def claimable_kinds() -> list[tuple[str, str]]:
    """Every kind that some listed domain allows, in the order of the model, with its label."""
    listed = {kind for kinds in settings.STANDING_WORK_DOMAINS.values() for kind in kinds}
    return [(str(kind.value), str(kind.label)) for kind in StandingKind if kind.value in listed]


def standings_to_remind_of(*, on: date) -> QuerySet[InternalStanding]:
    """Standings by work address that end soon; those that were ended early say nothing."""
    return InternalStanding.objects.filter(
        source=StandingSource.WORK_ADDRESS,
        ended_on__isnull=True,
        valid_until__gte=on,
        valid_until__lte=on + timedelta(days=settings.STANDING_REMIND_DAYS),
        user__is_active=True,
    ).order_by("pk")
