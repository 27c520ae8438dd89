"""Letters about a day to apply from, in a person's own data, and their end with the account."""

from __future__ import annotations

from applicants.emails.notices import name_of_notice
from applicants.models import EligibilityNotice
from applicants.services.noticing import remove_notice
from recruitment.accounts.addresses import confirmed_addresses
from recruitment.accounts.holdings import Held, Holder, register_holder
from recruitment.accounts.models import User
from recruitment.ui.dates import london_date


def _notices(user: User) -> list[EligibilityNotice]:
    own = EligibilityNotice.objects.filter(email__in=confirmed_addresses(user))
    return list(own.filter(confirmed_at__isnull=False).select_related("vacancy").order_by("pk"))


def read(user: User) -> Held | None:
    """What somebody wants to be told of, and on which day."""
    lines = [(name_of_notice(one), london_date(one.due_on)) for one in _notices(user)]
    return Held("notices", "Days from which you can apply", lines) if lines else None


def forget(user: User) -> None:
    """Nobody who closed the account is written to any more."""
    for notice in _notices(user):
        remove_notice(notice_id=notice.pk)


def register() -> None:
    """Called once, from apps.py."""
    register_holder(Holder("notices", read, forget))
