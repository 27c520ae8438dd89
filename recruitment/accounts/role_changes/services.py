"""Proposing a role, agreeing to it, turning it down, letting it expire; and the way in for the
first administrators.

Taking a role away and switching an account off need one administrator alone (roles.py,
services.py): taking access away must never wait.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from recruitment.accounts.models import RoleProposal, User
from recruitment.accounts.role_changes.selectors import expires_at, role_label
from recruitment.accounts.roles import (
    Right,
    Role,
    administrators,
    check_may_change_roles,
    grant_role,
    granted_roles,
    has_right,
    revoke_role,
)
from recruitment.audit.services import record
from recruitment.outbox.services import cancel_emails, forget_emails, queue_email
from recruitment.ui.dates import london_datetime

State = RoleProposal.State
SECOND = "You proposed this role. Another administrator must agree to it."
PROPOSER_LEFT = (
    "Whoever proposed this is no longer an administrator. Turn it down, and propose it again."
)
SWITCHED_OFF = "This account is switched off. Switch it on first."
TWO_CAN_AGREE = (
    "There are two other administrators: propose the role in the staff pages. If they cannot get"
    " in, run this again with --emergency."
)


@transaction.atomic
def propose_role(*, user: User, role: Role, reason: str, by: User) -> RoleProposal:
    """Writes down that somebody should get a role, and asks the other administrators.

    Raises PermissionDenied, and ValidationError when there is nothing to propose.
    """
    check_may_change_roles(user=user, by=by)
    person = User.objects.select_for_update().get(pk=user.pk)
    if not person.is_active:
        raise ValidationError(SWITCHED_OFF)
    if not reason.strip():
        raise ValidationError("Say why the person needs the role.")
    if role in granted_roles(person):
        raise ValidationError(f"This person has the role already: {role.label}.")
    waiting = RoleProposal.objects.filter(user=person, role=role.value, state=State.WAITING)
    if waiting.exists():
        raise ValidationError(f"This role has been proposed already, and waits: {role.label}.")
    made = RoleProposal.objects.create(
        user=person,
        role=role.value,
        reason=reason.strip(),
        proposed_by=by,
        proposed_at=timezone.now(),
    )
    _record("role.propose", made, by=by, after={"role": role.value, "user": person.pk})
    _write("role_proposed", made, administrators().exclude(pk__in=[by.pk, person.pk]))
    return made


@transaction.atomic
def agree_to_role(*, proposal_id: int, by: User) -> RoleProposal:
    """The second administrator's word: the person has the role from now on.

    Raises PermissionDenied, and ValidationError when somebody was first or it has expired.
    """
    proposal = _open_proposal(proposal_id, by=by)
    proposer = proposal.proposed_by
    if proposer is None or proposer.pk == by.pk:
        raise PermissionDenied(SECOND)
    if not has_right(proposer, Right.MANAGE_USERS):
        raise ValidationError(PROPOSER_LEFT)
    if not proposal.user.is_active:
        raise ValidationError(SWITCHED_OFF)
    _close(proposal, State.AGREED, by=by)
    _record("role.agree", proposal, by=by, after={"state": State.AGREED.value})
    grant_role(user=proposal.user, role=Role(proposal.role), by=proposer, agreed_by=by)
    _write("role_decided", proposal, [proposer])
    return proposal


@transaction.atomic
def turn_down_role(*, proposal_id: int, by: User, reason: str) -> RoleProposal:
    """An administrator says no, or the one who proposed it takes it back.

    Raises PermissionDenied, and ValidationError when somebody was first or no reason is given.
    """
    if not reason.strip():
        raise ValidationError("Say why you turn it down.")
    proposal = _open_proposal(proposal_id, by=by)
    _close(proposal, State.REFUSED, by=by, answer=reason.strip())
    _record("role.refuse", proposal, by=by, after={"state": State.REFUSED.value}, reason=reason)
    if proposal.proposed_by is not None and proposal.proposed_by.pk != by.pk:
        _write("role_decided", proposal, [proposal.proposed_by])
    return proposal


@transaction.atomic
def expire_proposal(seen: RoleProposal) -> bool:
    """Ends one that nobody agreed to in time, and tells whoever proposed it."""
    proposal = lock_proposal(seen.pk)
    if proposal is None or proposal.state != State.WAITING:
        return False
    _close(proposal, State.EXPIRED, by=None)
    _record("role.expire", proposal, by=None, after={"state": State.EXPIRED.value})
    if proposal.proposed_by is not None:
        _write("role_decided", proposal, [proposal.proposed_by])
    return True


@transaction.atomic
def grant_by_command(*, user: User, role: Role, reason: str, emergency: bool) -> RoleProposal:
    """Gives a role from the server, for a portal that has nobody yet who could agree.

    Every administrator reads of it. Raises ValidationError where two others could agree, unless
    `emergency` says that they cannot get in, and where there is nothing to give.
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    others = administrators().exclude(pk=person.pk)
    if others.count() >= 2 and not emergency:
        raise ValidationError(TWO_CAN_AGREE)
    if not person.is_active:
        raise ValidationError("This account is switched off.")
    if not reason.strip():
        raise ValidationError("Say why.")
    if role in granted_roles(person):
        raise ValidationError("This person has the role already.")
    now = timezone.now()
    made = RoleProposal.objects.create(
        user=person, role=role.value, reason=reason.strip()[:200], proposed_at=now,
        state=State.AGREED, decided_at=now,
    )  # fmt: skip
    grant_role(user=person, role=role, by=None, reason=reason)
    _write("role_decided", made, others)
    return made


@transaction.atomic
def propose_again(*, user: User, by: User, reason: str) -> list[Role]:
    """Takes the roles of an account that is switched on again, and proposes them anew.

    One administrator may not bring rights back by switching an account off and on. A superuser
    was made on the server, and is one no longer. Returns the roles that wait now.
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    roles = set(granted_roles(person))
    if person.is_superuser:
        person.is_superuser = person.is_staff = False
        person.save(update_fields=["is_superuser", "is_staff"])
        record(action="role.revoke", by=by, target=person, before={"superuser": True})
        roles.add(Role.ADMINISTRATOR)
    for role in sorted(roles):
        revoke_role(user=person, role=role, by=by)
        propose_role(user=person, role=role, reason=reason, by=by)
    return sorted(roles)


def lock_proposal(pk: int) -> RoleProposal | None:
    """The row, locked until the transaction ends: of two people one waits, and then is told."""
    rows = RoleProposal.objects.select_for_update(of=("self",))
    return rows.select_related("user", "proposed_by").filter(pk=pk).first()


@transaction.atomic
def forget_proposals(rows: Iterable[RoleProposal]) -> int:
    """Deletes proposals with their emails: of a closed account, or older than the audit log."""
    gone = 0
    for row in rows:
        forget_emails(about=row.about)
        row.delete()
        gone += 1
    return gone


def _open_proposal(pk: int, *, by: User) -> RoleProposal:
    """A proposal that waits, locked, for somebody who may decide on it."""
    proposal = lock_proposal(pk)
    if proposal is None:
        raise ValidationError("This proposal is not there any more.")
    check_may_change_roles(user=proposal.user, by=by)
    if proposal.state != State.WAITING:
        raise ValidationError(_who_was_first(proposal))
    if expires_at(proposal) <= timezone.now():
        raise ValidationError("This proposal has expired. Propose the role again.")
    return proposal


def _who_was_first(proposal: RoleProposal) -> str:
    done = f"{role_label(proposal)}: {proposal.get_state_display().lower()}"
    who = f" by {proposal.decided_by.display_name}" if proposal.decided_by else ""
    return f"This has been decided already. {done}{who} on {london_datetime(proposal.decided_at)}."


def _close(proposal: RoleProposal, state: State, *, by: User | None, answer: str = "") -> None:
    proposal.state, proposal.decided_by, proposal.answer = state, by, answer
    proposal.decided_at = timezone.now()
    proposal.save(update_fields=["state", "decided_by", "decided_at", "answer"])
    cancel_emails(about=proposal.about, kinds=["role_proposed"])


def _record(action: str, proposal: RoleProposal, *, by: User | None, **values: Any) -> None:
    label = "" if by else "system"
    record(action=action, by=by, target=proposal, actor_label=label, **values)


def _write(kind: str, proposal: RoleProposal, people: Iterable[User]) -> None:
    for person in people:
        if person.email:
            queue_email(
                kind=kind,
                dedupe_key=f"{kind}:{proposal.pk}:{person.pk}",
                to=person.email,
                ids={"proposal": proposal.pk, "user": person.pk},
                about=proposal.about,
            )
