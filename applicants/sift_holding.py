"""Whom a marker named before a sift: in their own data, and its end with their account."""

from __future__ import annotations

from applicants.models import SiftDeclaration
from applicants.services.sift_names import forget_names
from recruitment.accounts.holdings import Held, Holder, register_holder
from recruitment.accounts.models import User
from recruitment.ui.dates import london_date


def _declarations(user: User) -> list[SiftDeclaration]:
    own = SiftDeclaration.objects.filter(marker=user, names__isnull=False)
    return list(own.select_related("vacancy").order_by("pk"))


def read(user: User) -> Held | None:
    """For each vacancy the names they gave."""
    lines = [
        (
            f"{one.vacancy.reference}, {london_date(one.declared_at)}",
            ", ".join(one.names) or "You said that you know nobody",
        )
        for one in _declarations(user)
    ]
    return (
        Held("sift_declarations", "People you know, named before a sift", lines) if lines else None
    )


def forget(user: User) -> None:
    """The names go; applications kept from this person stay kept from them."""
    forget_names([one.pk for one in _declarations(user)])


def register() -> None:
    """Called once, from apps.py."""
    register_holder(Holder("sift_declarations", read, forget))
