"""What is done to accounts: standings, sessions, switching off and on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from recruitment.accounts.models import InternalStanding, StandingKind, StandingSource, User
from recruitment.accounts.role_changes.services import propose_again
from recruitment.accounts.roles import Right, Role, has_right
from recruitment.audit.services import record

RECRUITER_DAYS = 366
RECRUITER_A_DAY = 20


@transaction.atomic
def record_standing(
    *,
    user: User,
    kind: StandingKind | str,
    source: StandingSource | str,
    valid_from: date,
    valid_until: date,
    by: User | None,
    note: str = "",
) -> InternalStanding:
    """Writes down that a person is internal from one London date to another, both included.

    `by` needs the right to manage users, or that to record standings as a recruiter, and must be
    somebody else; None is a feed. Raises PermissionDenied, and ValidationError when the dates or
    codes are not possible.
    """
    if source == StandingSource.RECRUITER and by is not None and by.pk != user.pk:
        _check_may_record(by=by, valid_until=valid_until, note=note)
    else:
        _check_may_manage(user=user, by=by)
    return write_standing(
        user=user,
        kind=kind,
        source=source,
        valid_from=valid_from,
        valid_until=valid_until,
        note=note,
        by=by,
    )


def write_standing(*, user: User, by: User | None, **facts: Any) -> InternalStanding:
    """Write the row and its line in the audit log, for services that have checked who may.

    Raises ValidationError when the dates or codes are not possible.
    """
    standing = InternalStanding(user=user, recorded_by=by, **facts)
    standing.full_clean()
    standing.save()
    _record(action="standing.record", target=standing, by=by, after=_facts(standing))
    return standing


@transaction.atomic
def end_standing(
    *, standing: InternalStanding, on: date, by: User, reason: str = ""
) -> InternalStanding:
    """Ends a standing early: from the London date `on` it no longer holds.

    The row keeps its dates. A recruiter may end what they recorded themselves; all others are for
    people who manage users. Raises PermissionDenied, and ValidationError when it has ended already
    or would end after its last day.
    """
    row = InternalStanding.objects.select_for_update().get(pk=standing.pk)
    if row.source != StandingSource.RECRUITER or row.recorded_by_id != by.pk:
        _check_may_manage(user=row.user, by=by)
    elif not has_right(by, Right.RECORD_STANDING):
        raise PermissionDenied("Only recruiters and people who manage users may do this.")
    if row.ended_on is not None:
        raise ValidationError("This standing has already been ended.")
    if on > row.valid_until:
        raise ValidationError("This standing ends before that day anyway.")
    write_end(standing=row, on=on, by=by, reason=reason)
    return row


@transaction.atomic
def move_standings(*, source: User, target: User, by: User) -> int:
    """Every standing of one account to another of the same person, each with a line in the audit
    log, since a standing decides what somebody may see; returns how many. The caller has checked
    that `by` may put the two together."""
    rows = list(InternalStanding.objects.select_for_update().filter(user=source).order_by("pk"))
    for row in rows:
        before = _facts(row)
        row.user = target
        row.save(update_fields=["user"])
        _record(
            action="standing.change_account", target=row, by=by, before=before, after=_facts(row)
        )
    return len(rows)


def write_end(*, standing: InternalStanding, on: date, by: User, reason: str) -> None:
    """Write the early end of a locked row and its line in the audit log, as `write_standing`."""
    before = _facts(standing)
    standing.ended_on, standing.ended_by = on, by
    standing.save(update_fields=["ended_on", "ended_by"])
    _record(
        action="standing.end",
        target=standing,
        by=by,
        before=before,
        after={"ended_on": on},
        reason=reason,
    )


@transaction.atomic
def deactivate_user(*, user: User, by: User, reason: str) -> None:
    """Switches an account off and ends all its sessions. Raises PermissionDenied."""
    _check_may_manage(user=user, by=by)
    if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        end_all_sessions(user=user)
        _record(action="account.deactivate", target=user, by=by, reason=reason)
    user.is_active = False


@transaction.atomic
def reactivate_user(*, user: User, by: User, reason: str) -> list[Role]:
    """Switches an account on again; nobody is signed in by that. Raises PermissionDenied.

    Roles do not come back by it: they wait for a second administrator, and are returned.
    """
    _check_may_manage(user=user, by=by)
    waiting: list[Role] = []
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        _record(action="account.reactivate", target=user, by=by, reason=reason)
        waiting = propose_again(user=user, by=by, reason=reason)
    user.is_active = True
    return waiting


@transaction.atomic
def end_all_sessions(*, user: User) -> None:
    """Signs the person out on every device at its next request; no permission is asked.

    The callers are sign-out, a new password and a switched-off account.
    """
    User.objects.filter(pk=user.pk).update(session_generation=F("session_generation") + 1)
    user.session_generation = User.objects.values_list("session_generation", flat=True).get(
        pk=user.pk
    )
    for session in UserSession.objects.filter(user_id=user.pk):
        session.end()


@transaction.atomic
def release_unconfirmed_address(*, address: EmailAddress) -> None:
    """Takes an address from accounts that never confirmed it, before its owner confirms it.

    Without this somebody could keep an address from its owner by signing up with it first.
    """
    holders = User.objects.select_for_update().filter(email=address.email)
    for holder in holders.exclude(pk=address.user_id):
        rows = EmailAddress.objects.filter(user=holder, email=address.email)
        if rows.filter(verified=True).exists():
            continue
        rows.delete()
        holder.email = ""
        holder.save(update_fields=["email"])
        _record(action="account.address_release", target=holder, by=None)


def london_today() -> date:
    """Today's date in London: standings begin and end with London days."""
    return timezone.localdate()


def _facts(standing: InternalStanding) -> dict[str, Any]:
    return {
        "user": standing.user_id,
        "kind": str(standing.kind),
        "source": str(standing.source),
        "valid_from": standing.valid_from,
        "valid_until": standing.valid_until,
    }


def _check_may_manage(*, user: User, by: User | None) -> None:
    if by is None:
        return
    if by.pk == user.pk:
        raise PermissionDenied("Nobody may change their own account here.")
    if not has_right(by, Right.MANAGE_USERS):
        raise PermissionDenied("Only people who manage users may do this.")


def _check_may_record(*, by: User, valid_until: date, note: str) -> None:
    """A recruiter's word has a reason, and holds for a year at most: then somebody looks again.

    Nobody vouches for many people in a day: that is what the file of human resources is for.
    """
    if not has_right(by, Right.RECORD_STANDING):
        raise PermissionDenied("Only recruiters and people who manage users may do this.")
    if (valid_until - london_today()).days > RECRUITER_DAYS:
        raise ValidationError({"valid_until": f"Choose a last day within {RECRUITER_DAYS} days."})
    if not note.strip():
        raise ValidationError({"note": "Say how you know this."})
    User.objects.select_for_update().get(pk=by.pk)  # two browsers do not count apart
    since = timezone.now() - timedelta(days=1)
    own = InternalStanding.objects.filter(recorded_by=by, source=StandingSource.RECRUITER)
    if own.filter(recorded_at__gt=since).count() >= RECRUITER_A_DAY:
        raise ValidationError(
            f"You have recorded {RECRUITER_A_DAY} standings in 24 hours, which is the limit. Ask"
            " somebody who manages users for more."
        )


def _record(*, action: str, target: Any, by: User | None, **values: Any) -> None:
    record(action=action, by=by, target=target, actor_label="" if by else "system", **values)
