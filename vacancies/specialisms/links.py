"""The emailed link by which somebody removes their interest."""

from __future__ import annotations

from django.urls import reverse

from recruitment.outbox.links import derive_link_token, hash_to_find
from vacancies.specialisms.models import Interest


def derive_interest_token(nonce: str) -> str:
    """The 256-bit token as 43 URL-safe characters."""
    return derive_link_token(purpose="interest", message=nonce)


def remove_path(interest: Interest) -> str:
    """The page on which it is removed."""
    return reverse("specialisms:remove", args=[derive_interest_token(interest.nonce)])


def find_interest(token: str) -> Interest | None:
    """The interest that `token` opens; None alike for unknown, malformed and removed."""
    return Interest.objects.filter(token_hash=hash_to_find(token)).first()
