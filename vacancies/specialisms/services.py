"""Expressing interest, answering it, and forgetting it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from eligibility import anniversary
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from recruitment.outbox.links import hash_token, new_nonce
from recruitment.outbox.services import forget_emails, queue_email, wait_for_turn
from vacancies.policies import check_may
from vacancies.specialisms.links import derive_interest_token
from vacancies.specialisms.models import Interest

# Nobody fills another person's mailbox: further ones of an address are dropped without a word.
MOST_OPEN = 3
FIELDS = ("name", "phone", "force", "rank", "specialisms", "counter_terrorism", "about")


@transaction.atomic
def express_interest(*, email: str, fields: Mapping[str, Any]) -> Interest | None:
    """Keep an officer's interest and send the receipt; None beyond three open ones of an address.

    The same sent again, by a second press of the button for example, is the one that is there.
    Anybody may do this; the page says the same whatever comes back.
    """
    address = email.strip().lower()
    given = {name: fields[name] for name in FIELDS}
    wait_for_turn(address)
    waiting = list(Interest.objects.filter(email=address, answered_at=None))
    for one in waiting:
        if all(getattr(one, name) == value for name, value in given.items()):
            return one
    if len(waiting) >= MOST_OPEN:
        return None
    nonce = new_nonce()
    interest = Interest(
        email=address,
        nonce=nonce,
        token_hash=hash_token(derive_interest_token(nonce)),
        received_at=timezone.now(),
        **given,
    )
    interest.full_clean()
    interest.save()
    queue_email(
        kind="interest_received",
        dedupe_key=f"interest_received:{interest.pk}",
        to=address,
        ids={"interest": interest.pk},
        about=interest.about_key,
    )
    return interest


@transaction.atomic
def answer_interest(*, by: User, interest_id: int) -> bool:
    """Note that somebody wrote to the officer; again changes nothing. Raises PermissionDenied."""
    check_may(by=by, right=Right.READ_INTEREST)
    interest = Interest.objects.select_for_update().get(pk=interest_id)
    if interest.answered_at is not None:
        return False
    interest.answered_at, interest.answered_by = timezone.now(), by
    interest.save(update_fields=["answered_at", "answered_by"])
    record(action="interest.answer", by=by, target=interest)
    return True


def note_reading(*, by: User, interest: Interest) -> None:
    """Write into the audit log that somebody read it."""
    check_may(by=by, right=Right.READ_INTEREST)
    record(action="interest.read", by=by, target=interest)


def note_list(*, by: User) -> None:
    """Write into the audit log that somebody read the list: it names who wants to leave a force."""
    check_may(by=by, right=Right.READ_INTEREST)
    record(action="interest.list", by=by)


@transaction.atomic
def remove_interest(*, interest_id: int) -> bool:
    """Delete it, with what the outbox remembers: by its link, or when its time is over."""
    interest = Interest.objects.select_for_update().filter(pk=interest_id).first()
    if interest is None:
        return False
    forget_emails(about=interest.about_key)
    interest.delete()
    return True


def interests_to_forget(now: datetime) -> list[int]:
    """Those of 12 months ago, counted in London days."""
    last = anniversary(timezone.localdate(now), -1)
    return list(Interest.objects.filter(received_at__date__lte=last).values_list("pk", flat=True))
