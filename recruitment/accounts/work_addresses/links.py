"""The secret link to a work address (recruitment/outbox/links.py)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse

from recruitment.accounts.models import User, WorkAddress
from recruitment.outbox.links import derive_link_token, hash_to_find

CONFIRM_WITHIN = timedelta(days=1)


def derive_work_token(nonce: str) -> str:
    """The token of one asking; asking again makes another."""
    return derive_link_token(purpose="work", message=nonce)


def confirm_path(asked: WorkAddress) -> str:
    """The page with the button that confirms the address."""
    return reverse("account_standing_confirm", args=[derive_work_token(asked.nonce)])


def find_asked(token: str, *, user: User, at: datetime) -> WorkAddress | None:
    """What `token` opens for this person at `at`; None alike for unknown, used and too old.

    Whoever reads the mailbox must be signed in to the account that asked: nobody can be brought to
    vouch for a stranger by pressing a button.
    """
    rows = WorkAddress.objects.filter(user=user, confirmed_at__isnull=True)
    fresh = rows.filter(asked_at__gt=at - CONFIRM_WITHIN)
    return fresh.filter(token_hash=hash_to_find(token)).first()
