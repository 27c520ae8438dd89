"""The secret link of a person who asked to be told when they can apply.

The token is derived as for every emailed link (`recruitment.outbox.links`).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse

from applicants.models import EligibilityNotice
from recruitment.outbox.links import derive_link_token, hash_to_find

CONFIRM_WITHIN = timedelta(days=3)


def derive_notice_token(nonce: str) -> str:
    """The 256-bit token as 43 URL-safe characters."""
    return derive_link_token(purpose="notice", message=nonce)


def confirm_path(notice: EligibilityNotice) -> str:
    """The path at which the address is confirmed."""
    return reverse("applicants:tell_me_confirm", args=[derive_notice_token(notice.nonce)])


def remove_path(notice: EligibilityNotice) -> str:
    """The path at which the address is removed."""
    return reverse("applicants:tell_me_remove", args=[derive_notice_token(notice.nonce)])


def find_notice(token: str, *, at: datetime) -> EligibilityNotice | None:
    """The notice that `token` opens at `at`; None alike for unknown, removed and expired."""
    alive = Q(confirmed_at__isnull=False) | Q(asked_at__gt=at - CONFIRM_WITHIN)
    return (
        EligibilityNotice.objects.select_related("vacancy")
        .filter(alive, token_hash=hash_to_find(token))
        .first()
    )
