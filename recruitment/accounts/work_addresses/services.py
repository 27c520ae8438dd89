"""Claiming a standing with a work address, confirming it, reminding before it ends."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from recruitment.accounts.models import (
    InternalStanding,
    StandingKind,
    StandingSource,
    User,
    WorkAddress,
)
from recruitment.accounts.services import london_today, write_end, write_standing
from recruitment.accounts.work_addresses.links import CONFIRM_WITHIN, derive_work_token
from recruitment.accounts.work_addresses.selectors import kinds_of
from recruitment.audit.services import record
from recruitment.outbox.links import hash_token, new_nonce
from recruitment.outbox.services import cancel_emails, forget_emails, queue_email, wait_for_turn

# However many accounts ask: a mailbox gets no more of these emails in a day.
MOST_A_DAY = 3

TAKEN = (
    "This work address already belongs to another account. Sign in to that one, or write to {box}."
)
ENDED = "A colleague has ended this standing. Write to {box} if you think that this is wrong."
NOT_LISTED = "This address cannot be used any more. Write to {box}."


class ClaimRefused(Exception):
    """The address cannot give a standing; the text says what to do."""


def clean_address(text: str) -> str:
    """The mailbox as it is compared: in lower case, and without what follows a plus sign."""
    local, _, domain = text.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


@transaction.atomic
def ask_work_address(*, email: str, kind: str, by: User) -> None:
    """Write a link to a work address; nothing is held before its button is pressed.

    What is answered is the same for every address of a listed domain, whoever has it. Raises
    ClaimRefused for a domain that is not listed, or a kind that it does not allow.
    """
    address = clean_address(email)
    if kind not in kinds_of(address):
        raise ClaimRefused(_say(NOT_LISTED))
    wait_for_turn(address)
    now = timezone.now()
    lately = WorkAddress.objects.filter(email=address, asked_at__gt=now - timedelta(days=1))
    if lately.count() >= MOST_A_DAY:
        return
    nonce = new_nonce()
    asked = WorkAddress.objects.create(
        user=by,
        email=address,
        kind=StandingKind(kind),
        nonce=nonce,
        token_hash=hash_token(derive_work_token(nonce)),
        asked_at=now,
    )
    record(action="standing.ask", by=by, target=by, after={"kind": str(kind)})
    queue_email(
        kind="standing_confirm",
        dedupe_key=f"standing_confirm:{asked.pk}",
        to=address,
        ids={"asked": asked.pk},
        about=asked.about,
    )


@transaction.atomic
def confirm_work_address(*, asked_id: int, by: User) -> InternalStanding | None:
    """The button behind the link: the standing holds from today, and an earlier one ends with it.

    None when the asking is not there, was used or belongs to somebody else. Raises ClaimRefused
    when another account holds a standing by this address, or a colleague ended the last one.
    """
    seen = WorkAddress.objects.filter(pk=asked_id, user=by).first()
    if seen is None:
        return None
    wait_for_turn(seen.email)
    asked = WorkAddress.objects.select_for_update().filter(pk=asked_id).first()
    if asked is None or asked.confirmed_at is not None:
        return None
    today = london_today()
    _check_may_hold(asked, by)
    for old in _own(by).filter(ended_on__isnull=True, valid_until__gte=today):
        write_end(standing=old, on=today, by=by, reason="Renewed by work address.")
        cancel_emails(about=_about(old))
    made = write_standing(
        user=by,
        kind=asked.kind,
        source=StandingSource.WORK_ADDRESS,
        valid_from=today,
        valid_until=today + timedelta(days=settings.STANDING_WORK_DAYS),
        by=by,
    )
    asked.confirmed_at, asked.standing = timezone.now(), made
    asked.save(update_fields=["confirmed_at", "standing"])
    return made


def remind_of_standing(standing: InternalStanding) -> bool:
    """Queue the letter before a standing ends, once."""
    user = standing.user
    if not user.email:
        return False
    queue_email(
        kind="standing_ending",
        dedupe_key=f"standing_ending:{standing.pk}",
        to=user.email,
        ids={"standing": standing.pk},
        about=_about(standing),
    )
    return True


def forget_unconfirmed() -> int:
    """Delete addresses that nobody confirmed in time, and those whose standing is over."""
    now = timezone.now()
    late = WorkAddress.objects.filter(confirmed_at__isnull=True, asked_at__lte=now - CONFIRM_WITHIN)
    over = WorkAddress.objects.filter(standing__valid_until__lt=london_today())
    return _forget(late) + _forget(over)


def forget_work_addresses(*, user: User) -> int:
    """Delete every work address of an account that is closed."""
    return _forget(WorkAddress.objects.filter(user=user))


def _forget(rows: object) -> int:
    gone = 0
    for row in rows:  # type: ignore[attr-defined]
        forget_emails(about=row.about)
        row.delete()
        gone += 1
    return gone


def _check_may_hold(asked: WorkAddress, by: User) -> None:
    today = london_today()
    if asked.kind not in kinds_of(asked.email):
        raise ClaimRefused(_say(NOT_LISTED))
    others = WorkAddress.objects.filter(
        email=asked.email,
        confirmed_at__isnull=False,
        user__is_active=True,
        standing__valid_until__gte=today,
        standing__ended_on__isnull=True,
    )
    if others.exclude(user=by).exists():
        raise ClaimRefused(_say(TAKEN))
    # A mailbox may live on for a while after somebody has left.
    ended = _own(by).filter(ended_on__isnull=False, valid_until__gte=today)
    if ended.exclude(ended_by=by).exists():
        raise ClaimRefused(_say(ENDED))


def _own(user: User):  # type: ignore[no-untyped-def]
    rows = InternalStanding.objects.select_for_update()
    return rows.filter(user=user, source=StandingSource.WORK_ADDRESS).order_by("pk")


def _about(standing: InternalStanding) -> str:
    return f"standing:{standing.pk}"


def _say(text: str) -> str:
    return text.format(box=settings.CONTACT_MAILBOX)
