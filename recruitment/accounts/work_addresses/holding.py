"""Work addresses in a person's own data, and their end with the account."""

from __future__ import annotations

from recruitment.accounts.holdings import Held, Holder, register_holder
from recruitment.accounts.models import User, WorkAddress
from recruitment.accounts.work_addresses.services import forget_work_addresses
from recruitment.ui.dates import london_date


def read(user: User) -> Held | None:
    """Each address, what it was said to show and when."""
    lines = [
        (
            one.email,
            f"{one.get_kind_display()}, "
            + ("confirmed on " if one.confirmed_at else "not confirmed, asked on ")
            + london_date(one.confirmed_at or one.asked_at),
        )
        for one in WorkAddress.objects.filter(user=user).order_by("pk")
    ]
    return Held("work_addresses", "Work addresses", lines) if lines else None


def forget(user: User) -> None:
    """The addresses go; what they showed stays with the closed account as history."""
    forget_work_addresses(user=user)


def register() -> None:
    """Called once, from apps.py."""
    register_holder(Holder("work_addresses", read, forget))
