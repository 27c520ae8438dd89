"""Who counts as internal on a given day. The one place that answers it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from recruitment.accounts.models import InternalStanding, StandingKind, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

# When several hold at once the first of this order speaks: the internal vacancies page puts
# employees first, then agency workers, then the volunteer groups.
_ORDER = {kind: place for place, kind in enumerate(StandingKind.values)}


def current_standings(user: User | AnonymousUser, *, on: date) -> list[InternalStanding]:
    """Every standing of this person that holds on the London date `on`, strongest first.

    Nobody signed in, and an account that was switched off, have none.
    """
    if not isinstance(user, User) or not user.is_active:
        # A lazy request.user is an instance of what it wraps.
        return []
    rows = InternalStanding.objects.filter(user=user, valid_from__lte=on, valid_until__gte=on)
    holding = [row for row in rows if row.holds_on(on)]
    return sorted(holding, key=lambda row: (_ORDER[row.kind], -row.last_day.toordinal(), -row.pk))


def current_standing(user: User | AnonymousUser, *, on: date) -> InternalStanding | None:
    """The strongest standing that holds on the London date `on`, or None."""
    standings = current_standings(user, on=on)
    return standings[0] if standings else None
