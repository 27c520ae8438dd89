"""Proposed roles as people read them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Case, IntegerField, QuerySet, Value, When

from recruitment.accounts.models import RoleProposal, User
from recruitment.accounts.roles import Role

# A proposal that nobody agrees to in this time ends by itself.
WAITS_DAYS = 14
# As long as the audit log keeps its entries.
KEPT_DAYS = 730

State = RoleProposal.State


def role_label(proposal: RoleProposal) -> str:
    """The role in words; a role that is no longer there keeps its code."""
    known = {role.value: role.label for role in Role}
    return known.get(proposal.role, proposal.role)


def expires_at(proposal: RoleProposal) -> datetime:
    """From then on nobody can agree any more."""
    return proposal.proposed_at + timedelta(days=WAITS_DAYS)


def all_proposals() -> QuerySet[RoleProposal]:
    """Every proposal with its people; those that wait come first, the newest of them on top."""
    people = RoleProposal.objects.select_related("user", "proposed_by", "decided_by")
    waits = When(state=State.WAITING, then=Value(0))
    place = Case(waits, default=Value(1), output_field=IntegerField())
    return people.alias(place=place).order_by("place", "-pk")


def find_proposal(pk: int) -> RoleProposal | None:
    """One proposal with its people."""
    return all_proposals().filter(pk=pk).first()


def waiting_roles_of(user: User) -> list[str]:
    """What is proposed for somebody and waits, in words."""
    rows = RoleProposal.objects.filter(user=user, state=State.WAITING).order_by("pk")
    return [role_label(row) for row in rows]


def waiting_role_codes(user: User) -> set[str]:
    """The codes of the roles that are proposed for somebody and wait."""
    rows = RoleProposal.objects.filter(user=user, state=State.WAITING)
    return set(rows.values_list("role", flat=True))


def waiting_for(user: User) -> int:
    """How many proposals this administrator could agree to: not their own, not about them."""
    rows = RoleProposal.objects.filter(state=State.WAITING).exclude(user=user)
    return rows.exclude(proposed_by=user).count()


def proposals_to_expire(*, at: datetime) -> QuerySet[RoleProposal]:
    """Those that have waited too long."""
    due = at - timedelta(days=WAITS_DAYS)
    return RoleProposal.objects.filter(state=State.WAITING, proposed_at__lte=due).order_by("pk")


def proposals_to_forget(*, at: datetime) -> QuerySet[RoleProposal]:
    """Those that were decided so long ago that the audit log has forgotten them too."""
    return RoleProposal.objects.filter(decided_at__lte=at - timedelta(days=KEPT_DAYS)).order_by(
        "pk"
    )
