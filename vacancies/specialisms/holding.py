"""Interest in a specialism in a person's own data, and its end with the account."""

from __future__ import annotations

from recruitment.accounts.addresses import confirmed_addresses
from recruitment.accounts.holdings import Held, Holder, register_holder
from recruitment.accounts.models import User
from vacancies.specialisms.models import Interest
from vacancies.specialisms.services import remove_interest


def _interests(user: User) -> list[Interest]:
    return list(Interest.objects.filter(email__in=confirmed_addresses(user)).order_by("pk"))


def read(user: User) -> Held | None:
    """Everything that was sent with each expression of interest of a confirmed address."""
    lines: list[tuple[str, str]] = []
    for one in _interests(user):
        lines += [
            ("Name", one.name),
            ("Telephone number", one.phone),
            ("Force", one.get_force_display()),
            ("Rank", one.get_rank_display()),
            ("Specialisms", "; ".join(one.specialism_names)),
            ("Interested in counter terrorism", "Yes" if one.counter_terrorism else "No"),
            ("Skills and experience", one.about),
        ]
    return Held("interest", "Interest in transferring", lines) if lines else None


def forget(user: User) -> None:
    """It goes with the account of its address."""
    for one in _interests(user):
        remove_interest(interest_id=one.pk)


def register() -> None:
    """Called once, from apps.py."""
    register_holder(Holder("interest", read, forget))
