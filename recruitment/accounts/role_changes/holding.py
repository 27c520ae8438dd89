"""Proposed roles in a person's own data, and their end with the account."""

from __future__ import annotations

from recruitment.accounts.holdings import Held, Holder, register_holder
from recruitment.accounts.models import RoleProposal, User
from recruitment.accounts.role_changes.selectors import role_label
from recruitment.accounts.role_changes.services import forget_proposals
from recruitment.ui.dates import london_date


def read(user: User) -> Held | None:
    """Each role that was proposed for the person: when, why, and what became of it; no names of
    colleagues."""
    rows = RoleProposal.objects.filter(user=user).order_by("pk")
    lines = [(role_label(one), _words(one)) for one in rows]
    return Held("proposed_roles", "Roles proposed for you", lines) if lines else None


def forget(user: User) -> None:
    """What was proposed for the person goes with the account."""
    forget_proposals(RoleProposal.objects.filter(user=user))


def register() -> None:
    """Called once, from apps.py."""
    register_holder(Holder("proposed_roles", read, forget))


def _words(one: RoleProposal) -> str:
    parts = [
        f"proposed on {london_date(one.proposed_at)}",
        one.get_state_display().lower(),
        f"reason: {one.reason}",
    ]
    if one.answer:
        parts.append(f"why it was turned down: {one.answer}")
    return "; ".join(parts)
